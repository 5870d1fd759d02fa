"""Conferences, exhibitions and trainings."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from cms.models import EventPage, KnowledgeIndexPage, TrainingPage

from . import shapes
from .known import Known
from .registry import Loader, Record, Table
from .streams import sentences, sources
from .tree import section
from .writing import existing_pages, publish, put_page, set_fields

TRAINING = "training"
Gathering = EventPage | TrainingPage

EVENTS = Table(
    name="events",
    pattern="events.json",
    shape=shapes.record(
        id=shapes.slug(),
        name=shapes.text(255),
        kind=shapes.one_of((*EventPage.Kind.values, TRAINING)),
        place=shapes.optional(shapes.text(300)),
        country_iso2=shapes.optional(shapes.country()),
        frequency=shapes.optional(shapes.text(200)),
        first_year=shapes.optional(shapes.year()),
        last_seen=shapes.optional(shapes.date()),
        topics=shapes.sentences(),
        organiser=shapes.optional(shapes.text(300)),
        sources=shapes.sources(),
        memory_fields=shapes.sentences(),
    ),
)


def _columns(data: Any) -> dict[str, Any]:
    return {
        "title": data["name"],
        "draft_title": data["name"],
        **{name: data[name] or "" for name in ("place", "frequency", "last_seen", "organiser")},
        "country": data["country_iso2"] or "",
        "first_year": data["first_year"],
        "topics": sentences(data["topics"]),
        "sources": sources(data["sources"]),
        "unconfirmed": sentences(data["memory_fields"]),
    }


def _apply(record: Record, page: Gathering | None, known: Known) -> Gathering:
    data, new = record.data, page is None
    model = TrainingPage if data["kind"] == TRAINING else EventPage
    page = page or model()
    if not isinstance(page, model):
        raise ValidationError(
            {"kind": "an event cannot become a training, nor a training an event: use a new id"}
        )
    set_fields(page, _columns(data))
    if isinstance(page, EventPage):
        page.kind = data["kind"]
    return put_page(page, section(KnowledgeIndexPage), record.key) if new else page


def _existing(keys: Collection[str]) -> dict[str, Model]:
    return {
        **existing_pages(EventPage, KnowledgeIndexPage, keys),
        **existing_pages(TrainingPage, KnowledgeIndexPage, keys),
    }


LOADERS = (Loader(EVENTS, _apply, finish=lambda record, page, known: publish(page), existing=_existing),)
