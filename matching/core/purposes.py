"""What a quantity without a parameter is for: the size of the plant, land, energy, money."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from matching.core.linking import to_base
from matching.core.numbers import Cue, Measure, UnitReader
from matching.core.profiles import RequirementKind

__all__ = ["Amount", "amounts", "choose_capacity"]

NEAR = 26  # characters around a number in which a word says what it is for
LARGEST_PLOT = 1_000_000.0  # m2: no plant stands on more than 100 ha; fields and peatlands do
LONGEST_CUE = 40
SIZES = ("m3/d", "Nm3/h", "t/d", "kW", "m2", "people", "household", "head")
SIZE_OF_MEDIUM = {
    "air": "Nm3/h",
    "waste": "t/d",
    "nature": "m2",
    "soil": "m2",
    "climate": "kW",
    "water": "m3/d",
}
CURRENCY = re.compile(r"^(VND|IDR|CNY|THB|MYR|PHP|KHR|LAK|MMK|SGD|EUR)\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """A measure with its role (``capacity``, ``area``, ``energy``, ``budget``, ``cost``, ``currency``,
    ``unknown``).

    ``kind`` is set where it asks something of an installation; ``assumed`` where its unit was read between
    lines.
    """

    measure: Measure
    role: str
    value: float
    high: float | None
    unit: str
    kind: RequirementKind | None = None
    assumed: bool = False
    hourly: bool = False  # tonnes an hour: of steam or of fruit, unless the need is about waste

    @property
    def largest(self) -> float:
        """The upper end of a range, or the value: what has to be coped with."""
        return self.high if self.high is not None else self.value


def amounts(
    text: str, measures: Iterable[Measure], cues: Sequence[Cue], reader: UnitReader, *, tonnes_of_water: bool
) -> tuple[Amount, ...]:
    """Give each measure with a unit its role; ``cues`` are all cues of the text in folded offsets.

    ``tonnes_of_water`` says that the language counts water in tonnes (Chinese) and the need is about water.
    """
    starts = [cue.start for cue in cues]
    found: list[Amount] = []
    for measure in measures:
        if measure.unit:
            near = _near(text, measure, cues, starts)
            amount = _amount(measure, near, reader, tonnes_of_water)
            found += [amount] if amount is not None else []
    sized = any(amount.role == "capacity" and amount.unit != "m2" for amount in found)
    return tuple(_field_or_plot(amount, sized) for amount in found)


def _field_or_plot(amount: Amount, sized: bool) -> Amount:
    """Land limits a plant whose size is known; where nothing else tells the size, the area is the size."""
    if amount.role != "area" or (sized and amount.largest <= LARGEST_PLOT):
        return amount
    return replace(amount, role="capacity", kind=RequirementKind.CAPACITY)


def choose_capacity(found: Sequence[Amount], media: frozenset[str]) -> Amount | None:
    """Return the size of the plant: the unit that suits the medium first, of equals the largest."""
    order = list(SIZES)
    if "water" not in media:
        wanted = [unit for medium, unit in SIZE_OF_MEDIUM.items() if medium in media]
        order = [*wanted, *(unit for unit in order if unit not in wanted)]
    sizes = [
        a for a in found if a.role == "capacity" and a.largest > 0 and not (a.hourly and "waste" not in media)
    ]
    return min(sizes, key=lambda a: (order.index(a.unit), -a.largest), default=None)


def _amount(measure: Measure, near: set[str], reader: UnitReader, tonnes_of_water: bool) -> Amount | None:
    """The measure in base units, with the role its unit and the words near it give it."""
    kind = "stack" if "use/gas" in near and "use/water" not in near else None
    low = to_base(reader, measure.value, measure.unit, None)
    if low is None:
        return None
    if kind and low[1] == "m3/d":  # 'flue gas 20,000 m3/h': gas is counted in normal cubic metres
        low = to_base(reader, measure.value, measure.unit, kind) or low
    high = (
        to_base(reader, measure.high, measure.unit, kind if low[1] == "Nm3/h" else None)
        if measure.high
        else None
    )
    ends = (low[0], high[0] if high else None)
    unit = low[1]
    if unit == "t/d":
        if "use/boiler" in near:  # tonnes of steam, or of fruit, an hour
            return Amount(measure, "unknown", *ends, unit)
        if tonnes_of_water or "use/water" in near:  # 污水5万吨/日: a tonne of water is a cubic metre
            return Amount(measure, "capacity", *ends, "m3/d", RequirementKind.CAPACITY, True)
        hourly = (to_base(reader, 1.0, measure.unit, None) or (0.0, ""))[0] == 24
        return Amount(measure, "capacity", *ends, unit, RequirementKind.CAPACITY, hourly=hourly)
    if unit == "m2":
        return _area(measure, ends, near)
    if unit in SIZES:
        return Amount(
            measure, "capacity", *ends, unit, RequirementKind.CAPACITY, unit == "Nm3/h" and kind == "stack"
        )
    return _price(measure, ends, unit, near)


def _area(measure: Measure, ends: tuple[float, float | None], near: set[str]) -> Amount:
    """Land there is, if the words say so; else the size of a field or a pond."""
    if "use/land" in near or "role/at-most" in near:
        return Amount(measure, "area", *ends, "m2", RequirementKind.FOOTPRINT)
    return Amount(measure, "capacity", *ends, "m2", RequirementKind.CAPACITY)


def _price(measure: Measure, ends: tuple[float, float | None], unit: str, near: set[str]) -> Amount:
    """Energy and money, where a limit or a budget is spoken of."""
    limited = "role/at-most" in near or "after/at-most" in near
    if CURRENCY.match(unit):
        return Amount(measure, "currency", *ends, unit)
    if unit.startswith("kWh") and unit != "kWh" and limited:
        return Amount(measure, "energy", *ends, unit, RequirementKind.ENERGY)
    if unit.startswith("USD") and (limited or "use/budget" in near):
        once = unit == "USD" or (unit.startswith("USD/(") and not unit.endswith("/year"))
        kind = RequirementKind.CAPEX if once else RequirementKind.OPEX
        return Amount(measure, "budget" if once else "cost", *ends, unit, kind)
    return Amount(measure, "unknown", *ends, unit)


def _near(text: str, measure: Measure, cues: Sequence[Cue], starts: Sequence[int]) -> set[str]:
    """Keys of the cues close to a number in its own sentence."""
    found = set()
    first = bisect_left(starts, measure.start - NEAR - LONGEST_CUE)
    last = bisect_left(starts, measure.end + NEAR + 1)
    for cue in cues[first:last]:
        if cue.end <= measure.start:
            gap = text[cue.end : measure.start]
        elif cue.start >= measure.end:
            gap = text[measure.end : cue.start]
            if cue.key.startswith("role/"):
                continue  # a word behind speaks of the next number
        else:
            gap = ""
        if len(gap) <= NEAR and not re.search(r"[.;。；\n]\s?|\d[\d.,]*", gap):
            found.add(cue.key)
    return found
