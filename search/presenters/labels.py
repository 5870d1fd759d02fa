"""What facets, values, ranges and conditions are called in the reader's language."""

import re

from django.utils.translation import gettext_lazy as _

from cms.countries import country_name
from cms.models import Scheme
from cms.presenters.numbers import plain_quantity
from cms.vocabulary import Label, label
from search.fields import CAPACITY_BANDS, CAPACITY_NUMBERS, FACETS
from search.params import LineAsk

FACET_LABELS = {
    "kind": _("Kind"),
    "medium": _("Medium"),
    "group": _("Technology group"),
    "sector": _("Sector"),
    "parameter": _("Parameter"),
    "country": _("Country"),
    "maturity": _("Maturity"),
    "capacity": _("Capacity"),
    "evidence": _("Evidence"),
}
KIND_LABELS = {
    "technology": _("Technology"),
    "supplier": _("Supplier"),
    "demonstration-base": _("Demonstration base"),
    "demonstration": _("Demonstration project"),
    "label-scheme": _("Eco-label"),
    "product": _("Certified product"),
    "country": _("Country"),
    "article": _("Article"),
    "event": _("Event"),
    "training": _("Training"),
    "need": _("Need"),
}
SORT_LABELS = {"relevance": _("Best match"), "newest": _("Newest"), "title": _("Title")}
MARK_LABELS = {
    "unclaimed": ("gone", _("unclaimed profile")),
    "sample": ("doubt", _("sample")),
    "doubtful": ("doubt", _("a figure is doubtful")),
}
NUMBER_LABELS = {"trl": _("Technology readiness level"), "year": _("Year")}
MEASURE_LABELS = {"removal": _("%(parameter)s removal"), "outlet": _("%(parameter)s outlet")}
_BAND_RE = re.compile(r"(?P<unit>[^:]+):(?P<low>[0-9]{0,9})-(?P<high>[0-9]{0,9})")
_SCHEMES = {facet.name: facet.scheme for facet in FACETS}
_UNITS = {number: unit for unit, number in CAPACITY_NUMBERS.items()}

Ends = tuple[float | None, float | None]


def value_label(facet: str, value: str) -> Label:
    """A facet's value in the reader's language; the code itself where nobody knows it."""
    if facet == "kind":
        return Label(str(KIND_LABELS.get(value, value)), "")
    if facet == "country":
        return Label(country_name(value), "")
    if facet == "capacity":
        return Label(_band_label(value), "")
    return _with_english(label(_SCHEMES[facet], value))


def range_label(number: str, ends: Ends) -> tuple[str, str]:
    """What a range is about, and its figure: 'Capacity', '5 000 m³/d'."""
    low, high = ends
    return str(NUMBER_LABELS.get(number, _("Capacity"))), plain_quantity(low, high, _UNITS.get(number, ""))


def line_label(ask: LineAsk) -> tuple[str, str]:
    """What a condition is about, and its figure: 'COD removal', '≥ 90 %'."""
    parameter = str(_with_english(label(Scheme.PARAMETER, ask.parameter)))
    low, high = (ask.bound, None) if ask.at_least else (None, ask.bound)
    key = str(MEASURE_LABELS[ask.measure]) % {"parameter": parameter}
    return key, plain_quantity(low, high, ask.unit)


def band_place(code: str) -> tuple[int, int]:
    """By unit, then by size; what is no band comes last."""
    band = _BAND_RE.fullmatch(code)
    order = list(CAPACITY_BANDS)
    if band is None or band["unit"] not in order:
        return (len(order), 0)
    return (order.index(band["unit"]), int(band["low"] or 0))


def _band_label(code: str) -> str:
    band = _BAND_RE.fullmatch(code)
    if band is None or band["unit"] not in CAPACITY_BANDS or not (band["low"] or band["high"]):
        return code
    low, high = (int(band[end]) if band[end] else None for end in ("low", "high"))
    return plain_quantity(low, high, band["unit"])


def _with_english(found: Label) -> Label:
    """A label that nobody confirmed stands beside the English one."""
    return Label(f"{found.text} ({found.english})", found.language) if found.english else found
