"""Sections that packages above add to the catalogue's pages: they register a maker here, and the page shows what it makes.

The catalogue never imports them. A country's page renders what ``country_sections`` returns, in the order of registration,
and a technology's page what ``technology_sections`` returns, in its side column::

    {% for section in country_sections %}{% include section.template %}{% endfor %}

(Counts by country are registered in ``cms.selectors.registered``.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cms.models import TechnologyPage


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: the template that draws it, which finds its facts in ``section.content``."""

    template: str
    content: Mapping[str, object] = field(default_factory=dict)


# Called with the ISO code; None where there is nothing to show.
CountrySection = Callable[[str], Section | None]

# Called with the page, which may be a draft that was never saved; None where there is nothing to show.
TechnologySection = Callable[["TechnologyPage"], Section | None]

_country_sections: dict[str, CountrySection] = {}
_technology_sections: dict[str, TechnologySection] = {}


def register_country_section(name: str, make: CountrySection) -> None:
    """Show what ``make`` returns on the page of each country. Called in ``AppConfig.ready()``; again replaces."""
    _country_sections[name] = make


def country_sections(iso2: str) -> list[Section]:
    """The registered sections that have something to show for a country."""
    made = (make(iso2) for make in _country_sections.values())
    return [section for section in made if section is not None]


def register_technology_section(name: str, make: TechnologySection) -> None:
    """Show what ``make`` returns on the page of each technology. Called in ``AppConfig.ready()``; again replaces."""
    _technology_sections[name] = make


def technology_sections(page: TechnologyPage) -> list[Section]:
    """The registered sections that have something to show for a technology."""
    made = (make(page) for make in _technology_sections.values())
    return [section for section in made if section is not None]
