"""Numbers of a need in the base units that the matcher compares."""

from __future__ import annotations

from cms import units
from cms.models import Concept


def reading_kind(parameter: Concept | None) -> str | None:
    """How ``cms.units`` is to read a unit that leaves something open (ppm) for a parameter."""
    if parameter is None:
        return None
    if parameter.unit.endswith("Nm3"):
        return "stack"
    return "water" if parameter.medium == "water" else None


def in_base_unit(value: float, unit: str, parameter: Concept | None = None) -> tuple[float, str]:
    """``value`` in the base unit of its kind, and that unit; raises ``units.UnknownUnit``."""
    return units.base(value, unit, kind=reading_kind(parameter))


def measures(unit: str, parameter: Concept) -> bool:
    """Whether a number in ``unit`` can be compared with others of the parameter (g/L with mg/L)."""
    return unit == parameter.unit or units.comparable(unit, parameter.unit, kind=reading_kind(parameter))
