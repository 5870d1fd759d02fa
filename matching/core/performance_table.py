"""The performance lines of all technologies as arrays, judged by the rules of ``treatment`` at once."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.core.comparing import finite_spans
from matching.core.outcome_arrays import OutcomeCode, compared, ends_of, settled
from matching.core.profiles import PerformanceLine, Requirement, TechnologyProfile
from matching.core.treatment import BASES, LEVELS, means_not_used
from matching.core.waters import WATERS, counts_right_ones, named_waters

__all__ = ["PerformanceTable"]

INLET, OUTLET, REMOVAL, VALUE, NOT_USED, RIGHT_ONES = (1 << bit for bit in range(6))
WATER_BITS = {sector: 1 << place for place, sector in enumerate(WATERS)}
FITS = 1 << 6  # one more than the worst fit, see `_fits`


@dataclass(frozen=True, slots=True)
class Lines:
    """Columns of m lines, those of one technology next to each other.

    ``inlet``, ``removal`` and ``own`` have shape (2, m): the low and the high ends, NaN where not stated. ``own``
    is the line's value, or its outlet where it has no value. ``flags`` are the bits above, ``waters`` the bits
    of the kinds of water its conditions name, ``unit`` a code of the table, ``basis`` a place in ``BASES``.
    """

    inlet: np.ndarray
    removal: np.ndarray
    own: np.ndarray
    flags: np.ndarray
    basis: np.ndarray
    waters: np.ndarray
    unit: np.ndarray

    def at(self, lines: slice | np.ndarray) -> Lines:
        """Return some of the lines."""
        ends = (column[:, lines] for column in (self.inlet, self.removal, self.own))
        rest = (column[lines] for column in (self.flags, self.basis, self.waters, self.unit))
        return Lines(*ends, *rest)

    def has(self, flag: int) -> np.ndarray:
        """Whether each line has a flag, bool of shape (m,)."""
        return (self.flags & flag) != 0

    def columns(self) -> Iterator[np.ndarray]:
        """Every array."""
        yield from (self.inlet, self.removal, self.own, self.flags, self.basis, self.waters, self.unit)


@dataclass(slots=True)
class Offers:
    """What m lines offer for one requirement; both ends are NaN where a line offers no figure."""

    low: np.ndarray
    high: np.ndarray
    inlet_unknown: np.ndarray
    outside: np.ndarray

    @classmethod
    def none(cls, count: int) -> Offers:
        """Return nothing offered by ``count`` lines."""
        ends = np.full((2, count), np.nan)
        marks = np.zeros((2, count), bool)
        return cls(ends[0], ends[1], marks[0], marks[1])

    def take(
        self, where: np.ndarray, ends: np.ndarray, inlet_unknown: np.ndarray | bool | None = None
    ) -> None:
        """Put in the ranges ``ends``, shape (2, m), of the lines chosen by ``where``, bool of shape (m,)."""
        self.low[where], self.high[where] = ends[:, where]
        if inlet_unknown is not None:
            self.inlet_unknown[where] = np.broadcast_to(inlet_unknown, where.shape)[where]


@dataclass(frozen=True)
class PerformanceTable:
    """Lines sorted by parameter, then technology, then place on the sheet; built once and never changed.

    The lines of parameter p form the groups ``first_group[p]`` to ``first_group[p + 1]``, one for each technology
    that states it; group g belongs to technology ``group_row[g]`` and holds the lines ``first_line[g]`` to
    ``first_line[g + 1]``. Within a parameter the technologies ascend.
    """

    parameters: Mapping[str, int]
    units: Mapping[str, int]
    first_group: np.ndarray
    group_row: np.ndarray
    first_line: np.ndarray
    lines: Lines

    @classmethod
    def of(cls, profiles: Sequence[TechnologyProfile]) -> PerformanceTable:
        """Gather the lines of n technologies; a line with a number that is none is left out: it says nothing."""
        parameters: dict[str, int] = {}
        units: dict[str, int] = {}
        rows, codes, ends, marks = array("i"), array("i"), array("d"), array("i")
        for row, profile in enumerate(profiles):
            for line in profile.performance:
                if not finite_spans(line.inlet, line.outlet, line.removal, line.value):
                    continue
                rows.append(row)
                codes.append(parameters.setdefault(line.parameter, len(parameters)))
                for span in (line.inlet, line.removal, line.outlet if line.value is None else line.value):
                    ends.extend(ends_of(span))
                marks.extend(_marks(line, profile, units))
        order = np.argsort(np.array(codes, np.int32), kind="stable")
        row_of, code_of = (np.array(column, np.int32)[order] for column in (rows, codes))
        new = np.ones(len(order), bool)
        new[1:] = (np.diff(row_of) != 0) | (np.diff(code_of) != 0)
        starts = np.flatnonzero(new)
        groups = np.searchsorted(code_of[starts], np.arange(len(parameters) + 1))
        return cls(
            parameters,
            units,
            groups.astype(np.int32),
            row_of[starts],
            np.append(starts, len(order)).astype(np.int32),
            _lines(np.array(ends, float).reshape(-1, 6)[order], np.array(marks, np.int32), order),
        )

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        columns = (self.first_group, self.group_row, self.first_line, *self.lines.columns())
        return sum(column.nbytes for column in columns)

    def outcomes(
        self, requirement: Requirement, sectors: Collection[str], count: int, rows: np.ndarray | None = None
    ) -> np.ndarray:
        """Return the outcome codes of one parameter limit with a finite inlet and target, int8.

        ``sectors`` are the need's. Shape (count,) for all technologies, or (len(rows),) for those of ``rows``.
        """
        found = np.zeros(count if rows is None else len(rows), np.int8)
        parameter = self.parameters.get(requirement.parameter)
        if parameter is None or requirement.target is None:
            return found
        places, lines, starts = self._chosen(parameter, rows)
        if len(places):
            block = self.lines.at(lines)
            unit = self.units.get(requirement.unit, -1)
            found[places] = _best(block, _offers(requirement, block, unit), starts, requirement, sectors)
        return found

    def _chosen(
        self, parameter: int, rows: np.ndarray | None
    ) -> tuple[np.ndarray, slice | np.ndarray, np.ndarray]:
        """Places of the answer that state the parameter, their lines, and where each one's lines begin."""
        first, last = self.first_group[parameter : parameter + 2]
        present = self.group_row[first:last]
        if rows is None:
            begin = self.first_line[first]
            return present, slice(begin, self.first_line[last]), self.first_line[first:last] - begin
        near = np.minimum(np.searchsorted(present, rows), len(present) - 1)
        places = np.flatnonzero(present[near] == rows)
        groups = first + near[places]
        begin = self.first_line[groups]
        lengths = self.first_line[groups + 1] - begin
        starts = np.cumsum(lengths) - lengths
        return places, np.repeat(begin - starts, lengths) + np.arange(lengths.sum()), starts


def _marks(
    line: PerformanceLine, profile: TechnologyProfile, units: dict[str, int]
) -> tuple[int, int, int, int]:
    """Flags, basis, waters and unit of a line, as the columns of ``Lines`` hold them."""
    spans = ((INLET, line.inlet), (OUTLET, line.outlet), (REMOVAL, line.removal), (VALUE, line.value))
    flags = sum(flag for flag, span in spans if span is not None)
    flags |= NOT_USED if means_not_used(line, profile) else 0
    flags |= RIGHT_ONES if counts_right_ones(line.conditions) else 0
    basis = BASES.index(line.basis) if line.basis in BASES else len(BASES)
    waters = sum(WATER_BITS[sector] for sector in named_waters(line.conditions))
    return flags, basis, waters, units.setdefault(line.unit, len(units))


def _lines(ends: np.ndarray, marks: np.ndarray, order: np.ndarray) -> Lines:
    """Columns from the ends in order, (m, 6), and the marks as they were gathered, (4 m,)."""
    inlet, removal, own = (np.ascontiguousarray(ends[:, at : at + 2].T) for at in (0, 2, 4))
    flags, basis, waters, unit = marks.reshape(-1, 4)[order].T
    small = flags.astype(np.uint8), basis.astype(np.uint8)
    return Lines(inlet, removal, own, *small, waters.copy(), unit.copy())


def _offers(requirement: Requirement, block: Lines, unit: int) -> Offers:
    """What each line offers, by the rules of ``treatment`` in their order."""
    offers = Offers.none(len(block.flags))
    asks_removal = requirement.unit == "%" and requirement.direction == "at-least"
    not_used, has_value, has_removal = block.has(NOT_USED), block.has(VALUE), block.has(REMOVAL)
    valued = has_value & ~not_used
    rest = ~not_used & ~has_value
    if asks_removal:
        offers.take(not_used, block.removal)
        offers.take(rest & has_removal, block.removal, ~block.has(INLET))
        rest &= ~has_removal
    _take_values(offers, requirement, block, valued & (block.unit == unit))
    _take_treated(offers, requirement, block, rest & ((block.unit == unit) | ~block.has(INLET | OUTLET)))
    return offers


def _take_values(offers: Offers, requirement: Requirement, block: Lines, valued: np.ndarray) -> None:
    """Stated values as they are, or as a fall of a sound level from its inlet."""
    at_most = requirement.direction == "at-most"
    if requirement.unit == "dB(A)" and at_most:
        if requirement.inlet is not None:
            _take_products(offers, requirement, valued, requirement.inlet - block.own[::-1])
        return
    if requirement.unit in LEVELS:
        return
    if requirement.parameter == "accuracy" and at_most:
        valued = valued & ~block.has(RIGHT_ONES)
    offers.take(valued, block.own)


def _take_treated(offers: Offers, requirement: Requirement, block: Lines, treated: np.ndarray) -> None:
    """Outlets of treatment lines for the need's inlet, or their own outlets."""
    inlet = requirement.inlet
    has_outlet = block.has(OUTLET)
    if inlet is None:
        offers.take(treated & has_outlet, block.own)
        return
    low, high = block.inlet
    held = (low <= inlet) & (inlet <= high)
    outside = treated & ((inlet < low) | (inlet > high))
    offers.outside |= outside
    inside = treated & ~outside
    removes = block.has(REMOVAL) & (requirement.direction == "at-most")
    with np.errstate(over="ignore"):
        left = inlet * (100 - block.removal[::-1]) / 100
    _take_products(offers, requirement, inside & removes, left)
    offers.take(inside & ~removes & has_outlet, block.own)
    offers.inlet_unknown[inside] = ~held[inside]


def _take_products(offers: Offers, requirement: Requirement, where: np.ndarray, ends: np.ndarray) -> None:
    assert requirement.target is not None  # noqa: S101 - `outcomes` asks for a target
    low, high = ends[:, where]
    offers.low[where], offers.high[where] = settled(low, high, requirement.target)


def _best(
    block: Lines, offers: Offers, starts: np.ndarray, requirement: Requirement, sectors: Collection[str]
) -> np.ndarray:
    """The outcome of each technology by its best lines; not stated where only lines for other inlets speak.

    Equally good lines that disagree meet the limit in part.
    """
    assert requirement.target is not None  # noqa: S101 - `outcomes` asks for a target
    outcomes = compared(offers.low, offers.high, requirement.target, requirement.direction)
    judged = outcomes != OutcomeCode.NOT_STATED
    fits = np.where(judged, _fits(block, offers, sectors), FITS)
    best = np.repeat(np.minimum.reduceat(fits, starts), np.diff(np.append(starts, len(fits))))
    worst_said = np.minimum.reduceat(np.where(fits == best, outcomes, OutcomeCode.MET), starts)
    best_said = np.maximum.reduceat(np.where(fits == best, outcomes, OutcomeCode.NOT_STATED), starts)
    agreed = np.where(worst_said == best_said, best_said, OutcomeCode.PART)
    outside = np.logical_or.reduceat(offers.outside, starts)
    sure = np.logical_or.reduceat(judged & ~offers.inlet_unknown, starts)
    return np.where(outside & ~sure, OutcomeCode.NOT_STATED, agreed)


def _fits(block: Lines, offers: Offers, sectors: Collection[str]) -> np.ndarray:
    """The sorting key of ``treatment._fit`` as one integer below ``FITS``, shape (m,)."""
    wanted = sum(WATER_BITS.get(sector, 0) for sector in sectors)
    same_water = (block.waters & wanted) != 0
    other_water = (block.waters != 0) & ~same_water & bool(sectors)
    point = offers.low == offers.high
    key = other_water.astype(np.int16)
    for worse in (offers.inlet_unknown, ~same_water, point):
        key = key * 2 + worse
    return key * (len(BASES) + 1) + block.basis
