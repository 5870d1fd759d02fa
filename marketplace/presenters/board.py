"""The board's filters as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.countries import ASEAN, country_name
from cms.languages import data_language
from cms.selectors.vocabulary import ShownLabel
from marketplace.forms.board import board_address
from marketplace.models import Need
from marketplace.selectors.board import BoardQuery

Labels = Mapping[int, ShownLabel]
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet: a link that adds or removes it, and how many needs it has under the other filters."""

    label: str
    count: int
    url: str
    active: bool
    lang: str = ""


@dataclass(frozen=True)
class ShownFacet:
    """A facet with the values that some need has, or that were chosen."""

    name: str
    values: tuple[FacetValue, ...]


def known_values(labels: Labels) -> dict[str, frozenset[str]]:
    """Every value that can be asked for, by facet."""
    return {
        "country": frozenset(ASEAN),
        "sector": frozenset(label.code for label in labels.values()),
        "track": frozenset(Need.Track.values),
    }


def shown_facets(query: BoardQuery, counts: Counts, labels: Labels) -> list[ShownFacet]:
    """The facets in the order of the page."""
    words = _words(labels)
    names = {"country": _("Country"), "sector": _("Sector"), "track": _("Climate track")}
    shown = []
    for facet, name in names.items():
        found = counts[facet]
        values = [value for value in words[facet] if found.get(value) or value in query.of(facet)]
        shown.append(ShownFacet(name, tuple(_value(query, facet, v, found, words[facet][v]) for v in values)))
    return [facet for facet in shown if facet.values]


def summary(query: BoardQuery, labels: Labels) -> str:
    """The chosen values in one line, empty where nothing was chosen."""
    words = _words(labels)
    return " · ".join(words[facet][value][0] for facet, values in query.values.items() for value in values)


def _value(
    query: BoardQuery, facet: str, value: str, found: Mapping[str, int], word: tuple[str, str]
) -> FacetValue:
    text, language = word
    url = board_address(query, facet, value)
    return FacetValue(text, found.get(value, 0), url, value in query.of(facet), language)


def _words(labels: Labels) -> dict[str, dict[str, tuple[str, str]]]:
    """Text and language of each value, in the order in which a reader looks for them."""
    here = data_language()
    countries = {code: (country_name(code), here) for code in ASEAN}
    return {
        "country": dict(sorted(countries.items(), key=lambda item: item[1][0])),
        "sector": {label.code: (str(label), label.language) for label in labels.values()},
        "track": {track.value: (str(track.label), here) for track in Need.Track},
    }
