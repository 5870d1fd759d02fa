"""A technology's stated outlets laid against national limits, parameter by parameter.

Compared is only what is the same thing: the same parameter in the same unit, expressed as the same substance
(nitrogen, not nitrate). Everything else is left open rather than guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# What a parameter of the vocabulary is expressed as by its own name. A limit that says nothing is taken by
# the name, too.
EXPRESSED_AS = {"nh3-n": "N", "tn": "N", "tp": "P"}


@dataclass(frozen=True)
class StatedOutlet:
    """What a sheet says comes out: both ends, in ``unit``."""

    parameter: str
    low: float
    high: float
    unit: str


@dataclass(frozen=True)
class Limit:
    """One national limit: at most ``high``, at least ``low``; an end that is ``None`` does not bind.

    ``doubtful``: the value was not seen on a page.
    """

    parameter: str
    low: float | None
    high: float | None
    unit: str
    expressed_as: str = ""
    doubtful: bool = False


@dataclass(frozen=True)
class ComplianceCell:
    """Outcome of one comparison with the limit it was made against."""

    outcome: str
    low: float | None
    high: float | None
    doubtful: bool = False


def comparable(outlet: StatedOutlet, limit: Limit) -> bool:
    """Whether outlet and limit speak of the same thing in the same unit."""
    same_substance = limit.expressed_as in ("", EXPRESSED_AS.get(limit.parameter, ""))
    return outlet.parameter == limit.parameter and outlet.unit == limit.unit and same_substance


def outcome_of(outlet: StatedOutlet, limit: Limit) -> str:
    """``met`` where the whole range keeps the limit, ``not-met`` where none of it does, ``part`` where it
    straddles it.
    """
    floor = float("-inf") if limit.low is None else limit.low
    ceiling = float("inf") if limit.high is None else limit.high
    if floor <= outlet.low and outlet.high <= ceiling:
        return "met"
    return "not-met" if outlet.high < floor or outlet.low > ceiling else "part"


def compliance_cells(
    outlets: Sequence[StatedOutlet], limits: Iterable[Limit]
) -> tuple[ComplianceCell | None, ...]:
    """One cell for each outlet, ``None`` where the standard sets no comparable limit."""
    by_parameter = {limit.parameter: limit for limit in limits}
    return tuple(_cell(outlet, by_parameter.get(outlet.parameter)) for outlet in outlets)


def _cell(outlet: StatedOutlet, limit: Limit | None) -> ComplianceCell | None:
    if limit is None or not comparable(outlet, limit):
        return None
    return ComplianceCell(outcome_of(outlet, limit), limit.low, limit.high, limit.doubtful)
