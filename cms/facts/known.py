"""What the records of a load may refer to: codes and ids while checking, rows of the database while
writing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Model


class NotThereError(Exception):
    """A record refers to another that is in the data but not (or no longer) in the database."""

    def __init__(self, table: str, key: str) -> None:
        super().__init__(f"{table} {key} is not in the database")
        self.table = table
        self.key = key


@dataclass
class Known:
    """Keys of every table that was read, and the rows written or found for them."""

    keys: dict[str, set[str]] = field(default_factory=dict)
    _rows: dict[str, dict[str, Model]] = field(default_factory=dict)
    _readers: dict[str, Callable[[], dict[str, Model]]] = field(default_factory=dict)

    def has(self, table: str, key: str) -> bool:
        """Whether the data holds such a record."""
        return key in self.keys.get(table, ())

    def read_when_asked(self, table: str, reader: Callable[[], dict[str, Model]]) -> None:
        """Read a table's rows from the database when the first one is wanted, and not before."""
        self._readers[table] = reader

    def put(self, table: str, key: str, row: Model) -> None:
        """Remember the row that now stands for a record."""
        self.rows(table)[key] = row

    def rows(self, table: str) -> dict[str, Model]:
        """All rows of a table by key."""
        if table not in self._rows:
            self._rows[table] = self._readers[table]() if table in self._readers else {}
        return self._rows[table]

    def find(self, table: str, key: str) -> Model | None:
        """The row of a record; ``None`` where it is not in the database."""
        return self.rows(table).get(key)

    def get(self, table: str, key: str) -> Model:
        """The row of a record that must be there; ``NotThereError`` otherwise."""
        row = self.find(table, key)
        if row is None:
            raise NotThereError(table, key)
        return row

    def every(self, table: str, keys: Iterable[str]) -> list[Model]:
        """The rows of several records, without those an editor has removed."""
        rows = self.rows(table)
        return [rows[key] for key in keys if key in rows]

    def code(self, scheme: str, code: str | None) -> Model | None:
        """The vocabulary's row for a code; ``None`` for none."""
        return self.get("vocabulary", f"{scheme}/{code}") if code else None

    def codes(self, scheme: str, codes: Iterable[str]) -> list[Model]:
        """The vocabulary's rows for several codes of a scheme."""
        return [self.get("vocabulary", f"{scheme}/{code}") for code in codes]
