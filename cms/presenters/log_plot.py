"""Inlet and outlet of treatment lines on one logarithmic axis, so that three powers of ten fit into one
column.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cms.presenters.range_bar import Segment, percent

MOST_DECADES = 6
# A range without width is drawn this wide, in per cent.
HAIR = 0.8


@dataclass(frozen=True)
class Span:
    """A range with open ends as ``None``."""

    low: float | None
    high: float | None

    @property
    def numbers(self) -> tuple[float, ...]:
        """The ends that are stated, as floats."""
        return tuple(float(value) for value in (self.low, self.high) if value is not None)


@dataclass(frozen=True)
class PlotLine:
    """One line to draw: what goes in (hollow) and what comes out (solid), in ``unit``."""

    inlet: Span | None
    outlet: Span | None
    unit: str


@dataclass(frozen=True)
class LogPlot:
    """The axis' ends, and per line its segments (``borrowed`` is hollow: in; ``in`` is solid: out). Empty:
    not on this axis.
    """

    low: float
    high: float
    rows: tuple[tuple[Segment, ...], ...]


def log_plot(lines: Sequence[PlotLine]) -> LogPlot | None:
    """Draw ``lines`` on one axis of whole powers of ten; ``None`` where no line states an inlet or an outlet
    above zero.

    Units of very different size do not share an axis: beyond six powers of ten only the commonest unit is
    drawn.
    """
    units = Counter(line.unit for line in lines if _numbers(line))
    if not units:
        return None
    drawn = set(units)
    first, last = _axis([line for line in lines if line.unit in drawn])
    if last - first > MOST_DECADES:
        drawn = {units.most_common(1)[0][0]}
        first, last = _axis([line for line in lines if line.unit in drawn])
        first = max(first, last - MOST_DECADES)
    rows = tuple(_row(line, first, last) if line.unit in drawn else () for line in lines)
    return LogPlot(10.0**first, 10.0**last, rows)


def _numbers(line: PlotLine) -> list[float]:
    spans = (span for span in (line.inlet, line.outlet) if span)
    return [number for span in spans for number in span.numbers if number > 0]


def _axis(lines: Sequence[PlotLine]) -> tuple[int, int]:
    numbers = [number for line in lines for number in _numbers(line)]
    first, last = math.floor(math.log10(min(numbers))), math.ceil(math.log10(max(numbers)))
    return first, max(last, first + 1)


def _row(line: PlotLine, first: int, last: int) -> tuple[Segment, ...]:
    drawn = (("borrowed", line.inlet), ("in", line.outlet))
    return tuple(_segment(kind, span, first, last) for kind, span in drawn if span and span.numbers)


def _segment(kind: str, span: Span, first: int, last: int) -> Segment:
    def place(value: float | None, open_end: float) -> float:
        if value is None:
            return open_end
        if value <= 0:
            return 0.0
        return min(max((math.log10(value) - first) / (last - first) * 100, 0.0), 100.0)

    start, end = sorted((place(span.low, 0.0), place(span.high, 100.0)))
    width = max(end - start, HAIR)
    return Segment(kind, percent(min(start, 100 - width)), percent(width))
