"""Similar technologies on the page of a technology."""

import logging

from django.urls import reverse

from cms.countries import country_name
from cms.extensions import Section, register_technology_section
from cms.languages import data_language
from cms.models import TechnologyPage
from search import service
from search.documents import record_name
from search.engines.breaker import Breaker, BreakerOpen
from search.params import Hit, SearchParams, SearchUnavailable

logger = logging.getLogger(__name__)

MOST = 4
# A reader of a page asked for no search: in an outage one of them in half a minute waits for it, not each.
asking = Breaker(
    "similar technologies", lambda error: isinstance(error, SearchUnavailable), failures=1, pause=30.0
)


def register() -> None:
    """Have the section shown."""
    register_technology_section("similar", similar_technologies)


def similar_technologies(page: TechnologyPage) -> Section | None:
    """The nearest in meaning, without what the page names already; None where there are none.

    Two queries: what the page names, and its vector. An index that cannot be asked costs the reader nothing but this
    section.
    """
    if page.pk is None:
        return None
    named = {record_name(other) for other in page.related.all()}
    params = SearchParams(language=data_language(), filters={"kind": ("technology",)})
    try:
        with asking.calling():
            found = service.similar(record_name(page), params, MOST + len(named))
    except BreakerOpen:
        return None
    except SearchUnavailable as error:
        logger.warning("nothing similar is shown: %s", error)
        return None
    hits = [hit for hit in found if hit.record not in named][:MOST]
    return Section("search/similar.html", {"hits": list(map(_shown, hits))}) if hits else None


def _shown(hit: Hit) -> dict[str, str]:
    """The title with its language, and whose it is and where it is offered."""
    return {
        "url": reverse(hit.route[0], args=hit.route[1:]),
        "title": hit.title,
        "language": hit.title_language,
        "supplier": hit.note,
        "place": ", ".join(country_name(code) for code in hit.countries[:1]),
    }
