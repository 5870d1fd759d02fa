"""A small bar chart: measured values solid, stated or designed ones in outline, what lies between two ends
hatched.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cms.presenters.numbers import format_number, format_range
from cms.presenters.range_bar import percent

# The longest bar leaves room for the number behind it.
LONGEST = 82.0
ROW = 64
BAR_OFFSET = 25


@dataclass(frozen=True)
class ChartValue:
    """One bar: a name, both ends (``high`` may equal ``low``), and whether somebody measured it."""

    name: str
    low: float
    high: float
    measured: bool


@dataclass(frozen=True)
class ChartBar:
    """What the template draws; all places as SVG reads them."""

    name: str
    text: str
    measured: bool
    y_name: int
    y_bar: int
    y_text: int
    width: str
    rest_x: str
    rest_width: str
    text_x: str


@dataclass(frozen=True)
class Tick:
    """A number on the axis."""

    x: str
    text: str
    anchor: str


@dataclass(frozen=True)
class BarChart:
    """Bars from zero on one axis, with its height in pixels."""

    bars: tuple[ChartBar, ...]
    ticks: tuple[Tick, ...]
    y_axis: int
    y_tick: int
    y_label: int
    height: int


def bar_chart(values: Sequence[ChartValue]) -> BarChart | None:
    """Lay out ``values`` (all in one unit, none below zero); ``None`` where there is nothing above zero to
    draw.
    """
    top = max((value.high for value in values), default=0)
    if top <= 0 or any(value.low < 0 for value in values):
        return None
    step = _step(top)
    scale = LONGEST / top
    bars = tuple(_bar(value, row, scale) for row, value in enumerate(values))
    y_axis = len(values) * ROW + 6
    ticks = tuple(
        Tick(percent(n * step * scale), format_number(n * step), "start" if n == 0 else "middle")
        for n in range(math.floor(top / step + 1e-9) + 1)
    )
    return BarChart(bars, ticks, y_axis, y_axis + 6, y_axis + 24, y_axis + 34)


def _step(top: float) -> float:
    """A round distance (1, 2 or 5 times a power of ten) that gives two to five ticks above zero."""
    power = 10.0 ** math.floor(math.log10(top))
    return next(power * factor for factor in (0.2, 0.5, 1.0, 2.0) if top / (power * factor) <= 5)


def _bar(value: ChartValue, row: int, scale: float) -> ChartBar:
    y = row * ROW + BAR_OFFSET
    low, high = value.low * scale, value.high * scale
    rest = high - low
    return ChartBar(
        name=value.name,
        text=format_range(value.low, value.high),
        measured=value.measured,
        y_name=y - 9,
        y_bar=y,
        y_text=y + 17,
        width=percent(low or high),
        rest_x=percent(low) if rest > 0 and low > 0 else "",
        rest_width=percent(rest),
        text_x=percent(high),
    )
