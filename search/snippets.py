"""The passage of a document that answers a question best, in a language the reader has."""

import unicodedata
from collections.abc import Iterable, Mapping

from search.analysis import highlight
from search.documents import Words
from search.params import Snippet
from search.queries import TextQuery

LENGTH = 220  # characters; about three lines of a result
_SCRIPTS = {"zh": "CJK", "th": "THAI", "lo": "LAO", "km": "KHMER", "my": "MYANMAR"}


def snippet(words: Mapping[str, Words], query: TextQuery, language: str) -> Snippet:
    """A passage of `words` that says what `query` asks for; the beginning of the summary where none does.

    The reader's language is read first, then English, then the languages written in the script of the
    question.
    """
    terms = query.terms
    for candidate in _languages(words, terms, language) if terms else ():
        for text in (words[candidate].summary, "; ".join(words[candidate].terms), words[candidate].body):
            spans = highlight(text, terms) if text else []
            if spans:
                return _cut(text, spans, candidate)
    first = language if language in words else next(iter(_languages(words, (), language)))
    said = words[first]
    return _cut(said.summary or said.body, [], first)


def _languages(words: Mapping[str, Words], terms: Iterable[str], language: str) -> list[str]:
    """Languages of the document worth reading, best first: those in whose script something is asked."""
    scripts = {_script(term) for term in terms}
    order = sorted(words, key=lambda code: (code != language, code != "en", code))
    return [code for code in order if not scripts or "LATIN" in scripts or _SCRIPTS.get(code) in scripts]


def _script(term: str) -> str:
    name = unicodedata.name(term[0], "") if term else ""
    word = name.split(" ")[0]
    return word if word in _SCRIPTS.values() else "LATIN"


def _cut(text: str, spans: list[tuple[int, int]], language: str) -> Snippet:
    """The window of LENGTH characters with the most spans in it, as parts."""
    start = 0
    if spans and spans[-1][1] > LENGTH:
        covered = {s: sum(e - b for b, e in spans if b >= s and e <= s + LENGTH) for s, _ in spans}
        best = max(covered, key=lambda s: (covered[s], -s))
        start = _word_start(text, max(0, best - LENGTH // 5))
    end = min(len(text), start + LENGTH)
    parts: list[tuple[str, bool]] = [("… ", False)] if start else []
    place = start
    for span_start, span_end in spans:
        if span_start < start or span_end > end:
            continue
        if span_start > place:
            parts.append((text[place:span_start], False))
        parts.append((text[span_start:span_end], True))
        place = span_end
    if place < end:
        parts.append((text[place:end], False))
    if end < len(text):
        parts.append((" …", False))
    return Snippet(tuple(parts), language)


def _word_start(text: str, place: int) -> int:
    """The beginning of the word at `place`; `place` itself in scripts without spaces."""
    space = text.rfind(" ", max(0, place - 20), place + 1)
    return space + 1 if space >= 0 else place
