"""One analyser for ten languages, used by every index, every query and the matcher.

Text is normalised (`search.normal`), cut into runs of one script, and each run gives tokens by the rule of
its script:

- Latin (English, Vietnamese, Indonesian, Malay, Filipino) and every other script with spaces: words. A word
  is stemmed as Indonesian and then as English, whatever its language; a word with diacritics also gives
  itself without them.
- Chinese, Thai, Lao, Khmer, Burmese: single clusters (a base with all that attaches to it) and pairs of
  neighbours.
- Numbers lose their thousands separators; `PM2.5`, `BOD5` and `NH3-N` are found as written, in parts and
  joined.

The rules need no language: a query in Malay that quotes a Chinese name is read right. The figures behind them
are in docs/decisions/0002-one-analyser-for-ten-languages.md. Everything here is linear in the length of the
text.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

from search.normal import normalise, pieces, without_marks

MAX_TOKEN = 64  # characters; what is longer is no word, and an index has limits on terms

_UNSPACED = (
    "\u0e01-\u0e4e\u0e81-\u0eae\u0eb0-\u0ecd\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3\u17d7\u17dc\u17dd"
    "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af"
)
_RUN_RE = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)"
    rf"|(?P<unspaced>[{_UNSPACED}]+)"
    rf"|(?P<word>[^\W\d_{_UNSPACED}][\u0300-\u036f]*(?:[^\W_{_UNSPACED}][\u0300-\u036f]*)*(?:\.\d+)?(?:-[^\W_{_UNSPACED}]+)*)"
)
_CLUSTER_RE = re.compile(
    "[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e2f-\u0e3a\u0e45-\u0e4e]*"  # Thai
    "|[\u0ec0-\u0ec4]?[\u0e81-\u0eae\u0edc-\u0edf][\u0eb0-\u0ebd\u0ec6-\u0ecd]*"  # Lao
    "|[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d1\u17d3\u17dd])*"  # Khmer
    # Burmese
    "|[\u1000-\u102a\u103f](?:\u1039[\u1000-\u1021]|[\u1000-\u1021]\u1037?\u103a|[\u102b-\u1038\u103a-\u103e])*"
    "|.",
    re.DOTALL,
)
_WORD_AND_NUMBER_RE = re.compile(r"([^\W\d_]+)(\d+(?:\.\d+)?)")
_THOUSANDS_RE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_THOUSANDS_BY_POINT_RE = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a text says: a word, a number, a pair of clusters.

    `terms` are its spellings, of which an index needs to hold any one; `extra` are tokens that support it but
    do not stand for it (single clusters, parts of a chemical name). `start` and `end` are offsets in the
    normal form.
    """

    terms: tuple[str, ...]
    extra: tuple[str, ...]
    start: int
    end: int


def analyse(text: str, language: str | None = None) -> list[str]:
    """The tokens of `text`, in order and with repeats.

    `language` is a hint for callers that know it; the rules do not depend on it, so that an index and a query
    whose language nobody stated agree. Never raises on any string; `""` and text without letters or digits
    give `[]`.
    """
    found: list[str] = []
    for match in _RUN_RE.finditer(normalise(text)):
        if match.lastgroup == "unspaced":
            found += _tokens(_unspaced(match.group(), 0))
        else:
            found += _run(match.group(), match.lastgroup == "number")
    return found


def units(text: str) -> list[Unit]:
    """What `text` says, one `Unit` each: the form in which a query is asked."""
    return list(_units(normalise(text)))


def name_key(text: str) -> str:
    """What two ways to write one name have in common: its units in order, without marks. Empty for no units."""
    return " ".join(unit.terms[-1] for unit in units(text[:200]))


def highlight(text: str, terms: Iterable[str], language: str | None = None) -> list[tuple[int, int]]:
    """Where `text` says one of `terms` (tokens of `units`): sorted spans `(start, end)` of the original,
    disjoint.
    """
    wanted = frozenset(terms)
    spans: list[tuple[int, int]] = []
    for unit, start, end in places(text):
        if wanted.isdisjoint(unit.terms) and wanted.isdisjoint(unit.extra):
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def places(text: str) -> Iterator[tuple[Unit, int, int]]:
    """Each unit of `text` with its `start` and `end` in the original. Pairs of clusters overlap; words never do."""
    normal, starts, ends = _with_places(text)
    for unit in _units(normal):
        yield unit, starts[unit.start], ends[unit.end - 1]


def _with_places(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The normal form of `text`, and where in `text` each of its characters begins and ends."""
    if text.isascii():
        return normalise(text), range(len(text)), range(1, len(text) + 1)
    normal: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in pieces(text):
        normal.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return "".join(normal), starts, ends


def _tokens(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(token for unit in units for token in (*unit.terms, *unit.extra))


@lru_cache(maxsize=1 << 16)
def _run(run: str, is_number: bool) -> tuple[str, ...]:
    """The tokens of a word or a number. Kept, since few words make up most of all texts."""
    return (_number(run)[:MAX_TOKEN],) if is_number else _tokens(_words(run, 0))


def _units(normal: str) -> Iterator[Unit]:
    for match in _RUN_RE.finditer(normal):
        start, end, run = match.start(), match.end(), match.group()
        if match.lastgroup == "unspaced":
            yield from _unspaced(run, start)
        elif match.lastgroup == "number":
            yield Unit((_number(run)[:MAX_TOKEN],), (), start, end)
        else:
            yield from _words(run, start)


def _unspaced(run: str, start: int) -> Iterator[Unit]:
    """Clusters and pairs of neighbours. A pair is the unit; its first cluster rides along."""
    clusters = [
        (m.group()[:MAX_TOKEN], m.start() + start, m.end() + start) for m in _CLUSTER_RE.finditer(run)
    ]
    if len(clusters) == 1:
        yield Unit((clusters[0][0],), (), clusters[0][1], clusters[0][2])
        return
    last = len(clusters) - 2
    for place, (left, right) in enumerate(pairwise(clusters)):
        singles = (left[0], right[0]) if place == last else (left[0],)
        yield Unit((left[0] + right[0],), singles, left[1], right[2])


def _words(run: str, start: int) -> Iterator[Unit]:
    """The parts of a word with hyphens. With a digit in it, it is also found joined (`nh3-n`, `nh3n`)."""
    parts = run.split("-")
    joined = "".join(parts)[:MAX_TOKEN] if len(parts) > 1 and any(map(str.isdigit, run)) else ""
    for place, part in enumerate(parts):
        terms, extra = _word(part)
        if joined and place == 0:
            terms += (joined,)
        yield Unit(terms, extra, start, start + len(part))
        start += len(part) + 1


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Terms and extra tokens of one word without hyphens."""
    word = word[:MAX_TOKEN]
    mixed = _WORD_AND_NUMBER_RE.fullmatch(word)
    if mixed:
        name, number = mixed.groups()
        # `CO2` must not be found by `CO`; `BOD5` by `BOD`, and `PM2.5` by `PM 2.5`, must.
        apart = len(name) > 2 or len(number) > 1
        return (word,), ((_stem(name), number) if apart else ())
    stem = _stem(word)
    plain = without_marks(word)
    return ((stem,) if plain == word else (stem, _stem(plain))), ()


class _Stemmers(threading.local):
    """Snowball stemmers keep state while they work: one pair for each thread, made at first use."""

    def __init__(self) -> None:
        self.english = snowballstemmer.stemmer("english")
        self.indonesian = snowballstemmer.stemmer("indonesian")


_stemmers = _Stemmers()


def _stem(word: str) -> str:
    """The word stemmed as Indonesian, then as English. Words of other scripts and with digits come back
    unchanged.
    """
    if not word.isascii() or not word.isalpha() or len(word) < 3:
        return word
    return _stemmers.english.stemWord(_stemmers.indonesian.stemWord(word))


def _number(number: str) -> str:
    """Digits with at most a decimal point: `3,000` and `1.234,5` are read as written in the region."""
    if _THOUSANDS_RE.fullmatch(number):
        return number.replace(",", "")
    if _THOUSANDS_BY_POINT_RE.fullmatch(number):
        return number.replace(".", "").replace(",", ".")
    return number.replace(",", ".") if number.count(",") == 1 and "." not in number else number
