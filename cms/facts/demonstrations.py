"""Demonstration bases, projects, pilots and reference plants."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from cms.models import DemonstrationBasePage, DemonstrationIndexPage, DemonstrationProjectPage

from . import shapes
from .known import Known
from .registry import Loader, Record, Table
from .streams import sentences, sources
from .tree import section
from .writing import existing_pages, publish, put_page, set_fields

BASE = "demonstration base"
Demonstration = DemonstrationBasePage | DemonstrationProjectPage

DEMONSTRATIONS = Table(
    name="demonstrations",
    pattern="demonstrations.json",
    shape=shapes.record(
        id=shapes.slug(),
        name=shapes.text(255),
        kind=shapes.one_of((BASE, *DemonstrationProjectPage.Kind.values)),
        sector=shapes.optional(shapes.text(200)),
        place=shapes.optional(shapes.text(300)),
        country_iso2=shapes.optional(shapes.country()),
        technology=shapes.sentences(),
        operator=shapes.optional(shapes.text(300)),
        partners=shapes.sentences(),
        year=shapes.optional(shapes.year()),
        status=shapes.optional(shapes.text(500)),
        capacity=shapes.optional(shapes.text(300)),
        investment=shapes.optional(shapes.text(300)),
        measured_result=shapes.optional(shapes.sentences()),
        caution=shapes.optional(shapes.text()),
        sources=shapes.sources(),
        memory_fields=shapes.Maybe(shapes.sentences()),
    ),
)
_TEXTS = ("sector", "place", "operator", "status", "capacity", "investment", "caution")


def _columns(data: Any) -> dict[str, Any]:
    return {
        "title": data["name"],
        "draft_title": data["name"],
        **{name: data[name] or "" for name in _TEXTS},
        "country": data["country_iso2"] or "",
        "technology": sentences(data["technology"]),
        "partners": sentences(data["partners"]),
        "year": data["year"],
        "results": sentences(data["measured_result"]),
        "sources": sources(data["sources"]),
        "unconfirmed": sentences(data.get("memory_fields")),
    }


def _apply(record: Record, page: Demonstration | None, known: Known) -> Demonstration:
    data, new = record.data, page is None
    model = DemonstrationBasePage if data["kind"] == BASE else DemonstrationProjectPage
    page = page or model()
    if not isinstance(page, model):
        # One kind of page cannot become another; its visitors' links and history would be lost unseen.
        raise ValidationError({"kind": "a base cannot become a project, nor a project a base: use a new id"})
    set_fields(page, _columns(data))
    if isinstance(page, DemonstrationProjectPage):
        page.kind = data["kind"]
    return put_page(page, section(DemonstrationIndexPage), record.key) if new else page


LOADERS = (
    Loader(
        DEMONSTRATIONS,
        _apply,
        finish=lambda record, page, known: publish(page),
        existing=lambda keys: {
            **existing_pages(DemonstrationBasePage, DemonstrationIndexPage, keys),
            **existing_pages(DemonstrationProjectPage, DemonstrationIndexPage, keys),
        },
    ),
)
