"""The embedded index on disk: its fields, and a document as tantivy takes it."""

import hashlib
import json
import struct

import tantivy

from search.documents import SearchDocument
from search.entries import entry
from search.fields import FACET_NAMES, MEASURES, NUMBERS, SORT_LANGUAGES, WEIGHTS

# Part of the directory's name: an index of another schema is not opened, it is rebuilt.
SCHEMA_VERSION = 2
LINE_NUMBER = (1 << 32) - 1  # the bits of a line's key that hold its number


def build_schema() -> tantivy.Schema:
    """Text fields take tokens that are already analysed, so that tantivy only splits at spaces."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("record", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("version", stored=True)
    builder.add_bytes_field("payload", stored=True)
    builder.add_bytes_field("vector", stored=True)
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
    for name in MEASURES:
        builder.add_unsigned_field(name, indexed=True)
    builder.add_unsigned_field("tie", fast=True)
    builder.add_integer_field("newest", fast=True)
    for language in SORT_LANGUAGES:
        builder.add_text_field(f"sort_{language}", tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


def to_tantivy(document: SearchDocument) -> tantivy.Document:
    """One document in the form of `build_schema`."""
    content = entry(document)
    row = tantivy.Document()
    row.add_text("record", document.record)
    row.add_bytes("version", document.version.encode())
    row.add_bytes("payload", json.dumps(content.payload, ensure_ascii=False).encode())
    if document.vector:
        row.add_bytes("vector", struct.pack(f"<{len(document.vector)}f", *document.vector))
    row.add_text("id", document.id)
    for name, tokens in content.texts.items():
        row.add_text(name, tokens)
    for name in content.names:
        row.add_text("name", name)
    row.add_text("words", content.words)
    for name, values in content.facets.items():
        for value in values:
            row.add_text(f"facet_{name}", value)
    for name, (low, high) in document.numbers.items():
        row.add_float(f"{name}_low", float(low))
        row.add_float(f"{name}_high", float(high))
    for line in document.lines:
        best = line.high if MEASURES[line.measure] == "at-least" else line.low
        row.add_unsigned(line.measure, line_key(line.parameter, line.unit, best))
    row.add_unsigned("tie", document.tie)
    row.add_integer("newest", content.newest)
    for language, title in content.sort.items():
        row.add_text(f"sort_{language}", title)
    return row


def line_key(parameter: str, unit: str, number: float) -> int:
    """A line as one number of 64 bits: which parameter in which unit, then the number, in order.

    tantivy has no rows inside a document; the lines of one parameter and unit lie side by side among these keys.
    """
    name = hashlib.blake2b(f"{parameter}\x1f{unit}".encode(), digest_size=4).digest()
    bits = int.from_bytes(struct.pack(">f", number), "big")
    ordered = bits ^ LINE_NUMBER if bits >> 31 else bits | (1 << 31)
    return int.from_bytes(name, "big") << 32 | ordered
