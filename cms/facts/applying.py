"""Loads a folder of facts: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Model
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.models import LoadedRecord

from .articles import make_article
from .known import Known, NotThereError
from .reading import Facts, read_facts
from .registry import Loader, Record
from .report import Change, FactsError, Kept, Problem, Report
from .signals import loaded
from .state import digest, states
from .tree import make_tree

Watch = Callable[[str, Sequence[Any]], Iterator[Any]]
CHANGED_BY_EDITOR = "changed by an editor"
MADE_BY_EDITOR = "made by an editor under the same key"
REMOVED_BY_EDITOR = "removed by an editor"


def _unwatched(title: str, records: Sequence[Any]) -> Iterator[Any]:
    return iter(records)


@dataclass
class _Written:
    """One record that is being written: the row, what is remembered of it, and whether it is new."""

    record: Record
    row: Model
    memory: LoadedRecord
    action: str


def _data_hash(loader: Loader, record: Record) -> str:
    return digest([loader.version, record.data, record.sides])


def _rows_of(memories: Sequence[LoadedRecord]) -> dict[str, Model]:
    """The rows that an earlier load wrote and that are still there, by the record's key."""
    found: dict[str, Model] = {}
    for model, some in _by_model(memories).items():
        rows = model._base_manager.in_bulk([model._meta.pk.to_python(m.object_id) for m in some])
        by_text = {str(pk): row for pk, row in rows.items()}
        found |= {m.record_id: by_text[m.object_id] for m in some if m.object_id in by_text}
    return found


def _by_model(memories: Sequence[LoadedRecord]) -> dict[type[Model], list[LoadedRecord]]:
    grouped: dict[type[Model], list[LoadedRecord]] = {}
    for memory in memories:
        model = ContentType.objects.get_for_id(memory.content_type_id).model_class()
        if model is not None:
            grouped.setdefault(model, []).append(memory)
    return grouped


def _states(loader: Loader, memories: Sequence[LoadedRecord]) -> dict[str, str]:
    """Hashes of what the database holds now for records of earlier loads, by the record's key."""
    found: dict[str, str] = {}
    for model, some in _by_model(memories).items():
        pks = [model._meta.pk.to_python(memory.object_id) for memory in some]
        now = states(model, pks, children=loader.children, volatile=loader.volatile)
        by_text = {str(pk): value for pk, value in now.items()}
        found |= {m.record_id: by_text[m.object_id] for m in some if m.object_id in by_text}
    return found


class _TableLoad:
    """The load of one table: decides for each record, writes those that need it, remembers what it wrote."""

    def __init__(self, loader: Loader, records: Sequence[Record], known: Known, report: Report) -> None:
        self.loader, self.records, self.known, self.report = loader, records, known, report
        self.memories = {m.record_id: m for m in LoadedRecord.objects.filter(source=loader.name)}
        known.read_when_asked(loader.name, lambda: _rows_of(list(self.memories.values())))

    def run(self, watch: Watch) -> list[Model]:
        """Write what is new or changed; the rows written."""
        todo = self._todo()
        written = [done for record in watch(self.loader.table.pattern, todo) if (done := self._apply(record))]
        if self.loader.finish is not None:
            for done in written:
                self._finish(done)
        self._remember(written)
        return [done.row for done in written]

    def _keep(self, record: Record, reason: str) -> None:
        self.report.kept.append(Kept(self.loader.name, record.key, reason))

    def _todo(self) -> list[Record]:
        """The records to write; all others are counted as unchanged or kept."""
        now = _states(self.loader, list(self.memories.values()))
        new = [record.key for record in self.records if record.key not in self.memories]
        others = self.loader.existing(new) if new else {}
        todo, unchanged = [], 0
        for record in self.records:
            memory = self.memories.get(record.key)
            if memory is None and record.key in others:
                self.known.put(self.loader.name, record.key, others[record.key])
                self._keep(record, MADE_BY_EDITOR)
            elif memory is None:
                todo.append(record)
            elif record.key not in now:
                self._keep(record, REMOVED_BY_EDITOR)
            elif memory.state_hash != now[record.key]:
                self._keep(record, CHANGED_BY_EDITOR)
            elif memory.data_hash != _data_hash(self.loader, record):
                todo.append(record)
            else:
                unchanged += 1
        self.report.unchanged[self.loader.name] = unchanged
        self.report.gone[self.loader.name] = len(self.memories.keys() - self.known.keys[self.loader.name])
        return todo

    def _apply(self, record: Record) -> _Written | None:
        memory = self.memories.get(record.key)
        row = self.known.find(self.loader.name, record.key) if memory else None
        try:
            # A savepoint, so that a record that cannot be written for want of another leaves nothing behind.
            with transaction.atomic():
                row = self.loader.apply(record, row, self.known)
        except NotThereError as error:
            self._explain_missing(record, error)
            return None
        except (ValidationError, DatabaseError) as error:
            raise FactsError(_problems(record, error)) from error
        self.known.put(self.loader.name, record.key, row)
        memory = memory or LoadedRecord(source=self.loader.name, record_id=record.key)
        return _Written(record, row, memory, "updated" if memory.pk else "added")

    def _finish(self, done: _Written) -> None:
        try:
            self.loader.finish(done.record, done.row, self.known)
        except (ValidationError, DatabaseError) as error:
            raise FactsError(_problems(done.record, error)) from error

    def _explain_missing(self, record: Record, error: NotThereError) -> None:
        """Keep quiet about a record that hangs on one an editor removed; refuse any other gap."""
        if not LoadedRecord.objects.filter(source=error.table, record_id=error.key).exists():
            reason = f"{error}: load {error.table} first"
            raise FactsError([Problem(record.file, record.key, "", reason)]) from error
        self._keep(record, f"needs {error.table} {error.key}, which was {REMOVED_BY_EDITOR}")

    def _remember(self, written: Sequence[_Written]) -> None:
        for done in written:
            done.memory.content_type = ContentType.objects.get_for_model(type(done.row))
            done.memory.object_id = str(done.row.pk)
            done.memory.data_hash = _data_hash(self.loader, done.record)
        now = _states(self.loader, [done.memory for done in written])
        for done in written:
            done.memory.state_hash = now[done.record.key]
            done.memory.save()
            label = type(done.row)._meta.label_lower
            self.report.changes.append(
                Change(self.loader.name, done.record.key, label, done.row.pk, done.action)
            )


def _problems(record: Record, error: Exception) -> list[Problem]:
    """What the models or the database refused, in the terms of the data's files."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        pairs = [(name, text) for name, texts in error.message_dict.items() for text in texts]
    elif isinstance(error, ValidationError):
        pairs = [("", text) for text in error.messages]
    else:
        pairs = [("", str(error))]
    return [Problem(record.file, record.key, "" if name == "__all__" else name, text) for name, text in pairs]


def _chosen(loaders: Sequence[Loader], folder: Path, only: str | None) -> list[Loader]:
    if only is None:
        return list(loaders)
    wanted = folder / only
    chosen = [
        loader
        for loader in loaders
        if any(wanted in folder.glob(t.pattern) for t in (loader.table, *(s.table for s in loader.sides)))
    ]
    if not chosen:
        patterns = ", ".join(loader.table.pattern for loader in loaders)
        raise FactsError([Problem(only, "", "", f"unknown file; the loaders read {patterns}")])
    return chosen


def _only_of(facts: Facts, loader: Loader, only: str | None) -> list[Record]:
    """A table's records; of one file only where the table has that file among several."""
    records = facts.records[loader.name]
    from_file = [record for record in records if record.file == only]
    return from_file or records


def load(
    folder: Path, loaders: Sequence[Loader], *, only: str | None = None, watch: Watch = _unwatched
) -> Report:
    """Read, check and write a folder's facts in one transaction.

    ``only`` names one file below the folder; all files are still read and checked, since they refer to each
    other. ``watch(title, records)`` passes the records on, one by one, and may show progress. Raises
    ``FactsError`` with every problem; nothing is written then.
    """
    chosen = _chosen(loaders, folder, only)
    facts = read_facts(folder, loaders)
    report = Report(absent=facts.absent, notes=facts.notes)
    with transaction.atomic(), disable_reference_index_auto_update():
        make_tree()
        make_article()
        written: list[Model] = []
        for loader in loaders:
            run = _TableLoad(loader, _only_of(facts, loader, only), facts.known, report)
            if loader in chosen:
                written += run.run(watch)
        _index_references(written, watch)
        if report.changes:
            loaded.send(sender=load, changes=tuple(report.changes))
    return report


def _index_references(written: Sequence[Model], watch: Watch) -> None:
    """Let the admin know what refers to what, once for each record instead of once for each of its rows."""
    indexed = [row for row in written if ReferenceIndex.model_is_indexable(type(row))]
    for row in watch("references", indexed):
        ReferenceIndex.create_or_update_for_object(row)
