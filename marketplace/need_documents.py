"""A need as the search index sees it: only what anybody may read."""

from __future__ import annotations

from django.db import models

from marketplace.models import Need, NeedText
from search.documents import SearchDocument, Words, record_name, register


def public_needs() -> models.QuerySet[Need]:
    """The needs to be found, with what ``to_document`` reads: a handful of queries for any number of needs."""
    return (
        Need.objects.public()
        .select_related("organisation")
        .prefetch_related("media", "sectors", "parameters", "texts")
        .order_by("pk")
    )


def to_document(need: Need) -> SearchDocument:
    """The document of a public need. It is found by what it asks and where, never by how it was checked."""
    body = "\n".join([*need.barriers, *need.figures, need.place, need.agency_name, need.source_sector])
    words = {need.language: Words(need.title, need.problem, tuple(need.technologies), body.strip())}
    for text in need.texts.all():
        words[text.language] = Words(text.title, text.problem, machine=text.machine)
    return SearchDocument(
        record=record_name(need),
        kind="need",
        id=need.slug,
        words=words,
        route=("marketplace:need", need.slug),
        facets={
            "medium": tuple(concept.code for concept in need.media.all()),
            "sector": tuple(concept.code for concept in need.sectors.all()),
            "parameter": tuple(concept.code for concept in need.parameters.all()),
            "country": (need.country,) if need.country else (),
        },
        numbers={"year": (need.year, need.year)} if need.year else {},
        date=need.published_at.date().isoformat() if need.published_at else "",
        note=need.place or need.area,
        marks=("sample",) if need.organisation and need.organisation.is_sample else (),
    )


def register_documents() -> None:
    """Let the index follow every save and delete of a need and of its translations."""
    register(Need, to_document, visible=public_needs)
    # A translation has no page of its own; it is found as its need.
    register(
        NeedText,
        lambda text: None,
        visible=NeedText.objects.none,
        dependents=lambda text: Need.objects.filter(pk=text.need_id),
    )
