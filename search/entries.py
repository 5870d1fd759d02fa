"""A document as every index holds it: analysed once, here, so that all engines find the same.

Text is analysed in Python (`search.analysis`) and reaches an engine as tokens with spaces between them: an engine only
splits at spaces. What a page of results shows travels along as `payload`, so that answering needs no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from search.analysis import analyse, name_key
from search.documents import Line, SearchDocument, Words
from search.fields import FACET_NAMES, SORT_LANGUAGES, WEIGHTS
from search.params import Hit
from search.queries import TextQuery
from search.snippets import snippet
from search.suggest import surface_words

TIE_BITS = 40
# A token that stands in every text field of every document, and that no analysis gives. Engines count the documents that
# have a field, or all documents; with it both are the same number, and so are their scores.
EVERYWHERE = "\u2205"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an index holds of one document.

    `texts` has the tokens of each field of `WEIGHTS`, `names` the keys of all its names, `words` the words that may be
    suggested, `facets` the values of every facet, `newest` a number that orders by day and `sort` a text for each
    language that orders by title, both total orders.
    """

    document: SearchDocument
    texts: Mapping[str, str]
    names: tuple[str, ...]
    words: str
    facets: Mapping[str, tuple[str, ...]]
    newest: int
    sort: Mapping[str, str]
    payload: dict[str, Any]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its performance lines."""
        return self.document.lines


def entry(document: SearchDocument) -> Entry:
    """Everything an engine stores of a document."""
    words = document.words
    shown = (text for w in words.values() for text in (w.title, *w.terms, w.summary) if text)
    day = date.fromisoformat(document.date).toordinal() if document.date else 0
    facets = {**document.facets, "kind": (document.kind,)}
    return Entry(
        document=document,
        texts={name: _tokens(words, name) for name in WEIGHTS},
        names=_names(words),
        words=" ".join(sorted(set().union(*map(_surface, shown)))),
        facets={name: tuple(dict.fromkeys(facets.get(name, ()))) for name in FACET_NAMES},
        # Undated comes last; equal days are ordered by the tie-breaker.
        newest=(day << TIE_BITS) | document.tie,
        sort={
            language: f"{title_in(words, language)[0].casefold()}\x1f{document.tie}"
            for language in SORT_LANGUAGES
        },
        payload=_payload(document),
    )


def title_in(words: Mapping[str, Words], language: str) -> tuple[str, str]:
    """Title and its language: the reader's, else English, else the first there is."""
    titled = [code for code in (language, "en", *words) if code in words and words[code].title]
    found = titled[0]
    return words[found].title, found


def hit(payload: Mapping[str, Any], score: float, text: TextQuery, language: str) -> Hit:
    """What a result page shows of an entry's payload."""
    words = {code: Words(**{**w, "terms": tuple(w["terms"])}) for code, w in payload["words"].items()}
    title, title_language = title_in(words, language)
    passage = snippet(words, text, language)
    return Hit(
        kind=payload["kind"],
        id=payload["id"],
        title=title,
        title_language=title_language,
        score=score,
        route=tuple(payload["route"]),
        snippet=passage,
        countries=tuple(payload["countries"]),
        machine_translated=words[title_language].machine or words[passage.language].machine,
        note=payload["note"],
        marks=tuple(payload["marks"]),
        record=payload["record"],
    )


@lru_cache(maxsize=1 << 14)
def _analysed(text: str) -> str:
    """The tokens of a text. Kept, since a listing repeats the words of its sheet in ten languages."""
    return " ".join(analyse(text))


def _tokens(words: Mapping[str, Words], name: str) -> str:
    said = (" ".join(w.terms) if name == "terms" else getattr(w, name) for w in words.values())
    return " ".join([EVERYWHERE, *(_analysed(text) for text in said if text)])


@lru_cache(maxsize=1 << 14)
def _surface(text: str) -> frozenset[str]:
    return frozenset(surface_words(text))


@lru_cache(maxsize=1 << 14)
def _key(name: str) -> str:
    return name_key(name)


def _names(words: Mapping[str, Words]) -> tuple[str, ...]:
    """Keys of the titles and other names in every language."""
    names = (name for w in words.values() for name in (w.title, *w.terms))
    return tuple(sorted({key for name in names if (key := _key(name))}))


def _payload(document: SearchDocument) -> dict[str, Any]:
    """What a result page shows."""
    return {
        "record": document.record,
        "kind": document.kind,
        "id": document.id,
        "words": {
            language: {
                "title": w.title,
                "summary": w.summary,
                "terms": list(w.terms),
                "body": w.body,
                "machine": w.machine,
            }
            for language, w in document.words.items()
        },
        "route": list(document.route),
        "countries": list(document.facets.get("country", ())),
        "note": document.note,
        "marks": list(document.marks),
    }
