"""What a record is to the index, and which records there are. Higher packages register theirs; this one knows
no names.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from django.db import models

# Part of every version: raised when the same record gives another document or another analysis.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Words:
    """What a record says in one language. `terms` are other names; `machine` marks a machine translation."""

    title: str
    summary: str = ""
    terms: tuple[str, ...] = ()
    body: str = ""
    machine: bool = False


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A record as an index sees it.

    `record` names the row (`cms.technologypage:12`) and never changes; `id` is the public name, unique in its
    kind. `words` is by data language, `facets` by facet name (search.fields.FACETS), `numbers` by name as
    (low, high), `route` a URL name with arguments, `date` an ISO date or empty, `note` a line shown under the
    title, `marks` what readers must know beside it (`unclaimed`, `sample`, `doubtful`).
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

    @property
    def version(self) -> str:
        """A fingerprint of the content: equal versions are equal documents."""
        content = json.dumps([FORMAT, asdict(self)], sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(content.encode(), digest_size=12).hexdigest()

    @property
    def tie(self) -> int:
        """40 bits that order equal scores: the same on every engine and rebuild, and no name can choose them."""
        return int.from_bytes(hashlib.blake2b(self.record.encode(), digest_size=5).digest(), "big")


Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Source:
    """A registered model: which of its rows readers may see, how a row becomes a document, and whose document
    says it too.
    """

    model: type[models.Model]
    to_document: Callable[[Any], SearchDocument | None]
    visible: Callable[[], models.QuerySet]
    dependents: Callable[[Any], Iterable[models.Model]]

    def rows(self, ids: Iterable[str]) -> Iterator[models.Model]:
        """The visible ones of the rows with the given primary keys."""
        yield from self.visible().filter(pk__in=list(ids)).iterator(chunk_size=200)

    def documents(self) -> Iterator[SearchDocument]:
        """Documents of all visible rows."""
        for row in self.visible().iterator(chunk_size=200):
            document = self.to_document(row)
            if document is not None:
                yield document


_sources: dict[str, Source] = {}


def register(
    model: type[Row],
    to_document: Callable[[Row], SearchDocument | None],
    *,
    visible: Callable[[], models.QuerySet] | None = None,
    dependents: Callable[[Row], Iterable[models.Model]] | None = None,
) -> None:
    """Index the rows of `model`. Called in `AppConfig.ready()`; calling again replaces.

    `visible` gives the rows that readers may see, with what `to_document` reads prefetched (default: all
    rows). `to_document` returns None for a row that is not to be found. `dependents` gives the records to
    index again when a row changes. The index follows every save and delete of the model from then on.
    """
    _sources[model._meta.label_lower] = Source(
        model=model,
        to_document=to_document,
        visible=visible or model._default_manager.all,
        dependents=dependents or (lambda row: ()),
    )


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
    """How many rows `all_documents` reads, for progress."""
    return sum(source.visible().count() for source in sources())
