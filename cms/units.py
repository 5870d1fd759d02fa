"""Units as people and data files write them, converted through ``pint`` to one base unit per kind.

The base units: ``m3/d`` (flow), ``t/d`` (mass flow), ``Nm3/h`` (gas), ``m2`` (area), ``kW``, ``kWh``,
``mg/L`` (in water), ``ug/m3`` (ambient air), ``mg/Nm3`` (stack), ``ng TEQ/Nm3``, ``MPN/100mL``,
``CFU/100mL``, ``h``, ``m``, and compounds such as ``USD/(m3/d)``, ``m2/(t/d)``, ``kWh/m3`` or
``USD/kW/year``. Two units compare only if their base units are the same string; what cannot convert raises,
nothing converts silently.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

import pint
from pint.util import UnitsContainer

from cms import unit_words as words
from cms.unit_reading import Term, nfkc, scan

__all__ = ["IncompatibleUnits", "UnitError", "UnknownUnit", "base", "comparable", "convert", "read_at"]

# Base units that the rules of ``_generic`` would not write by themselves.
SPECIAL_BASES = (
    "mg/L",
    "mg/Nm3",
    "ng TEQ/Nm3",
    "MPN/100mL",
    "CFU/100mL",
    "OU/m3",
    "kWh per 1000 Nm3",
    "kWh/km",
)
FAMILIES = {
    "[volume]": "m3", "[gas]": "Nm3", "[area]": "m2", "[length]": "m", "[mass]": "t", "[time]": "h",
    "[power]": "kW",
    "[energy]": "kWh", "[usd]": "USD", "[vnd]": "VND", "[idr]": "IDR", "[cny]": "CNY", "[thb]": "THB",
    "[myr]": "MYR",
    "[php]": "PHP", "[khr]": "KHR", "[lak]": "LAK", "[mmk]": "MMK", "[sgd]": "SGD", "[eur]": "EUR",
    "[greenhouse]": "t CO2e", "[carbon_dioxide]": "t CO2", "[toxic_equivalent]": "ng TEQ", "[acidity]": "pH",
    "[turbidity]": "NTU", "[colour_pt]": "Pt-Co", "[colour_admi]": "ADMI", "[probable_number]": "MPN",
    "[colony]": "CFU", "[odour]": "OU", "[sound_a]": "dB(A)", "[sound]": "dB", "[log_reduction]": "log10",
    "[share]": "%", "[per_million]": "ppm", "[light]": "lm", "[person]": "people", "[household]": "household",
    "[livestock]": "head", "[annual]": "year",
}  # fmt: skip
RATE_TIME = {
    "[volume]": "d",
    "[mass]": "d",
    "[area]": "d",
    "[carbon_dioxide]": "d",
    "[gas]": "h",
    "[length]": "h",
}


class UnitError(ValueError):
    """A unit that cannot be used for computing."""


class UnknownUnit(UnitError):  # noqa: N818 - reads as a sentence where it is raised
    """A unit string that nobody can read, or that still holds words: it is for showing only."""


class IncompatibleUnits(UnitError):  # noqa: N818
    """Two units that measure different things."""


def base(value: float, unit: str, *, kind: str | None = None) -> tuple[float, str]:
    """Return ``value`` in the base unit of its kind, and that unit.

    ``kind`` settles what a unit alone leaves open: ``water`` reads ppm as mg/L, ppb as ug/L, per mille as g/L
    and mg/m3 as mg/L; ``stack`` reads m3 of gas as Nm3. Raises ``UnknownUnit``, and ``ValueError`` where
    ``value`` is not finite.
    """
    if not math.isfinite(value):
        raise ValueError(f"not a finite number: {value}")
    factor, name = _to_base(unit, kind)
    return _tidy(value * factor), name


def convert(value: float, from_unit: str, to_unit: str, *, kind: str | None = None) -> float:
    """Return ``value`` of ``from_unit`` in ``to_unit``; raises ``UnknownUnit`` or ``IncompatibleUnits``."""
    in_base, name = base(value, from_unit, kind=kind)
    factor, other = _to_base(to_unit, kind)
    if name != other:
        raise IncompatibleUnits(f"{from_unit} and {to_unit}")
    return _tidy(in_base / factor)


def comparable(a: str, b: str, *, kind: str | None = None) -> bool:
    """Whether two units share a base unit; false where one of them cannot be read."""
    try:
        return _to_base(a, kind)[1] == _to_base(b, kind)[1]
    except UnknownUnit:
        return False


def read_at(text: str, start: int) -> tuple[str, int] | None:
    """Read the longest unit that begins at ``start`` of an NFKC text: the unit and its end, or ``None``."""
    found = scan(text, start, spaced=False)
    return (text[start : found.end], found.end) if found else None


def _tidy(value: float) -> float:
    """Drop the last bits that a conversion adds, so that 0.075 g/L is 75 mg/L and not 75.00000000000001."""
    return float(f"{value:.12g}")


@cache
def _registry() -> pint.UnitRegistry:
    """Build the registry on first use; it knows exactly our units and no others."""
    registry: pint.UnitRegistry = pint.UnitRegistry(None, cache_folder=None)
    for line in words.DEFINITIONS:
        registry.define(line)
    for name in words.COUNTED:
        registry.define(f"counted_{name} = [{name}]")
    return registry


def _terms_for(unit: str, kind: str | None) -> tuple[list[Term], float]:
    """Terms and factor of a whole unit string, with what ``kind`` settles put in."""
    text = " ".join(nfkc(unit).split())
    found = scan(text, 0, spaced=True)
    if found is None or found.end != len(text):
        raise UnknownUnit(unit)
    terms, factor = list(found.terms), found.factor
    if kind == "water":
        swap: dict[str, list[Term]] = {
            "ppm": [("milligram", 1), ("litre", -1)],
            "ppb": [("microgram", 1), ("litre", -1)],
            "permille": [("gram", 1), ("litre", -1)],
        }
        terms = [new for term in terms for new in (swap.get(term[0], [term]) if term[1] == 1 else [term])]
    if kind == "stack":
        terms = [("normcubicmetre" if name == "cubicmetre" else name, power) for name, power in terms]
    return terms, factor


def _per_year_of_capacity(terms: list[Term]) -> list[Term]:
    """Keep USD/(Nm3/h)/year from shrinking to USD/Nm3: a year of costs is no hour of flow."""
    times = [name for name, power in terms if power > 0 and name in ("hour", "day", "year", "month")]
    if not times or len(terms) < 2:
        return terms
    return [("annum", power) if power < 0 and name == "year" else (name, power) for name, power in terms]


@lru_cache(maxsize=4096)
def _to_base(unit: str, kind: str | None) -> tuple[float, str]:
    """Factor and name of the base unit of ``unit``."""
    terms, factor = _terms_for(unit, kind)
    names = {name for name, _ in terms}
    if names & {"ppm", "ppb"} and len(terms) == 1:
        raise UnknownUnit(f"{unit}: parts per million of what? (water or gas)")
    quantity = _quantity(_per_year_of_capacity(terms)) * factor
    dimensions = dict(quantity.dimensionality)
    name = _base_name(dimensions, names, kind)
    target = _quantity(_per_year_of_capacity(_terms_for(name, None)[0])) if name != "1" else None
    if target is None:
        return float(quantity.to_base_units().magnitude), name
    _, scale = _terms_for(name, None)
    return float(quantity.to(target.units).magnitude / (target.magnitude * scale)), name


def _quantity(terms: list[Term]) -> pint.Quantity:
    powers: dict[str, int] = {}
    for name, power in terms:
        powers[name] = powers.get(name, 0) + power
    registry = _registry()
    return registry.Quantity(1.0, registry.Unit(UnitsContainer({n: p for n, p in powers.items() if p})))


@cache
def _special_bases() -> dict[frozenset[tuple[str, float]], str]:
    return {
        frozenset(dict(_quantity(_terms_for(name, None)[0]).dimensionality).items()): name
        for name in SPECIAL_BASES
    }


def _base_name(dimensions: dict[str, float], names: set[str], kind: str | None) -> str:
    """The base unit for these dimensions; masses per m3 of air and per mass keep scales of their own."""
    if not dimensions:
        return "mg/kg" if names & {"milligram", "gram", "kilogram", "tonne", "microgram"} else "1"
    in_air = "cubicmetre" in names and kind != "water" and names & {"microgram", "milligram", "nanogram"}
    if in_air and dimensions == {"[mass]": 1, "[volume]": -1}:
        return "ug/m3"
    return _special_bases().get(frozenset(dimensions.items())) or _generic(dimensions)


def _generic(dimensions: dict[str, float]) -> str:
    """Write a base unit from its dimensions: ``m2/(m3/d)``, ``kWh/t``, ``USD/kW/year``."""
    powers = {FAMILIES.get(d, d.strip("[]")): (d, int(p)) for d, p in dimensions.items() if d != "[time]"}
    time = int(dimensions.get("[time]", 0))
    above = [name for name, (_, p) in powers.items() for _ in range(p)]
    below = sorted((name for name, (_, p) in powers.items() for _ in range(-p)), key="year".__eq__)
    if not above and not below:
        return "h"
    flows = {name: RATE_TIME.get(d, "year") for name, (d, _) in powers.items()}
    if time > 0 and below:
        below[0] = f"({below[0]}/{flows[below[0]]})"
    elif time < 0:
        below += [flows[above[0]] if above and not below else "year"] * -time
    return "/".join(["·".join(above) or "1", *below])
