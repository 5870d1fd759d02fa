"""All requirements of a need against all technologies at once: the outcomes of ``verdicts.judge``, without the account.

The table answers *which*; ``judge`` says *why*, and is asked for the few matches that are shown. Both give the
same outcomes, for every input: what is not stated is never met here either.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.core.comparing import finite, finite_spans
from matching.core.outcome_arrays import OUTCOMES, OutcomeCode, compared, ends_of, settled
from matching.core.performance_table import PerformanceTable
from matching.core.profiles import (
    Capacity,
    NeedProfile,
    Quantity,
    Requirement,
    RequirementKind,
    TechnologyProfile,
)
from matching.core.sizing import capacity_of, scale_of
from matching.core.verdicts import EVIDENCE_LADDER, SKILL_LADDER

__all__ = ["OUTCOMES", "OutcomeCode", "VerdictTable"]

UNSTATED = -1
Rows = slice | np.ndarray
ALL = slice(None)


@dataclass(frozen=True, slots=True)
class QuantityColumn:
    """One quantity of n technologies: ends in ``unit`` (NaN where open), and the unit as a code, -1 where unstated."""

    low: np.ndarray
    high: np.ndarray
    unit: np.ndarray
    units: Mapping[str, int]

    @classmethod
    def of(cls, quantities: Sequence[Quantity | Capacity | None]) -> QuantityColumn:
        """Gather a column; a quantity with a number that is none says nothing."""
        units: dict[str, int] = {}
        usable = [q if q is not None and finite_spans(q.span) else None for q in quantities]
        codes = [UNSTATED if q is None else units.setdefault(q.unit, len(units)) for q in usable]
        ends = [ends_of(None if q is None else q.span) for q in usable]
        low, high = (np.array([pair[end] for pair in ends], float) for end in (0, 1))
        return cls(low, high, np.array(codes, np.int32), units)


@dataclass(frozen=True, slots=True)
class CodeSets:
    """Sets of codes of n technologies: whether anything is stated, and for each code the rows that hold it."""

    stated: np.ndarray
    holders: Mapping[str, np.ndarray]

    @classmethod
    def of(cls, sets: Sequence[Collection[str]]) -> CodeSets:
        """Gather the sets."""
        holders: dict[str, list[int]] = {}
        for row, codes in enumerate(sets):
            for code in codes:
                holders.setdefault(code, []).append(row)
        stated = np.array([bool(codes) for codes in sets], bool)
        return cls(stated, {code: np.array(rows, np.int32) for code, rows in holders.items()})


_AMOUNTS: Mapping[RequirementKind, Callable[[TechnologyProfile], Quantity | None]] = {
    RequirementKind.FOOTPRINT: lambda profile: profile.footprint,
    RequirementKind.ENERGY: lambda profile: profile.energy_use,
    RequirementKind.CAPEX: lambda profile: profile.capex,
    RequirementKind.OPEX: lambda profile: profile.opex,
}
_UNIT_OF_FIGURE = {RequirementKind.TRL: "TRL", RequirementKind.LIFETIME: "year"}
_LADDERS = {RequirementKind.SKILL: SKILL_LADDER, RequirementKind.EVIDENCE: EVIDENCE_LADDER}


@dataclass(frozen=True)
class VerdictTable:
    """What n technologies state, as columns; built once and never changed, safe to share between threads."""

    size: int
    performance: PerformanceTable
    capacity: QuantityColumn
    modular: np.ndarray
    amounts: Mapping[RequirementKind, QuantityColumn]
    figures: Mapping[RequirementKind, np.ndarray]
    steps: Mapping[RequirementKind, np.ndarray]
    codes: Mapping[RequirementKind, CodeSets]

    @classmethod
    def of(cls, profiles: Sequence[TechnologyProfile]) -> VerdictTable:
        """Build the table of n technologies; row i is ``profiles[i]``."""
        kinds = RequirementKind
        return cls(
            size=len(profiles),
            performance=PerformanceTable.of(profiles),
            capacity=QuantityColumn.of([p.capacity for p in profiles]),
            modular=np.array([p.capacity is not None and p.capacity.modular for p in profiles], bool),
            amounts={kind: QuantityColumn.of([of(p) for p in profiles]) for kind, of in _AMOUNTS.items()},
            figures={
                kinds.TRL: _figures([p.trl for p in profiles]),
                kinds.LIFETIME: _figures([p.lifetime_years for p in profiles]),
            },
            steps={
                kinds.SKILL: _steps([p.operator_skill for p in profiles], SKILL_LADDER),
                kinds.EVIDENCE: _steps([p.evidence for p in profiles], EVIDENCE_LADDER),
            },
            codes={
                kinds.SERVICE: CodeSets.of([p.countries for p in profiles]),
                kinds.COOPERATION: CodeSets.of([p.cooperation for p in profiles]),
            },
        )

    def __len__(self) -> int:
        return self.size

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        quantities = (self.capacity, *self.amounts.values())
        arrays = [a for q in quantities for a in (q.low, q.high, q.unit)]
        arrays += [self.modular, *self.figures.values(), *self.steps.values()]
        arrays += [a for sets in self.codes.values() for a in (sets.stated, *sets.holders.values())]
        return self.performance.nbytes + sum(a.nbytes for a in arrays)

    def outcomes(self, need: NeedProfile, rows: np.ndarray | None = None) -> np.ndarray:
        """Return the outcomes of every requirement, as ``OutcomeCode``.

        int8 of shape (n, r) for a need of r requirements, or (len(rows), r) for the technologies in ``rows``, in
        their order. Raises ``IndexError`` where a row is not in the table.
        """
        if rows is not None and len(rows) and not 0 <= rows.min() <= rows.max() < self.size:
            raise IndexError(f"rows outside 0…{self.size - 1}")
        count = self.size if rows is None else len(rows)
        found = np.zeros((count, len(need.requirements)), np.int8, order="F")
        for column, requirement in enumerate(need.requirements):
            if finite(requirement.target, requirement.inlet):
                found[:, column] = self._judged(requirement, need, rows)
        return found

    def _judged(
        self, requirement: Requirement, need: NeedProfile, rows: np.ndarray | None
    ) -> np.ndarray | int:
        """The column of one requirement with finite numbers."""
        kind = requirement.kind
        if kind is RequirementKind.PARAMETER:
            return self.performance.outcomes(requirement, need.sectors, self.size, rows)
        at = ALL if rows is None else rows
        if kind is RequirementKind.CAPACITY:
            return _capacity(requirement, self.capacity, self.modular, at)
        if kind in self.amounts:
            return _amount(requirement, self.amounts[kind], capacity_of(need), at)
        if kind in self.figures:
            return _figure(requirement, self.figures[kind], at)
        if kind in self.steps:
            return _step(requirement, self.steps[kind], at)
        if kind in self.codes:
            return _coded(requirement, self.codes[kind], at)
        return OutcomeCode.NOT_STATED


def _figures(stated: Sequence[float | None]) -> np.ndarray:
    """Single figures; NaN where nothing, or no number, is stated."""
    return np.array([f if f is not None and finite(f) else np.nan for f in stated], float)


def _steps(stated: Sequence[str], ladder: Sequence[str]) -> np.ndarray:
    """Places on a ladder; -1 for what is empty or not on it."""
    return np.array([ladder.index(step) if step in ladder else UNSTATED for step in stated], np.int8)


def _capacity(requirement: Requirement, column: QuantityColumn, modular: np.ndarray, at: Rows) -> np.ndarray:
    """As ``sizing.judge_capacity``."""
    asked = requirement.target
    low, high = column.low[at], column.high[at]
    if asked is None or asked <= 0:
        return np.zeros(len(low), np.int8)
    same_unit = column.unit[at] == column.units.get(requirement.unit, UNSTATED - 1)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        several = modular[at] & (high > 0) & np.isfinite(asked / high)
    code = OutcomeCode
    return np.select(
        [~same_unit, asked < low, (asked > high) & several, asked > high, np.isnan(low) | np.isnan(high)],
        [code.NOT_STATED, code.NOT_MET, code.PART, code.NOT_MET, code.NOT_STATED],
        code.MET,
    )


def _amount(
    requirement: Requirement, column: QuantityColumn, size: Requirement | None, at: Rows
) -> np.ndarray:
    """As ``sizing.judge_amount``: one factor for each unit that is stated, none where there is no honest way."""
    scales = [scale_of(unit, requirement.unit, size) for unit in column.units]
    factors = np.array([np.nan if scale is None else scale.factor for scale in scales] + [np.nan])
    factor = factors[column.unit[at]]  # -1, for what is unstated, is the last one
    stated = column.low[at], column.high[at]
    if requirement.target is None:
        return np.zeros(len(factor), np.int8)
    with np.errstate(over="ignore", invalid="ignore"):
        low, high = (end * factor for end in stated)
    usable = ~np.isnan(factor)
    for end, product in zip(stated, (low, high), strict=True):
        usable &= np.isnan(end) | np.isfinite(product)
    low, high = (np.where(usable, product, np.nan) for product in (low, high))
    return compared(*settled(low, high, requirement.target), requirement.target, requirement.direction)


def _figure(requirement: Requirement, stated: np.ndarray, at: Rows) -> np.ndarray | int:
    """A figure that has to reach the target, as ``verdicts`` has it for readiness and years of life."""
    if requirement.target is None or requirement.unit not in ("", _UNIT_OF_FIGURE[requirement.kind]):
        return OutcomeCode.NOT_STATED
    return compared(stated[at], stated[at], requirement.target, "at-least")


def _step(requirement: Requirement, steps: np.ndarray, at: Rows) -> np.ndarray | int:
    """A step on a ladder: no higher than the asked skill, no lower than the asked evidence."""
    ladder = _LADDERS[requirement.kind]
    if requirement.code not in ladder:
        return OutcomeCode.NOT_STATED
    have, want = steps[at], ladder.index(requirement.code)
    met = have <= want if requirement.kind is RequirementKind.SKILL else have >= want
    reached = np.where(met, OutcomeCode.MET, OutcomeCode.NOT_MET)
    return np.where(have == UNSTATED, OutcomeCode.NOT_STATED, reached)


def _coded(requirement: Requirement, sets: CodeSets, at: Rows) -> np.ndarray | int:
    """A code that must be among those stated; an empty set is silence."""
    if not requirement.code:
        return OutcomeCode.NOT_STATED
    found = np.where(sets.stated, OutcomeCode.NOT_MET, OutcomeCode.NOT_STATED).astype(np.int8)
    found[sets.holders.get(requirement.code, [])] = OutcomeCode.MET
    return found[at]
