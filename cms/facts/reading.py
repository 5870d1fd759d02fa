"""Reading and checking of the data folder. Nothing here touches the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .known import Known
from .registry import Loader, Record, Table
from .report import FactsError, Problem

# Files of the folder that commands read by themselves, and one whose loader another package registers.
NOT_LOADED = ("judgments-dev.json", "judged-needs-dev.json", "needs.json")
LONGEST_KEY = 200


@dataclass
class Facts:
    """All records of a folder by table, with what they may refer to."""

    records: dict[str, list[Record]]
    known: Known
    absent: list[str] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


class _BrokenFileError(ValueError):
    """A file that is JSON, but not of the kind we accept."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _BrokenFileError(f"the key {key!r} stands twice in one object")
        found[key] = value
    return found


def _refuse(constant: str) -> float:
    raise _BrokenFileError(f"{constant} is no number of JSON")


def _document(path: Path, file: str) -> Any:
    """The content of a file; a ``FactsError`` with line and column where it is no JSON."""
    try:
        return json.loads(
            path.read_text(encoding="utf-8-sig"), object_pairs_hook=_unique, parse_constant=_refuse
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise FactsError([Problem(file, "", "", f"invalid JSON at {where}: {error.msg}")]) from error
    except UnicodeDecodeError as error:
        raise FactsError([Problem(file, "", "", f"no UTF-8 text at byte {error.start}")]) from error
    except (_BrokenFileError, OSError) as error:
        raise FactsError([Problem(file, "", "", str(error))]) from error


def _entries(document: Any, file: str) -> Iterator[tuple[str, Any]]:
    """Pairs of a name for messages and an entry; entries of an object get their key as ``id``."""
    if isinstance(document, list):
        yield from ((f"entry {number}", entry) for number, entry in enumerate(document, 1))
    elif isinstance(document, dict):
        for key, entry in document.items():
            yield key, {"id": key, **entry} if isinstance(entry, dict) else entry
    else:
        raise FactsError([Problem(file, "", "", "a list or an object is wanted")])


def _record(table: Table, file: str, stem: str, name: str, entry: Any) -> Record:
    if not isinstance(entry, dict):
        raise FactsError([Problem(file, name, "", "an object is wanted")])
    try:
        key = table.key(stem, entry)
    except (KeyError, TypeError) as error:
        reason = "is missing" if isinstance(error, KeyError) else "has the wrong type"
        raise FactsError([Problem(file, name, str(error.args[0]), reason)]) from error
    if not isinstance(key, str) or not 0 < len(key) <= LONGEST_KEY:
        raise FactsError([Problem(file, name, "id", f"wants text of at most {LONGEST_KEY} characters")])
    return Record(file, key, entry)


def _read_file(table: Table, folder: Path, path: Path, problems: list[Problem]) -> Iterator[Record]:
    file = path.relative_to(folder).as_posix()
    try:
        for name, entry in _entries(_document(path, file), file):
            try:
                yield _record(table, file, path.stem, name, entry)
            except FactsError as error:
                problems += error.problems
    except FactsError as error:
        problems += error.problems


def _read_table(table: Table, folder: Path, problems: list[Problem]) -> list[Record]:
    """The records of a table, with a problem for each that cannot be read or stands twice."""
    found: dict[str, Record] = {}
    for path in sorted(folder.glob(table.pattern)):
        for record in _read_file(table, folder, path, problems):
            if record.key in found:
                reason = f"duplicate id, also in {found[record.key].file}"
                problems.append(Problem(record.file, record.key, "id", reason))
            else:
                found[record.key] = record
    return list(found.values())


def _tables(loaders: Iterable[Loader]) -> list[Table]:
    tables: dict[str, Table] = {}
    for loader in loaders:
        for table in (loader.table, *(side.table for side in loader.sides)):
            tables.setdefault(table.name, table)
    return list(tables.values())


def _strays(folder: Path, tables: Sequence[Table]) -> Iterator[Problem]:
    claimed = {path for table in tables for path in folder.glob(table.pattern)}
    claimed |= {folder / name for name in NOT_LOADED}
    for path in sorted(set(folder.rglob("*.json")) - claimed):
        yield Problem(path.relative_to(folder).as_posix(), "", "", "unknown file: no loader reads it")


def _check(table: Table, records: Iterable[Record], known: Known) -> Iterator[Problem]:
    for record in records:
        findings = list(table.shape(record.data, "", known))
        # Rules over several fields may rely on each field having its shape.
        findings = findings or list(table.check(record, known))
        yield from (Problem(record.file, record.key, where, reason) for where, reason in findings)


def _with_sides(
    loader: Loader, records: list[Record], by_key: Mapping[str, dict[str, Record]]
) -> list[Record]:
    if not loader.sides:
        return records
    complete = []
    for record in records:
        sides = {}
        for side in loader.sides:
            for key in side.keys(record.key):
                if key in by_key[side.table.name]:
                    sides[f"{side.table.name}/{key}"] = by_key[side.table.name][key].data
        complete.append(replace(record, sides=sides))
    return complete


def read_facts(folder: Path, loaders: Sequence[Loader]) -> Facts:
    """All records of a folder, checked; a ``FactsError`` with every problem of every file otherwise."""
    if not folder.is_dir():
        raise FactsError([Problem(str(folder), "", "", "is no folder")])
    problems: list[Problem] = []
    tables = _tables(loaders)
    records = {table.name: _read_table(table, folder, problems) for table in tables}
    known = Known({name: {record.key for record in found} for name, found in records.items()})
    for table in tables:
        problems += _check(table, records[table.name], known)
    problems += _strays(folder, tables)
    if problems:
        raise FactsError(problems)
    by_key = {name: {record.key: record for record in found} for name, found in records.items()}
    for loader in loaders:
        records[loader.name] = _with_sides(loader, records[loader.name], by_key)
    absent = [table.pattern for table in tables if not any(folder.glob(table.pattern))]
    notes = [
        Problem(record.file, record.key, where, reason)
        for table in tables
        for record in records[table.name]
        for where, reason in table.notes(record, known)
    ]
    return Facts(records, known, absent, notes)
