"""What every page of the catalogue shows: the way up to the home page, and its title in the reader's
language.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.languages import data_language
from cms.models import TechnologyWords

# Sections are named by the site, not by an editor, so that their names exist in every language.
SECTION_TITLES = {
    "homepage": _("Home"),
    "referencelibrarypage": _("Technologies"),
    "supplierindexpage": _("Suppliers"),
    "demonstrationindexpage": _("Demonstrations"),
    "labelindexpage": _("Eco-labels"),
    "countryindexpage": _("Countries"),
    "knowledgeindexpage": _("Articles, events and trainings"),
}


def section_title(page: Page) -> str:
    """The title of a section in the reader's language; any other page's own title."""
    return str(SECTION_TITLES.get(page.cached_content_type.model, page.title))


def trail(page: Page, title: str = "") -> list[tuple[str, str]]:
    """Pairs of title and address from the home page down to ``page``: one query."""
    above = page.get_ancestors().filter(depth__gt=1)
    return [(section_title(p), p.url) for p in above] + [(title or section_title(page), page.url)]


def technology_titles(pages: Iterable[Page], language: str | None = None) -> dict[int, TechnologyWords]:
    """Words of technologies in a language (the active one by default), by page key: one query, none for
    English.
    """
    code = data_language(language)
    if code == "en":
        return {}
    return {
        words.page_id: words for words in TechnologyWords.objects.filter(language=code, page__in=list(pages))
    }
