"""Writing one thing one way: the normal form of text in ten languages, and the way back to the original.

The normal form is NFKC (full-width letters, subscripts, ligatures), case-folded, without invisible
characters, with native digits as ASCII digits, and with the spelling variants of the region's scripts folded:

- Thai and Lao *am*, typed as one sign or as nikhahit and aa, before or after the tone mark; two strokes of
  *e* for *ae*;
- Khmer subscript *da* and *ta*, which look the same; subscript *ro* before or after another subscript;
  deprecated letters;
- hyphens, apostrophes and middle dots of every kind.

A zero-width space is dropped, not read as a space: one writer of Khmer or Burmese types it between words,
another does not, and both must find each other.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_INVISIBLE_RE = re.compile(f"[{_INVISIBLE}]+")

# One base character with all that attaches to it. No rule below reaches beyond a piece, so that the normal
# form of a text is its pieces' normal forms one after another, and every piece knows where it came from.
_PIECE_RE = re.compile(
    rf"[\u0e40\u0ec0][{_INVISIBLE}]*(?=[\u0e40\u0ec0])."  # Thai, Lao: two strokes of e
    # Khmer
    rf"|[\u1780-\u17b3](?:[\u17b4-\u17d1\u17d3\u17dd{_INVISIBLE}]|\u17d2[{_INVISIBLE}]*[\u1780-\u17b3])*"
    rf"|.[\u0300-\u036f\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd\u102b-\u1032\u1036-\u103e"
    rf"\u3099\u309a\u1160-\u11ff{_INVISIBLE}]*",
    re.DOTALL,
)

_SINGLE = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00b7\u2022", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc\u02b9", "'"),
        "\u179d": "\u179f", "\u17a3": "\u17a2", "\u17a4": "\u17a2\u17b6", "\u17d3": "\u17c6",
        **{
            chr(zero + value): str(value)
            for zero in (0x0E50, 0x0ED0, 0x17E0, 0x1040, 0x1090)
            for value in range(10)
        },
    }
)  # fmt: skip

_FOLDS = (
    (re.compile("\u0e40\u0e40"), "\u0e41"),
    (re.compile("\u0ec0\u0ec0"), "\u0ec1"),
    (re.compile("([\u0e48-\u0e4b])(\u0e4d)"), r"\2\1"),
    (re.compile("([\u0ec8-\u0ecb])(\u0ecd)"), r"\2\1"),
    (re.compile("\u17d2\u178a"), "\u17d2\u178f"),
    (re.compile("(\u17d2\u179a)(\u17d2[\u1780-\u17b3])"), r"\2\1"),
)
_FOLDED_SCRIPTS = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")

# Zawgyi puts Burmese on the code points of Unicode, in the order of sight. These sequences are common in it
# and impossible or very rare in Unicode text.
_ZAWGYI_RE = re.compile(
    "(?<![\u1000-\u109f])\u1031|[\u1060-\u1097]|\u1039(?![\u1000-\u1021])|\u1031\u103b(?=[\u1000-\u1021])"
)


def normalise(text: str) -> str:
    """The normal form of `text`. Linear in its length; equal texts to a reader give equal strings."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", _INVISIBLE_RE.sub("", text).translate(_SINGLE)).casefold()
    text = unicodedata.normalize("NFKC", text).translate(_SINGLE)
    if _FOLDED_SCRIPTS.search(text):
        for pattern, replacement in _FOLDS:
            text = pattern.sub(replacement, text)
    return text


def pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """`(normal form, start, end)` of each piece of `text`; joined, the normal forms are `normalise(text)`."""
    for match in _PIECE_RE.finditer(text):
        yield _piece(match.group()), match.start(), match.end()


@lru_cache(maxsize=1 << 14)
def _piece(piece: str) -> str:
    """`normalise` of one piece; a script has few different ones."""
    return normalise(piece)


def without_marks(word: str) -> str:
    """A Latin word without its diacritics, as it is typed on a keyboard that has none (`xử lý` gives `xu
    ly`).
    """
    if word.isascii():
        return word
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("ø", "o").replace("ł", "l")


def looks_like_zawgyi(text: str) -> bool:
    """True where Burmese text was typed in the Zawgyi encoding, which no search in Unicode will find."""
    return bool(_ZAWGYI_RE.search(text))
