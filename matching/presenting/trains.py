"""A train of technologies as it is shown: its steps in order, what each does to every limit, and the verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cms.models import TechnologyPage
from cms.presenters.numbers import format_number, format_quantity
from cms.presenters.requirements import RequirementRow
from cms.selectors.pages import technology_titles

from ..core.profiles import Requirement, Span
from ..core.stages import Stage
from ..core.trains import Train
from ..service import Answer
from .matches import ShownTitle, shown_title, table
from .words import foreign, requirement_name


@dataclass(frozen=True)
class Station:
    """What is between the steps, limit by limit, or a step: its title, address, and what it does to each limit."""

    label: str
    lines: list[SafeString]
    title: ShownTitle | None = None
    url: str = ""


@dataclass(frozen=True)
class TrainCard:
    """Everything the template shows of one train."""

    stations: list[Station]
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

    def step_station(train: Train, place: int) -> Station:
        step = train.steps[place]
        page = pages.get(keys[step])
        return Station(
            gettext("Step {number}").format(number=format_number(place + 1)),
            [sentence for _, sentence in effects(train, step)],
            shown_title(now.catalogue.profiles[rows[step]], page, words.get(keys[step])),
            page.get_url(request) or "" if page else "",
        )

    found = []
    for train in answer.trains:
        stations = [Station(gettext("What comes in"), levels(train, 0))]
        for place in range(len(train.steps)):
            last = place == len(train.steps) - 1
            stations += [
                step_station(train, place),
                Station(gettext("What leaves") if last else gettext("In between"), levels(train, place + 1)),
            ]
        found.append(TrainCard(stations, *table(train.verdicts)))
    return found


def levels(train: Train, place: int) -> list[SafeString]:
    """Each limit's level before step ``place``, counted from 0; after the last step for their number."""
    return [
        format_html(
            '{} <span class="small quiet">{}</span>',
            _range(span, requirement.unit),
            requirement_name(requirement),
        )
        for requirement, stages in _limits(train)
        for span in [stages[place].before if place < len(stages) else stages[-1].after]
    ]


def effects(train: Train, step: str) -> Iterator[tuple[Stage, SafeString]]:
    """What a step does to each limit that it changes, and the conditions under which its sheet states that."""
    for requirement, stages in _limits(train):
        for stage in stages:
            if stage.technology == step and stage.acts:
                parts = [_removal(stage), *_conditions(stage)]
                yield (
                    stage,
                    format_html(
                        "{}: {}",
                        requirement_name(requirement),
                        format_html_join("; ", "{}", ((p,) for p in parts)),
                    ),
                )


def _limits(train: Train) -> Iterator[tuple[Requirement, Sequence[Stage]]]:
    for place, stages in train.stages.items():
        yield train.verdicts[place].requirement, stages


def _removal(stage: Stage) -> SafeString | str:
    """The removal that is stated, or the outlet."""
    if stage.removal is None:
        return gettext("own outlet")
    return format_html(
        gettext("removes {share}"), share=format_quantity(stage.removal.low, stage.removal.high, "%")
    )


def _range(span: Span | None, unit: str) -> SafeString | str:
    return gettext("unknown") if span is None else format_quantity(span.low, span.high, unit)


def _conditions(stage: Stage) -> Iterator[SafeString | str]:
    if stage.conditions:
        yield foreign(stage.conditions, "en")
    if stage.borrowed:
        yield gettext("figure for other water than yours")
