"""Reads of single needs and of a country's needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F

from cms.languages import data_language
from marketplace.models import Need
from marketplace.models.needs import NeedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from marketplace.models import User

# A total order: newest year first, a year that nobody stated last; the key, which nobody can choose, settles ties.
NEWEST_FIRST = (F("year").desc(nulls_last=True), F("published_at").desc(), F("pk").asc())
RELATED = 5


@dataclass(frozen=True)
class NeedWords:
    """Title and problem in one language; ``original`` is false for a translation."""

    title: str
    problem: str
    language: str
    machine: bool = False
    original: bool = True


def needs_by_country(iso2: str) -> NeedQuerySet:
    """The public needs of a country, newest first, ready to be listed."""
    return (
        Need.objects.public()
        .filter(country=iso2)
        .select_related("organisation")
        .prefetch_related("texts")
        .order_by(*NEWEST_FIRST)
    )


def count_by_country() -> dict[str, int]:
    """How many public needs each country has, by ISO code: one query."""
    counts = Need.objects.public().exclude(country="").order_by().values_list("country")
    return dict(counts.annotate(Count("pk")))


def need_for(user: User | AnonymousUser, slug: str) -> Need | None:
    """The need of an address with all it consists of, or ``None`` where ``user`` may not read it."""
    return (
        Need.objects.visible_to(user)
        .select_related("organisation")
        .prefetch_related("media", "sectors", "parameters", "requirements__parameter", "texts")
        .filter(slug=slug)
        .first()
    )


def words_of(need: Need, language: str | None = None) -> NeedWords:
    """What the need says in a language (the active one by default), or in its own where nobody translated it."""
    code = data_language(language)
    if code != need.language:
        for text in need.texts.all():
            if text.language == code:
                return NeedWords(text.title, text.problem, text.language, text.machine, original=False)
    return NeedWords(need.title, need.problem, need.language)


def others_like(need: Need) -> list[Need]:
    """A few other public needs of the same country: one query, and one for their translations."""
    return list(needs_by_country(need.country).exclude(pk=need.pk)[:RELATED]) if need.country else []
