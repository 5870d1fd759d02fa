"""A technology's page, read with few queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from cms.extensions import technology_sections
from cms.languages import data_language
from cms.models import (
    DemonstrationProjectPage,
    PerformanceLine,
    SupplierPage,
    SupplierReference,
    TechnologyPage,
    TechnologyWords,
)
from cms.presenters.log_plot import LogPlot, PlotLine, Span, log_plot
from cms.presenters.numbers import plain_quantity
from cms.selectors.pages import technology_titles, trail
from cms.selectors.standards import compliance_of
from cms.selectors.vocabulary import shown_labels

OFFERS = 8
PROVEN = "proven"


@dataclass(frozen=True)
class ShownWords:
    """Title, summary and problem as the reader sees them; ``machine`` where a translation was made by a
    machine.
    """

    title: str
    summary: str
    problem: str
    language: str
    machine: bool


@dataclass(frozen=True)
class TitledPage:
    """A technology in a list, with its title in the reader's language where there is one."""

    page: TechnologyPage
    title: str
    summary: str
    language: str


def shown_words(page: TechnologyPage, words: TechnologyWords | None, original: bool) -> ShownWords:
    """The page's words in the reader's language, or its own English where there are none or the original is
    asked for.
    """
    if words is None or original:
        return ShownWords(page.title, page.summary, page.problem, "en", False)
    return ShownWords(
        title=words.title,
        summary=words.summary or page.summary,
        problem=words.problem or page.problem,
        language=words.language,
        machine=words.origin == TechnologyWords.Origin.MACHINE,
    )


def titled(pages: list[TechnologyPage]) -> list[TitledPage]:
    """Technologies with their titles in the reader's language: one query."""
    words = technology_titles(pages)
    shown = ((page, shown_words(page, words.get(page.pk), original=False)) for page in pages)
    return [TitledPage(page, w.title, w.summary, w.language) for page, w in shown]


def published(pages: Iterable[TechnologyPage]) -> list[TechnologyPage]:
    """Those of some technologies that the public may see; also for a draft, whose relations are not saved
    yet.
    """
    return list(
        TechnologyPage.objects.live().filter(pk__in=[page.pk for page in pages]).order_by("title", "pk")
    )


def technology_context(page: TechnologyPage, request: HttpRequest) -> dict[str, object]:
    """What a technology's page shows beside its own fields. ``?original=1`` shows the English words."""
    original = bool(request.GET.get("original"))
    words = technology_titles([page]).get(page.pk)
    shown = shown_words(page, words, original)
    lines = list(page.performance.select_related("parameter"))
    plot = plot_of(lines)
    labels = shown_labels()
    supplier = None if page.is_reference else page.get_parent().specific
    return {
        "words": shown,
        "original": original and words is not None,
        "chinese": page.words.filter(language="zh").first() if data_language() != "zh" else None,
        "labels": labels,
        "proven": page.maturity_id in labels and labels[page.maturity_id].code == PROVEN,
        "lines": list(
            zip(lines, plot.rows if plot else [()] * len(lines), map(line_sentence, lines), strict=True)
        ),
        "plot": plot,
        "basis": common_basis(lines),
        "has_removal": any(line.removal_min is not None or line.removal_max is not None for line in lines),
        "has_value": any(line.value_min is not None or line.value_max is not None for line in lines),
        "compliance": compliance_of(page, lines),
        "supplier": supplier,
        "listings": _listings(page),
        "offers": _offers(page) if supplier is None else [],
        "related": titled(published(page.related.all())),
        "demonstrations": list(DemonstrationProjectPage.objects.live().filter(technologies=page)),
        "technology_sections": technology_sections(page),
        "trail": trail(page, shown.title),
    }


def plot_of(lines: list[PerformanceLine]) -> LogPlot | None:
    """Inlets and outlets of treatment lines on one axis."""
    return log_plot(
        [
            PlotLine(Span(line.inlet_min, line.inlet_max), Span(line.outlet_min, line.outlet_max), line.unit)
            for line in lines
        ]
    )


def common_basis(lines: list[PerformanceLine]) -> str:
    """What all lines rest on, in words; ``""`` where they differ and each must say it itself."""
    bases = {line.basis for line in lines}
    return lines[0].get_basis_display() if len(bases) == 1 else ""


def line_sentence(line: PerformanceLine) -> str:
    """A line's plot for those who do not see it."""
    inlet = plain_quantity(line.inlet_min, line.inlet_max, line.unit)
    return f"{inlet} → {plain_quantity(line.outlet_min, line.outlet_max, line.unit)}"


def _listings(page: TechnologyPage) -> list[tuple[TechnologyPage, SupplierPage]]:
    """Suppliers' own listings of this sheet, each with its supplier: two queries."""
    listings = list(page.listings.live())
    parents = {SupplierPage._get_parent_path_from_path(listing.path): listing for listing in listings}
    suppliers = SupplierPage.objects.live().filter(path__in=parents)
    return [(parents[supplier.path], supplier) for supplier in suppliers]


def _offers(page: TechnologyPage) -> list[tuple[SupplierPage, SupplierReference | None]]:
    """Enterprises of the same field from public facts, each with its first reference: two queries."""
    suppliers = (
        SupplierPage.objects.live()
        .filter(technology_groups=page.group_id)
        .order_by("title", "pk")
        .prefetch_related("references")[:OFFERS]
    )
    return [(supplier, next(iter(supplier.references.all()), None)) for supplier in suppliers]
