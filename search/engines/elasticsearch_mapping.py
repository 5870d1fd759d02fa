"""The Elasticsearch index: its strict mapping for every kind of record, and a document as Elasticsearch takes it.

One index holds all kinds, as the embedded one does: a question asks across kinds, and words weigh the same in all of
them only where they are counted together (docs/decisions/0007).
"""

from typing import Any

from elasticsearch.dsl import InnerDoc, Mapping
from elasticsearch.dsl import field as fields

from search.documents import SearchDocument
from search.entries import entry
from search.fields import FACET_NAMES, NUMBERS, SORT_LANGUAGES, VECTOR_DIMENSIONS, WEIGHTS

# Part of every name: an index of another mapping is never written or asked, it stays until one of this mapping is built.
MAPPING_VERSION = 1

# Deletes are remembered this long, so that a write that was read before the delete cannot bring the record back.
REMEMBER_DELETES = "6h"


class LineRow(InnerDoc):
    """One performance line, asked as a whole."""

    parameter = fields.Keyword()
    measure = fields.Keyword()
    unit = fields.Keyword()
    low = fields.Double()
    high = fields.Double()


def mapping() -> dict[str, Any]:
    """The mapping of every kind of record. What it does not name is refused."""
    m = Mapping()
    m.meta("dynamic", "strict")
    m.meta("_meta", {"mapping_version": MAPPING_VERSION})
    # Tokens are asked and never shown; the vector comes from the database. Only what an answer needs is kept.
    m.meta("_source", {"includes": ["record", "id", "version", "payload"]})
    m.field("record", fields.Keyword())
    m.field("id", fields.Keyword())
    m.field("version", fields.Keyword(index=False))
    m.field("payload", fields.Object(enabled=False))
    for name in WEIGHTS:
        m.field(name, fields.Text(analyzer="whitespace", index_options="freqs"))
    m.field("name", fields.Text(analyzer="keyword", index_options="docs"))
    m.field("words", fields.Text(analyzer="whitespace", index_options="docs", norms=False))
    for name in FACET_NAMES:
        m.field(f"facet_{name}", fields.Keyword())
    for name in NUMBERS:
        m.field(f"{name}_low", fields.Double())
        m.field(f"{name}_high", fields.Double())
    m.field("lines", fields.Nested(LineRow))
    m.field(
        "vector",
        fields.DenseVector(
            dims=VECTOR_DIMENSIONS, index=True, similarity="cosine", index_options={"type": "int8_hnsw"}
        ),
    )
    m.field("tie", fields.Long(index=False))
    m.field("newest", fields.Long(index=False))
    for language in SORT_LANGUAGES:
        m.field(f"sort_{language}", fields.Keyword(index=False))
    return m.to_dict()


def settings(shards: int) -> dict[str, Any]:
    """Settings of an index that is being filled: no copies and no refresh until it is full."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "gc_deletes": REMEMBER_DELETES,
    }


def to_source(document: SearchDocument) -> dict[str, Any]:
    """One document in the form of `mapping`."""
    content = entry(document)
    source: dict[str, Any] = {
        "record": document.record,
        "id": document.id,
        "version": document.version,
        "payload": content.payload,
        "name": content.names,
        "words": content.words,
        "tie": document.tie,
        "newest": content.newest,
        **content.texts,
    }
    source |= {f"facet_{name}": values for name, values in content.facets.items() if values}
    for name, (low, high) in document.numbers.items():
        source |= {f"{name}_low": low, f"{name}_high": high}
    source |= {f"sort_{language}": title for language, title in content.sort.items()}
    if document.lines:
        source["lines"] = [
            {
                "parameter": line.parameter,
                "measure": line.measure,
                "unit": line.unit,
                "low": line.low,
                "high": line.high,
            }
            for line in document.lines
        ]
    if document.vector:
        source["vector"] = document.vector
    return source
