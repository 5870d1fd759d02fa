"""Pages of demonstration bases and projects, read with few queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from cms.models import DemonstrationBasePage, DemonstrationProjectPage, Measurement
from cms.presenters.bar_chart import BarChart, ChartValue, bar_chart
from cms.selectors.pages import trail
from cms.selectors.technologies import published, titled
from cms.selectors.vocabulary import shown_labels

NEARBY = 4


@dataclass(frozen=True)
class MeasuredLine:
    """One measurement with its chart, before and after."""

    measurement: Measurement
    chart: BarChart | None


def demonstration_context(page: DemonstrationBasePage | DemonstrationProjectPage) -> dict[str, object]:
    """What the page of a base or a project shows beside its own fields."""
    context: dict[str, object] = {
        "trail": trail(page),
        "labels": shown_labels("parameter"),
    }
    if isinstance(page, DemonstrationBasePage):
        return {**context, "projects": list(DemonstrationProjectPage.objects.live().child_of(page))}
    technologies = titled(published(page.technologies.all()))
    return {
        **context,
        "technologies": technologies,
        "measured": [MeasuredLine(m, chart_of(m)) for m in page.measurements.select_related("parameter")],
        "nearby": _nearby(page),
    }


def chart_of(measurement: Measurement) -> BarChart | None:
    """Before and after as two bars, both measured; ``None`` where one of them is missing."""
    ends = (measurement.before_min, measurement.before_max, measurement.after_min, measurement.after_max)
    before = _value(gettext("Before"), *ends[:2])
    after = _value(gettext("After"), *ends[2:])
    return bar_chart([before, after]) if before and after else None


def _value(name: str, low: float | None, high: float | None) -> ChartValue | None:
    stated = [value for value in (low, high) if value is not None]
    return ChartValue(name, min(stated), max(stated), measured=True) if stated else None


def _nearby(page: DemonstrationProjectPage) -> list[DemonstrationProjectPage]:
    """Projects of the same technologies first, then of the same country."""
    others = DemonstrationProjectPage.objects.live().exclude(pk=page.pk)
    technologies = [technology.pk for technology in page.technologies.all()]
    alike = list(others.filter(technologies__in=technologies).distinct()[:NEARBY])
    if len(alike) < NEARBY and page.country:
        known = [project.pk for project in alike]
        alike += list(others.filter(country=page.country).exclude(pk__in=known)[: NEARBY - len(alike)])
    return alike
