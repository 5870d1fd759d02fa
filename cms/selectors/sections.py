"""The home page and the pages that list others, read with few queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count
from wagtail.models import Page

from cms.countries import ASEAN, country_name
from cms.models import (
    ArticlePage,
    Concept,
    CountryPage,
    DemonstrationBasePage,
    DemonstrationProjectPage,
    DischargeStandard,
    EventPage,
    RecognitionAgreement,
    Scheme,
    SupplierPage,
    TechnologyPage,
    TrainingPage,
)
from cms.selectors.labels import alliance_context
from cms.selectors.ordering import BY_DATE, BY_TITLE, BY_YEAR
from cms.selectors.pages import trail
from cms.selectors.registered import country_counts
from cms.selectors.technologies import TitledPage, titled
from cms.selectors.vocabulary import ShownLabel, shown_labels

SHOWN_DEMONSTRATIONS = 6


@dataclass(frozen=True)
class MediumCount:
    """A medium with the number of technologies that act on it."""

    code: str
    label: ShownLabel
    count: int


@dataclass(frozen=True)
class CountryRow:
    """A country with what the catalogue knows of it."""

    page: CountryPage
    name: str
    needs: int
    suppliers: int
    standards: int
    demonstrations: int


@dataclass(frozen=True)
class GroupOfTechnologies:
    """A technology group with its sheets."""

    label: ShownLabel
    pages: list[TitledPage]


def home_context(page: Page) -> dict[str, object]:
    """Counts of the day, media, countries and some demonstrations."""
    needs = country_counts("needs")
    projects = DemonstrationProjectPage.objects.live().order_by(*BY_YEAR)
    return {
        "technology_count": TechnologyPage.objects.live().count(),
        "need_count": sum(needs.values()),
        "agreement_count": RecognitionAgreement.objects.filter(recognises=True).count(),
        "media": media_counts(),
        "countries": country_rows(),
        "demonstrations": list(projects.exclude(capacity="")[:SHOWN_DEMONSTRATIONS]),
        "demonstration_count": projects.count() + DemonstrationBasePage.objects.live().count(),
    }


def media_counts() -> list[MediumCount]:
    """Media in the vocabulary's order with their live technologies: three queries."""
    labels = shown_labels(Scheme.MEDIUM)
    counts = dict(
        TechnologyPage.objects.live()
        .order_by()
        .values_list("media")
        .annotate(n=Count("pk"))
        .values_list("media", "n")
    )
    media = Concept.objects.of(Scheme.MEDIUM)
    return [MediumCount(m.code, labels[m.pk], counts.get(m.pk, 0)) for m in media]


def country_rows() -> list[CountryRow]:
    """Members of ASEAN by name, then the others, with counts: four queries, and one for each registered
    count.
    """
    needs = country_counts("needs")
    suppliers = Counter(SupplierPage.objects.live().values_list("country", flat=True))
    standards = Counter(
        DischargeStandard.objects.filter(status=DischargeStandard.Status.IN_FORCE, limits__isnull=False)
        .distinct()
        .values_list("country", flat=True)
    )
    projects = Counter(DemonstrationProjectPage.objects.live().values_list("country", flat=True))
    rows = [
        CountryRow(
            page=page,
            name=country_name(page.country),
            needs=needs.get(page.country, 0),
            suppliers=suppliers[page.country],
            standards=standards[page.country],
            demonstrations=projects[page.country],
        )
        for page in CountryPage.objects.live()
    ]
    return sorted(rows, key=lambda row: (row.page.country not in ASEAN, row.name))


def section_context(page: Page) -> dict[str, object]:
    """What a page that lists others shows, by its kind."""
    lists: dict[str, Callable[[], dict[str, object]]] = {
        "referencelibrarypage": _library,
        "supplierindexpage": _suppliers,
        "demonstrationindexpage": _demonstrations,
        "labelindexpage": alliance_context,
        "countryindexpage": lambda: {"countries": country_rows()},
        "knowledgeindexpage": _knowledge,
    }
    return {"trail": trail(page), **lists[page.cached_content_type.model]()}


def _library() -> dict[str, object]:
    """All reference sheets by group: three queries."""
    labels = shown_labels(Scheme.GROUP)
    pages = (
        TechnologyPage.objects.live()
        .select_related("group")
        .order_by("group__position", "group__code", *BY_TITLE)
    )
    return {"groups": grouped(pages, labels), "media": media_counts(), "count": len(pages)}


def grouped(pages: Iterable[TechnologyPage], labels: dict[int, ShownLabel]) -> list[GroupOfTechnologies]:
    """Technologies under their group, in the given order."""
    groups: dict[int, list[TitledPage]] = {}
    for shown in titled(list(pages)):
        groups.setdefault(shown.page.group_id, []).append(shown)
    return [GroupOfTechnologies(labels[key], shown) for key, shown in groups.items()]


def _suppliers() -> dict[str, object]:
    """All suppliers by country."""
    by_country: dict[str, list[SupplierPage]] = {}
    for supplier in SupplierPage.objects.live().order_by(*BY_TITLE):
        by_country.setdefault(country_name(supplier.country), []).append(supplier)
    return {"countries": sorted(by_country.items()), "count": sum(map(len, by_country.values()))}


def _demonstrations() -> dict[str, object]:
    """Bases, then projects, newest first."""
    return {
        "bases": list(DemonstrationBasePage.objects.live().order_by(*BY_TITLE)),
        "projects": list(DemonstrationProjectPage.objects.live().order_by(*BY_YEAR)),
    }


def _knowledge() -> dict[str, object]:
    """Articles, events and trainings."""
    return {
        "articles": list(ArticlePage.objects.live().order_by(*BY_DATE)),
        "events": list(EventPage.objects.live().order_by(*BY_TITLE)),
        "trainings": list(TrainingPage.objects.live().order_by(*BY_TITLE)),
    }
