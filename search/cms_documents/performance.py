"""The performance lines of a technology, in units that compare."""

from collections.abc import Iterator

from cms import units
from cms.models import PerformanceLine, TechnologyPage
from search.documents import Line
from search.fields import MEASURES

PERCENT = "%"


def lines(page: TechnologyPage) -> tuple[Line, ...]:
    """What the sheet states of removal (in %) and of what is left (in the unit of the parameter in the vocabulary)."""
    return tuple(line for row in page.performance.all() for line in _lines(row))


def _lines(row: PerformanceLine) -> Iterator[Line]:
    for measure in MEASURES:
        low, high = getattr(row, f"{measure}_min"), getattr(row, f"{measure}_max")
        low, high = (high if low is None else low), (low if high is None else high)
        if low is None or high is None:
            continue
        unit = row.unit
        if measure == "removal":
            unit = PERCENT
        elif row.parameter.unit and row.unit != row.parameter.unit:
            if not units.comparable(row.unit, row.parameter.unit):
                continue
            low, high = (units.convert(end, row.unit, row.parameter.unit) for end in (low, high))
            unit = row.parameter.unit
        yield Line(row.parameter.code, measure, low, high, unit)
