"""The shipped sheets as profiles, read from the files alone: in base units, without a database."""

from cms import units
from matching.core.profiles import Capacity, PerformanceLine, Quantity, Span, TechnologyProfile, Words
from tests.matching.core.conftest import DATA, facts


def shipped_profiles():
    own = {t["code"]: t["unit"] for t in facts("vocabulary.json") if t.get("unit")}
    files = sorted((DATA / "technologies").glob("*.json"))
    return [_profile(sheet, own) for file in files for sheet in facts(f"technologies/{file.name}")]


def _profile(sheet, own):
    capacity = _quantity(sheet["capacity"])
    return TechnologyProfile(
        sheet["id"],
        {"en": Words(sheet["title"]["en"])},
        sectors=frozenset(sheet["sectors"]),
        performance=tuple(_line(row, own.get(row["parameter"])) for row in sheet["performance"] or ()),
        capacity=capacity and Capacity(capacity.span, capacity.unit, bool(sheet["capacity"].get("modular"))),
        **{name: _quantity(sheet[name]) for name in ("footprint", "energy_use", "capex", "opex")},
        lifetime_years=sheet["lifetime_years"],
        trl=sheet["trl"],
        operator_skill=sheet["operator_skill"] or "",
        cooperation=frozenset(sheet.get("cooperation") or ()),
    )


def _span(ends, change=lambda value: value):
    if not ends or (ends["min"] is None and ends["max"] is None):
        return None
    return Span(*(None if ends[end] is None else change(ends[end]) for end in ("min", "max")))


def _quantity(stated):
    span = _span(stated)
    if span is None:
        return None
    try:
        return Quantity(
            _span(stated, lambda value: units.base(value, stated["unit"])[0]),
            units.base(1, stated["unit"])[1],
        )
    except units.UnitError:
        return Quantity(span, stated["unit"])


def _line(row, own):
    unit = row["unit"]
    converts = bool(own) and unit != own and units.comparable(unit, own)

    def change(value):
        return units.convert(value, unit, own) if converts else value

    return PerformanceLine(
        row["parameter"],
        own if converts else unit,
        _span(row["inlet"], change),
        _span(row["outlet"], change),
        _span(row["removal_percent"]),
        _span(row["value"], change),
        row["conditions"] or "",
        row["basis"] or "",
    )
