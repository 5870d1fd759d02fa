"""How a package adds its own file of facts to the one command that loads them all.

``python manage.py load_data`` reads every file, checks every record of every file, and only then writes, in
one transaction. A package above describes its file once and registers it in its ``AppConfig.ready()``::

    from cms.facts import Loader, Table, register, shapes

    NEEDS = Table(
        name="needs",
        pattern="needs.json",  # below the data folder; a glob where there are several files
        shape=shapes.record(id=shapes.slug(), title=shapes.text(300), country_iso2=shapes.country(), ...),
        check=lambda record, known: (),  # rules over several fields: yields (field, reason)
    )

    def apply(record, need, known):  # need: the row written earlier, or None for a new one
        need = need or Need()
        need.title = record.data["title"]
        need.medium = known.get("vocabulary", "medium/water")
        need.save()
        return need

    register(Loader(table=NEEDS, apply=apply))

What the loader need not care about: invalid JSON, duplicate ids, what is unchanged since the last time (it
is skipped), what an editor changed since (it is kept), the transaction, progress and the report. ``apply``
is called for new records and for records whose data changed and which nobody touched. Registered loaders
run after those of the catalogue, in the order of registration.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from .known import Known

Finding = tuple[str, str]
Shape = Callable[[Any, str, Known], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Record:
    """One record of one file. ``sides`` holds what other files say about it, by ``table/key``."""

    file: str
    key: str
    data: Mapping[str, Any]
    sides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def side(self, table: str, key: str | None = None) -> Mapping[str, Any]:
        """What a side table says about this record (under another key where given); empty where it says
        nothing.
        """
        return self.sides.get(f"{table}/{key or self.key}", {})


def _own_id(stem: str, data: Mapping[str, Any]) -> str:
    return data["id"]


def _no_rule(record: Record, known: Known) -> Iterable[Finding]:
    return ()


def _nothing(keys: Collection[str]) -> Mapping[str, Model]:
    return {}


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of record on disk.

    ``key`` names a record from its file's stem and its data (by default its ``id``; in a file that is an
    object of objects, the entry's own key is put there as ``id``). ``shape`` checks one record's fields,
    ``check`` what no single field shows; both yield ``(field, reason)``. ``notes`` yields the same for
    what is doubtful but stops nothing: it is reported, and the record is loaded.
    """

    name: str
    pattern: str
    shape: Shape
    key: Callable[[str, Mapping[str, Any]], str] = _own_id
    check: Callable[[Record, Known], Iterable[Finding]] = _no_rule
    notes: Callable[[Record, Known], Iterable[Finding]] = _no_rule


@dataclass(frozen=True, slots=True)
class Side:
    """Another file's words about a record: ``keys`` gives the side table's keys for the record's key."""

    table: Table
    keys: Callable[[str], Iterable[str]] = lambda key: (key,)


@dataclass(frozen=True, slots=True)
class Loader:
    """How a table's records are written.

    ``apply(record, instance, known)`` writes one record and returns it. ``finish(record, instance, known)``
    runs after all records of the table exist, for links among them. ``existing(keys)`` gives the rows that
    somebody else has made under such keys, so that they are kept instead of doubled. ``children`` names the
    relations (``related_name``) of plain foreign keys whose rows belong to the record, and ``volatile`` the
    fields that change without an editor; both matter for telling whether somebody changed a record. Raise
    ``version`` when ``apply`` changes what it writes from the same data.
    """

    table: Table
    apply: Callable[[Record, Any, Known], Model]
    finish: Callable[[Record, Any, Known], None] | None = None
    existing: Callable[[Collection[str]], Mapping[str, Model]] = _nothing
    sides: tuple[Side, ...] = ()
    children: tuple[str, ...] = ()
    volatile: frozenset[str] = frozenset()
    version: int = 1

    @property
    def name(self) -> str:
        """The table's name, under which the loader remembers what it wrote."""
        return self.table.name


_registered: dict[str, Loader] = {}


def register(loader: Loader) -> None:
    """Add a loader; a second one of the same name takes the first one's place (``ready()`` may run twice in
    tests).
    """
    _registered[loader.name] = loader


def registered() -> tuple[Loader, ...]:
    """The loaders of other packages, in the order of registration."""
    return tuple(_registered.values())
