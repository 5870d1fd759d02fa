"""What this package tells the packages below it, which never import it."""

from __future__ import annotations

from cms.extensions import Section, register_country_section
from cms.selectors.registered import register_country_count
from marketplace.need_documents import register_documents
from marketplace.need_facts import register_facts
from marketplace.need_profiles import ask_for
from marketplace.selectors.needs import count_by_country, needs_by_country
from matching.doors import register_need_source

SHOWN_ON_COUNTRY_PAGE = 6


def register_all() -> None:
    """Called once, when all models are ready; calling again changes nothing."""
    register_facts()
    register_documents()
    register_need_source(ask_for)
    register_country_count("needs", count_by_country)
    register_country_section("needs", country_needs)


def country_needs(iso2: str) -> Section | None:
    """The newest public needs of a country: its page's section, or ``None`` where there is none yet."""
    needs = list(needs_by_country(iso2)[: SHOWN_ON_COUNTRY_PAGE + 1])
    if not needs:
        return None
    content = {
        "needs": needs[:SHOWN_ON_COUNTRY_PAGE],
        "more": len(needs) > SHOWN_ON_COUNTRY_PAGE,
        "country": iso2,
    }
    return Section("marketplace/country_needs.html", content)
