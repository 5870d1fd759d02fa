"""A train of technologies as it is shown: its steps in order, what each does to every limit, and the verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cms.models import TechnologyPage
from cms.presenters.numbers import format_quantity
from cms.presenters.requirements import RequirementRow
from cms.selectors.pages import technology_titles

from ..core.profiles import Span
from ..core.stages import Stage
from ..core.trains import Train
from ..service import Answer
from .matches import ShownTitle, shown_title, table
from .words import foreign, requirement_name


@dataclass(frozen=True)
class TrainStep:
    """One technology of a train, and a sentence for each limit that it changes."""

    title: ShownTitle
    url: str
    effects: list[SafeString]


@dataclass(frozen=True)
class TrainCard:
    """Everything the template shows of one train."""

    steps: list[TrainStep]
    rows: list[RequirementRow]
    silent: list[str]


def train_cards(answer: Answer, request: HttpRequest) -> list[TrainCard]:
    """The trains of an answer; two queries, or none where there is no train."""
    now = answer.snapshot
    if now is None or not answer.trains:
        return []
    rows = now.catalogue.rows
    keys = {step: now.pages[rows[step]] for train in answer.trains for step in train.steps}
    pages = {page.pk: page for page in TechnologyPage.objects.live().filter(pk__in=keys.values())}
    words = technology_titles(pages.values())

    def shown(train: Train, step: str) -> TrainStep:
        page = pages.get(keys[step])
        profile = now.catalogue.profiles[rows[step]]
        return TrainStep(
            shown_title(profile, page, words.get(keys[step])),
            page.get_url(request) or "" if page else "",
            [sentence for _, sentence in effects(train, step)],
        )

    found = []
    for train in answer.trains:
        shown_rows, silent = table(train.verdicts)
        found.append(TrainCard([shown(train, step) for step in train.steps], shown_rows, silent))
    return found


def effects(train: Train, step: str) -> Iterator[tuple[Stage, SafeString]]:
    """What a step does to each limit: before, after, and the conditions under which its sheet states that."""
    for place, stages in train.stages.items():
        requirement = train.verdicts[place].requirement
        for stage in stages:
            if stage.technology == step and stage.acts:
                yield (
                    stage,
                    format_html(
                        "{} {} → {}{}",
                        requirement_name(requirement),
                        _range(stage.before, ""),
                        _range(stage.after, requirement.unit),
                        _conditions(stage),
                    ),
                )


def _range(span: Span | None, unit: str) -> SafeString | str:
    return gettext("unknown") if span is None else format_quantity(span.low, span.high, unit)


def _conditions(stage: Stage) -> SafeString:
    parts = [foreign(stage.conditions, "en")] if stage.conditions else []
    if stage.borrowed:
        parts.append(format_html("{}", gettext("figure for other water than yours")))
    return format_html("".join("; {}" for _ in parts), *parts) if parts else SafeString("")
