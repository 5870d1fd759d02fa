"""What a load found wrong, and what it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake in the data: in which file, record and field, and why it is one."""

    file: str
    record: str
    field: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.record, self.field, self.reason) if part)


class FactsError(Exception):
    """The data cannot be loaded; nothing was written. ``problems`` names everything that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Change:
    """One record that a load wrote. ``model`` is the lower-case label, ``action`` is ``added`` or
    ``updated``.
    """

    table: str
    key: str
    model: str
    pk: object
    action: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One record that a load left as it is, although the data has something to say, and why."""

    table: str
    key: str
    reason: str


@dataclass
class Report:
    """What a load did, in the order in which it did it."""

    changes: list[Change] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    unchanged: dict[str, int] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def count(self, table: str, action: str) -> int:
        """How many records of a table were ``added`` or ``updated``."""
        return sum(change.table == table and change.action == action for change in self.changes)
