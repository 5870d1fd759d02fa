"""The recognition grid: which country has criteria for a product group, and whether an agreement names the
group.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GridCell:
    """``state`` is ``ring`` (an agreement names the group), ``criteria``, ``doubt`` (not confirmed) or
    ``none``.
    """

    state: str
    url: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class GridRow:
    """A product group with a cell for each country."""

    label: str
    cells: tuple[GridCell, ...]
    language: str = "en"

    @property
    def weight(self) -> tuple[int, int]:
        """How much is known: agreements first, then criteria."""
        states = [cell.state for cell in self.cells]
        return states.count("ring"), len(states) - states.count("none")


@dataclass(frozen=True)
class GridColumn:
    """A country."""

    code: str
    name: str


@dataclass(frozen=True)
class RecognitionGrid:
    """The rows that say most, and the rest."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    more: tuple[GridRow, ...]


def state_of(criteria: bool, confirmed: bool, named: bool) -> str:
    """A cell's state. An agreement counts only where there are criteria to be met."""
    if not criteria:
        return "none"
    if named:
        return "ring"
    return "criteria" if confirmed else "doubt"
