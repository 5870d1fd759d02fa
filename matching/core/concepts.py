"""Concepts of a vocabulary found in a text of any of ten languages: longest match, linear, with offsets.

The vocabulary is handed in as plain terms. Latin words match whole words (an English plural too); an
abbreviation of three letters or fewer matches in its own case. In scripts without spaces the longest
substring counts. A word that means different things in two languages ('air' is water in Malay) is read in
the language of the text first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from matching.core.folding import Folded, fold, is_latin, without_marks
from matching.core.profiles import Finding

__all__ = ["ConceptFinder", "ConceptTerm"]

SPACED = frozenset(
    ("en", "vi", "id", "ms", "fil")
)  # Latin script: words of another one are mostly other words
LEADING_VOWELS = (
    "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"  # written before their consonant
)
TRAILING_VOWELS = "\u0e30\u0e32\u0eb0\u0eb2"
STACKERS = "\u17d2\u1039"
ASAT = "\u103a"  # Burmese: closes the syllable that the consonant before it belongs to
NEAR = {"id": ("ms",), "ms": ("id",)}
UNSURE = 0.6
SYLLABLE = 4


@dataclass(frozen=True, slots=True)
class ConceptTerm:
    """One name of a concept: ``key`` is 'scheme/code', ``language`` a data language code, ``sure`` confirmed."""

    key: str
    language: str
    text: str
    sure: bool = True


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    terms: list[ConceptTerm] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    term: ConceptTerm


class ConceptFinder:
    """A trie over all names of a vocabulary, built once and never changed; safe to share between threads."""

    def __init__(self, terms: Iterable[ConceptTerm]) -> None:
        self._root, self._bare = _Node(), _Node()
        for term in terms:
            name = fold(term.text.strip()).text
            if not name:
                continue
            _add(self._root, name, term)
            if term.language == "en" and len(name) > 4 and name.endswith("y") and name[-2] not in "aeiou":
                _add(self._root, name[:-1] + "ies", term)
            if term.language in ("vi", "en"):
                _add(self._bare, without_marks(name), term)

    def find(self, text: str, language: str = "en") -> tuple[Finding, ...]:
        """Return what was found, in the order of the text; offsets point into ``text`` as it was given."""
        return tuple(finding for finding, _ in self.find_with_trust(text, language))

    def find_with_trust(self, text: str, language: str = "en") -> tuple[tuple[Finding, float], ...]:
        """Return each finding with 1.0, or with 0.6 where no reader of the language has confirmed the name."""
        folded = fold(text)
        bare = language == "vi" and not any(c.isalpha() and c > "\x7f" for c in folded.text)
        hits = _outermost(_hits(self._bare if bare else self._root, folded, text, language))
        return tuple((_finding(hit, folded, text), 1.0 if hit.term.sure else UNSURE) for hit in hits)


def _add(root: _Node, name: str, term: ConceptTerm) -> None:
    node = root
    for char in name:
        node = node.children.setdefault(char, _Node())
    if all(known.key != term.key or known.language != term.language for known in node.terms):
        node.terms.append(term)


def _hits(root: _Node, folded: Folded, text: str, language: str) -> Iterator[_Hit]:
    """Every name that stands in the text on word boundaries, in the meanings the language gives it."""
    line = folded.text
    for start in range(len(line)):
        if start and not _may_start(line, start, folded):
            continue
        node = root
        for at in range(start, len(line)):
            following = node.children.get(line[at])
            if following is None:
                break
            node = following
            if node.terms and (end := _word_end(line, start, at + 1)):
                for term in _in_language(node.terms, language):
                    if _abbreviation_fits(term, folded, text, start, at + 1):
                        yield _Hit(start, end, term)


def _may_start(line: str, start: int, folded: Folded) -> bool:
    """Whether a word may begin here: not in a Latin word, a syllable, or one character of the original."""
    char, before = line[start], line[start - 1]
    if folded.starts[start] == folded.starts[start - 1]:
        return False
    if before in LEADING_VOWELS or before in STACKERS or unicodedata.category(char)[0] == "M":
        return False
    return not (is_latin(char) and is_latin(before))


def _cuts_syllable(line: str, end: int) -> bool:
    """Whether a syllable of Thai, Lao, Khmer or Burmese goes on behind ``end``."""
    after = line[end]
    if after in TRAILING_VOWELS or (unicodedata.category(after)[0] == "M" and not line[end - 1].isspace()):
        return True
    return line[end + 1 : end + 2] == ASAT


def _word_end(line: str, start: int, end: int) -> int:
    """Where the word ends, an English plural included; 0 where the name stops in the middle of a word."""
    if end >= len(line):
        return end
    if not (is_latin(line[end - 1]) and is_latin(line[end])):
        return 0 if _cuts_syllable(line, end) else end
    if line[end].isdigit() and line[end - 1].isalpha() and end - start >= 3:
        return end  # 'COD900' as written in Chinese; but the CO of CO2 is no carbon monoxide
    if end - start >= 4 and line[end - 1].isalpha():
        for ending in ("es", "s"):
            after = end + len(ending)
            if line.startswith(ending, end) and (after == len(line) or not is_latin(line[after])):
                return after
    return 0


def _in_language(terms: list[ConceptTerm], language: str) -> list[ConceptTerm]:
    """The meanings a name has in a text of this language: its own, else English, else of another script."""
    for wanted in ((language,), NEAR.get(language, ()), ("en",)):
        own = [term for term in terms if term.language in wanted]
        if own:
            return _one_per_key(own)
    return _one_per_key([term for term in terms if term.language not in SPACED or not is_latin(term.text[0])])


def _one_per_key(terms: list[ConceptTerm]) -> list[ConceptTerm]:
    return list({term.key: term for term in sorted(terms, key=lambda t: t.sure)}.values())


def _abbreviation_fits(term: ConceptTerm, folded: Folded, text: str, start: int, end: int) -> bool:
    """Two letters count in their own case only; three also in small ones if a number or a sign follows."""
    name = term.text.strip()
    letters = sum(map(str.isalpha, name))
    if not (name.isascii() and letters <= 3 and name.upper() == name):
        return True
    first, last = folded.original(start, end)
    if fold(text[first:last], case=False).text == name:
        return True
    after = folded.text[end : end + 4].lstrip(" :=")
    return letters == 3 and after[:1] in tuple("0123456789<>≤≥")


def _outermost(hits: Iterable[_Hit]) -> list[_Hit]:
    """Drop a name inside a longer one of its scheme, and a syllable inside any longer word of such a script.

    'Sulfide' in 'hydrogen sulfide' is not meant; nor is the Thai 'water' in 'boiler'. 'Wastewater' inside
    'dyeing wastewater' stays, since they say different things of different schemes.
    """
    kept: list[_Hit] = []
    reach: dict[str, int] = {}
    longest: dict[str, tuple[int, int]] = {}
    furthest = 0
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        scheme = hit.term.key.partition("/")[0]
        span = (hit.start, hit.end)
        if hit.start < reach.get(scheme, 0) and longest.get(scheme) != span:
            continue
        within = hit.end < furthest or (hit.end == furthest and kept and hit.start > kept[-1].start)
        if within and hit.end - hit.start <= SYLLABLE and hit.term.language not in SPACED:
            continue
        kept.append(hit)
        reach[scheme], longest[scheme] = hit.end, span
        furthest = max(furthest, hit.end)
    return kept


def _finding(hit: _Hit, folded: Folded, text: str) -> Finding:
    scheme, _, code = hit.term.key.partition("/")
    start, end = folded.original(hit.start, hit.end)
    return Finding(scheme, code or scheme, text[start:end], start, end)
