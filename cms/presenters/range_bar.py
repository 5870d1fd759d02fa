"""Geometry of the range bar: what is offered, laid against what is asked, on one line.

The limit stands at 40 % of the width in every bar, so that it runs down a table like a plumb line: left of it
is inside, right of it is outside. Everything here is percentages of the width, given as strings that SVG
reads (``"16.0%"``), since a template would write a float with the reader's decimal comma.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

LIMIT_AT = 40.0
# A bar that runs on past the edge stops here, so that its arrow has room.
LAST = 97.0
FIRST = 100.0 - LAST
PERCENT_PER_DECADE = 12.0


class Direction(StrEnum):
    """How an offer is laid against a number: it must stay below it, reach it, or hold it."""

    AT_MOST = "at-most"
    AT_LEAST = "at-least"
    HOLDS = "holds"


@dataclass(frozen=True)
class Segment:
    """A stretch of the bar: ``kind`` is ``in``, ``out`` or ``borrowed``; ``x`` and ``width`` in per cent of
    the whole.
    """

    kind: str
    x: str
    width: str


@dataclass(frozen=True)
class Arrow:
    """At an edge: ``far`` where the whole range lies beyond it, else the bar runs on past it; ``inside`` as
    its segment.
    """

    far: bool
    inside: bool


@dataclass(frozen=True)
class RangeBar:
    """What the template draws: segments, an arrow at either edge, the places of the plumb line and of the
    diamond.

    ``limit`` and ``need`` are ``""`` where there is none. ``silent``: nothing was stated.
    """

    segments: tuple[Segment, ...] = ()
    left: Arrow | None = None
    right: Arrow | None = None
    limit: str = ""
    need: str = ""
    silent: bool = False


def percent(value: float) -> str:
    """``13.904`` as ``"13.9%"``, whatever the reader's decimal sign."""
    return f"{round(value, 1):g}%"


def range_bar(
    low: float | None,
    high: float | None,
    limit: float | None,
    direction: str = Direction.AT_MOST,
    borrowed: bool = False,
) -> RangeBar:
    """Lay ``low``–``high`` (in either order) against ``limit``, all in one unit. An end that is ``None`` is
    open.

    ``borrowed`` marks a figure that was stated for another kind of water; it is drawn hollow. Without a
    number on either side the bar is silent. Raises ``ValueError`` for a direction that does not exist.
    """
    kind = Direction(direction)
    low, high, limit = (None if value is None else float(value) for value in (low, high, limit))
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    at_limit = percent(LIMIT_AT) if limit is not None else ""
    need = at_limit if kind is Direction.HOLDS else ""
    if limit is None or (low is None and high is None):
        return RangeBar(limit=at_limit, need=need, silent=True)
    start, end = _ends(low, high, limit, kind)
    if start > 100:
        return RangeBar(right=Arrow(far=True, inside=False), limit=at_limit, need=need)
    if end < 0:
        return RangeBar(left=Arrow(far=True, inside=kind is Direction.AT_LEAST), limit=at_limit, need=need)
    segments = _segments(
        max(start, FIRST if start < 0 else 0.0), min(end, LAST if end > 100 else 100.0), kind, borrowed
    )
    left = Arrow(far=False, inside=segments[0].kind != "out") if start < 0 else None
    right = Arrow(far=False, inside=segments[-1].kind != "out") if end > 100 else None
    return RangeBar(segments, left, right, at_limit, need)


def _ends(low: float | None, high: float | None, limit: float, kind: Direction) -> tuple[float, float]:
    """Both ends in per cent, left one first; below 0 or above 100 where they run past an edge."""
    if kind is Direction.HOLDS:
        return _log_place(low, limit, open_end=-1.0), _log_place(high, limit, open_end=101.0)
    if kind is Direction.AT_LEAST:
        near = 101.0 if low is None else _mirrored_place(low, limit)
        return (-1.0 if high is None else _mirrored_place(high, limit)), near
    return (0.0 if low is None else _place(low, limit)), (101.0 if high is None else _place(high, limit))


def _place(value: float, limit: float) -> float:
    """Linear, 0 at the left edge, the limit at 40 %. Against a limit of zero everything above it is far
    outside.
    """
    if limit <= 0:
        return LIMIT_AT if value <= limit else 101.0
    return max(value / limit * LIMIT_AT, 0.0)


def _mirrored_place(value: float, limit: float) -> float:
    """Linear, 0 at the right edge, the limit at 40 %: more of it lies further left, and left stays inside."""
    if limit <= 0:
        return LIMIT_AT if value >= limit else 101.0
    return 100.0 - max(value, 0.0) / limit * (100.0 - LIMIT_AT)


def _log_place(value: float | None, need: float, open_end: float) -> float:
    """Each power of ten is 12 %; the need stands at 40 %."""
    if value is None:
        return open_end
    if value <= 0 or need <= 0:
        return 0.0
    return LIMIT_AT + math.log10(value / need) * PERCENT_PER_DECADE


def _segments(start: float, end: float, kind: Direction, borrowed: bool) -> tuple[Segment, ...]:
    if kind is Direction.HOLDS:
        holds = start <= LIMIT_AT <= end
        return (_segment("in" if holds else "out", start, end),)
    inside = "borrowed" if borrowed else "in"
    if end <= LIMIT_AT:
        return (_segment(inside, start, end),)
    if start >= LIMIT_AT:
        return (_segment("out", start, end),)
    return (_segment(inside, start, LIMIT_AT), _segment("out", LIMIT_AT, end))


def _segment(kind: str, start: float, end: float) -> Segment:
    # A single number is a range without width, but a hair of it must be seen; it stays on its own side of the
    # limit.
    width = max(end - start, 0.8)
    place = min(start, 100.0 - width) if kind == "out" else max(end - width, 0.0)
    return Segment(kind, percent(place), percent(width))
