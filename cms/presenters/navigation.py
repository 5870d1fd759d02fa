"""Links that every page carries: the main places, and the same page in the other languages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# (label, URL name, query). Upper packages are named by strings; a place that is not installed gets no link.
PLACES = (
    (_("Find a match"), "matching:match", ""),
    (_("Technologies"), "search:results", "kind=technology"),
    (_("Needs"), "marketplace:needs", ""),
    (_("Eco-labels"), "search:results", "kind=label-scheme"),
    (_("Demonstrations"), "search:results", "kind=demonstration"),
)


@dataclass(frozen=True)
class Place:
    """A link of the main navigation; ``current`` is a value for ``aria-current``, ``""`` elsewhere."""

    label: str
    url: str
    current: str


@dataclass(frozen=True)
class LanguageLink:
    """The present page in another language: ``code`` as BCP 47, ``name`` as its speakers write it."""

    code: str
    name: str
    url: str
    current: bool


def bcp47(code: str | None) -> str:
    """Django's language code as HTML wants it: ``zh-hans`` becomes ``zh-Hans``."""
    language, _sep, rest = (code or "").replace("_", "-").partition("-")
    return f"{language}-{rest.title() if len(rest) == 4 else rest.upper()}" if rest else language


def link_to(name: str, query: str = "") -> str:
    """Address of a named place with a query string, or ``""`` where the place is not installed."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return ""
    return f"{url}?{query}" if query else url


def main_places(request: HttpRequest | None, section: str = "") -> Iterator[Place]:
    """The main navigation. A place is current where its address is this one, or where the page names it as its ``section``."""
    here = request.get_full_path() if request else ""
    for label, name, query in PLACES:
        url = link_to(name, query)
        if url:
            inside = "true" if section and section == (query.partition("=")[2] or name) else ""
            yield Place(str(label), url, "page" if url == here else inside)


def language_links(request: HttpRequest | None) -> list[LanguageLink]:
    """The present page, with its query, in each language of the site."""
    here = request.get_full_path() if request else "/"
    return [
        LanguageLink(bcp47(code), str(name), translate_url(here, code), code == get_language())
        for code, name in settings.LANGUAGES
    ]
