"""What a record is to the index, and which records there are. Higher packages register theirs; this one knows
no names.
"""

import hashlib
import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

from django.db import models

# Part of every version: raised when the same record gives another document or another analysis.
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Words:
    """What a record says in one language. `terms` are other names; `machine` marks a machine translation."""

    title: str
    summary: str = ""
    terms: tuple[str, ...] = ()
    body: str = ""
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One stated performance: what a technology does to one parameter, by one `measure` (search.fields.MEASURES).

    `low` and `high` are in `unit`, a base unit of `cms.units`. An end that nobody stated equals the other.
    """

    parameter: str
    measure: str
    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A record as an index sees it.

    `record` names the row (`cms.technologypage:12`) and never changes; `id` is the public name, unique in its
    kind. `words` is by data language, `facets` by facet name (search.fields.FACETS), `numbers` by name as
    (low, high), `route` a URL name with arguments, `date` an ISO date or empty, `note` a line shown under the
    title, `marks` what readers must know beside it (`unclaimed`, `sample`, `doubtful`), `lines` its performance,
    `vector` its meaning (VECTOR_DIMENSIONS numbers, or none; search.vectors).
    """

    record: str
    kind: str
    id: str
    words: Mapping[str, Words]
    route: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    date: str = ""
    note: str = ""
    marks: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    vector: tuple[float, ...] = ()

    @property
    def version(self) -> str:
        """A fingerprint of the content: equal versions are equal documents."""
        words = {code: (w.title, w.summary, w.terms, w.body, w.machine) for code, w in self.words.items()}
        lines = [(each.parameter, each.measure, each.low, each.high, each.unit) for each in self.lines]
        names = (FORMAT, self.record, self.kind, self.id, self.date, self.note)
        rest = (self.route, dict(self.facets), dict(self.numbers), self.marks)
        content = json.dumps((names, words, lines, rest), sort_keys=True, ensure_ascii=False)
        digest = hashlib.blake2b(content.encode(), digest_size=12)
        digest.update(struct.pack(f"<{len(self.vector)}f", *self.vector))
        return digest.hexdigest()

    @property
    def tie(self) -> int:
        """See `tie_of`."""
        return tie_of(self.record)


def tie_of(record: str) -> int:
    """40 bits that order equal scores: the same on every engine and rebuild, and no name can choose them."""
    return int.from_bytes(hashlib.blake2b(record.encode(), digest_size=5).digest(), "big")


Row = TypeVar("Row", bound=models.Model)


CHUNK = 200  # rows read at once


@dataclass(frozen=True, slots=True)
class Source:
    """A registered model: which of its rows readers may see, how a row becomes a document, and whose document
    says it too. `prepare` reads for many rows at once what `to_document` needs of each.
    """

    model: type[models.Model]
    to_document: Callable[[Any], SearchDocument | None]
    visible: Callable[[], models.QuerySet]
    dependents: Callable[[Any], Iterable[models.Model]]
    prepare: Callable[[list[Any]], None]

    def rows(self, ids: Iterable[str]) -> Iterator[models.Model]:
        """The visible ones of the rows with the given primary keys."""
        yield from self.visible().filter(pk__in=list(ids)).iterator(chunk_size=CHUNK)

    def documents(self) -> Iterator[SearchDocument]:
        """Documents of all visible rows."""
        for rows in batched(self.visible().iterator(chunk_size=CHUNK), CHUNK):
            self.prepare(rows)
            made = (self.to_document(row) for row in rows)
            yield from prepared([document for document in made if document is not None])


_sources: dict[str, Source] = {}


def register(
    model: type[Row],
    to_document: Callable[[Row], SearchDocument | None],
    *,
    visible: Callable[[], models.QuerySet] | None = None,
    dependents: Callable[[Row], Iterable[models.Model]] | None = None,
    prepare: Callable[[list[Row]], None] | None = None,
) -> None:
    """Index the rows of `model`. Called in `AppConfig.ready()`; calling again replaces.

    `visible` gives the rows that readers may see, with what `to_document` reads prefetched (default: all
    rows). `to_document` returns None for a row that is not to be found. `dependents` gives the records to
    index again when a row changes. `prepare` is called with some rows before they are made documents. The
    index follows every save and delete of the model from then on.
    """
    _sources[model._meta.label_lower] = Source(
        model=model,
        to_document=to_document,
        visible=visible or model._default_manager.all,
        dependents=dependents or (lambda row: ()),
        prepare=prepare or (lambda rows: None),
    )


def unregister(model: type[models.Model]) -> None:
    """Index the rows of `model` no longer; what is in the index of them stays until it is repaired or rebuilt."""
    _sources.pop(model._meta.label_lower, None)


# Vectors of meaning by record name, for the records that have one.
Vectors = Callable[[Sequence[str]], Mapping[str, Sequence[float]]]

_vectors: list[Vectors] = []


def register_vectors(read: Vectors) -> None:
    """Give documents their `vector`. `read` takes names of records and gives the vectors that there are, each of
    VECTOR_DIMENSIONS numbers. Called in `AppConfig.ready()`; calling again replaces. Who stores a new vector calls
    `search.outbox.enqueue_records`.
    """
    _vectors[:] = [read]


def prepared(documents: Sequence[SearchDocument]) -> list[SearchDocument]:
    """The documents with their vectors, read for all at once."""
    if not _vectors or not documents:
        return list(documents)
    vectors = _vectors[0]([document.record for document in documents])
    return [
        replace(document, vector=tuple(vectors[document.record])) if document.record in vectors else document
        for document in documents
    ]


def vector_of(record: str) -> tuple[float, ...]:
    """The vector of one record; empty where it has none."""
    return tuple(_vectors[0]([record]).get(record, ())) if _vectors else ()


Item = TypeVar("Item")


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """`items` in lists of `size`, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def source_of(label: str) -> Source | None:
    """The source of a model label (`cms.technologypage`), or None where nothing is registered under it."""
    return _sources.get(label.lower())


def sources() -> tuple[Source, ...]:
    """All sources, in the order of their labels."""
    return tuple(_sources[label] for label in sorted(_sources))


def record_name(row: models.Model) -> str:
    """The name of a row in the index, e.g. `cms.technologypage:12`."""
    return f"{row._meta.label_lower}:{row.pk}"


def all_documents() -> Iterator[SearchDocument]:
    """Every document that ought to be in the index, read from the database."""
    for source in sources():
        yield from source.documents()


def count_records() -> int:
    """How many rows readers may see, for progress."""
    return sum(source.visible().count() for source in sources())
