"""The embedded index on disk: its fields, and a document as tantivy takes it."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

import tantivy

from search.analysis import analyse, name_key
from search.documents import SearchDocument, Words
from search.fields import FACET_NAMES, NUMBERS, WEIGHTS
from search.suggest import surface_words

# Part of the directory's name: an index of another schema is not opened, it is rebuilt.
SCHEMA_VERSION = 1
SORT_LANGUAGES = ("en", "zh", "vi", "th", "id", "ms", "fil", "km", "lo", "my")


def build_schema() -> tantivy.Schema:
    """Text fields take tokens that are already analysed, so that tantivy only splits at spaces."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("record", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("version", stored=True)
    builder.add_bytes_field("payload", stored=True)
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic", fast=True, stored=True)
    for name in WEIGHTS:  # all languages in one field: see docs/decisions/0003
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("name", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    for name in FACET_NAMES:
        builder.add_text_field(f"facet_{name}", tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBERS:
        builder.add_float_field(f"{name}_low", indexed=True, fast=True)
        builder.add_float_field(f"{name}_high", indexed=True, fast=True)
    builder.add_unsigned_field("tie", fast=True)
    builder.add_integer_field("newest", fast=True)
    for language in SORT_LANGUAGES:
        builder.add_text_field(f"sort_{language}", tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


def to_tantivy(document: SearchDocument) -> tantivy.Document:
    """One document in the form of `build_schema`."""
    entry = tantivy.Document()
    entry.add_text("record", document.record)
    entry.add_bytes("version", document.version.encode())
    entry.add_bytes("payload", _payload(document))
    entry.add_text("id", document.id)
    for name in WEIGHTS:
        entry.add_text(name, " ".join(_tokens(document, name)))
    for name in _names(document):
        entry.add_text("name", name)
    shown = (f"{w.title} {' '.join(w.terms)} {w.summary}" for w in document.words.values())
    entry.add_text("words", " ".join(sorted(surface_words(" ".join(shown)))))
    for name in FACET_NAMES:
        values = (document.kind,) if name == "kind" else document.facets.get(name, ())
        for value in dict.fromkeys(values):
            entry.add_text(f"facet_{name}", value)
    for name, (low, high) in document.numbers.items():
        entry.add_float(f"{name}_low", float(low))
        entry.add_float(f"{name}_high", float(high))
    entry.add_unsigned("tie", document.tie)
    # One number for a total order: the day, then the tie-breaker. Undated comes last.
    day = date.fromisoformat(document.date).toordinal() if document.date else 0
    entry.add_integer("newest", (day << 40) | document.tie)
    for language in SORT_LANGUAGES:
        entry.add_text(
            f"sort_{language}", f"{title_in(document.words, language)[0].casefold()}\x1f{document.tie}"
        )
    return entry


def title_in(words: Mapping[str, Words], language: str) -> tuple[str, str]:
    """Title and its language: the reader's, else English, else the first there is."""
    titled = [code for code in (language, "en", *words) if code in words and words[code].title]
    found = titled[0]
    return words[found].title, found


def _names(document: SearchDocument) -> list[str]:
    """Keys of the titles and other names in every language."""
    names = (name for words in document.words.values() for name in (words.title, *words.terms))
    return sorted({key for name in names if (key := name_key(name))})


def _tokens(document: SearchDocument, name: str) -> list[str]:
    found: list[str] = []
    for language, words in document.words.items():
        text = " ".join(words.terms) if name == "terms" else getattr(words, name)
        found += analyse(text, language)
    return found


def _payload(document: SearchDocument) -> bytes:
    """What a result page shows, as JSON."""
    content = json.dumps(
        {
            "kind": document.kind,
            "id": document.id,
            "words": {language: asdict(words) for language, words in document.words.items()},
            "route": document.route,
            "countries": document.facets.get("country", ()),
            "note": document.note,
            "marks": document.marks,
        },
        ensure_ascii=False,
    )
    return content.encode()
