"""Links that every page carries: the main places, and the same page in the other languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.languages import html_language

# (label, URL name, path of the page for Wagtail's own view). Upper packages are named by strings, never
# imported.
PLACES = (
    (pgettext_lazy("navigation", "Find a match"), "matching:match", ""),
    (_("Technologies"), "wagtail_serve", "technologies/"),
    (_("Needs"), "marketplace:needs", ""),
    (_("Eco-labels"), "wagtail_serve", "labels/"),
    (_("Demonstrations"), "wagtail_serve", "demonstrations/"),
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


def link_to(name: str, *args: str) -> str:
    """Address of a named place, or ``""`` where the package that serves it is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def main_places(request: HttpRequest | None) -> Iterator[Place]:
    """The main navigation. The place that holds the present page is current."""
    here = request.path if request else ""
    for label, name, path in PLACES:
        url = link_to(name, *([path] if path else []))
        if url:
            current = "page" if here == url else "true" if here.startswith(url) else ""
            yield Place(str(label), url, current)


# An address stands about twenty times on a page (languages, alternates); a pasted page of text would swell it to a megabyte.
LONGEST_ADDRESS = 2000


def language_links(request: HttpRequest | None) -> list[LanguageLink]:
    """The present page, with its query unless that is very long, in each language of the site."""
    here = request.get_full_path() if request else "/"
    if request and len(here) > LONGEST_ADDRESS:
        here = request.path
    return [
        LanguageLink(html_language(code), str(name), translate_url(here, code), code == get_language())
        for code, name in settings.LANGUAGES
    ]
