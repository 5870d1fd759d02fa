"""The recognition graph of the catalogue as it is now: read with few queries, kept until something changes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Max, Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.label_parties import Issuer, scheme_of_party
from cms.models import (
    AgreementParty,
    CertifiedProduct,
    LabelCriteria,
    LabelSchemePage,
    LoadedRecord,
    ProductGroup,
    RecognitionAgreement,
)
from cms.selectors.labels import FROM_MEMORY, standing

from .core.alliance import Agreement, Criteria, Holdings, Party, Scheme, Standing
from .core.recognition import RecognitionGraph

READ = (
    LabelSchemePage,
    ProductGroup,
    LabelCriteria,
    RecognitionAgreement,
    AgreementParty,
    CertifiedProduct,
)


@dataclass(frozen=True)
class Alliance:
    """The graph, with the pages of its schemes by slug and the product groups by code."""

    graph: RecognitionGraph
    pages: Mapping[str, LabelSchemePage]
    groups: Mapping[str, ProductGroup]


_lock = threading.Lock()
_kept: dict[str, tuple[tuple[object, ...], Alliance]] = {}
_changes = count(1)
_version = [0]


def alliance() -> Alliance:
    """The catalogue's graph. Three small queries while nothing changed, nine more after a change.

    A change made in this process shows at once by signal; one made in another by its entry in the editors' log, its
    page revision, or the loader's record. Only a raw write of another process that leaves none of these goes unseen.
    """
    _watch()
    stamp = _stamp()
    with _lock:
        kept = _kept.get("alliance")
        if kept is None or kept[0] != stamp:
            kept = (stamp, _read())
            _kept["alliance"] = kept
        return kept[1]


def forget() -> None:
    """Drop what is kept."""
    _kept.clear()


def _bump() -> None:
    _version[0] = next(_changes)


def _changed(using: str | None = None, **_more: object) -> None:
    """Count a change now, for its own transaction, and again when others can see it."""
    _bump()
    transaction.on_commit(_bump, using=using)


def _watch() -> None:
    """Listen to changes, from the first reading on: before it there is nothing kept that could be wrong."""
    for model in READ:
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"alliance-{model.__name__}")
    m2m_changed.connect(
        _changed, sender=RecognitionAgreement.groups.through, dispatch_uid="alliance-agreement-groups"
    )


def _stamp() -> tuple[object, ...]:
    types = [found.pk for found in ContentType.objects.get_for_models(*READ).values()]
    pages = LabelSchemePage.objects.aggregate(
        rows=Count("pk"),
        live=Count("pk", filter=Q(live=True)),
        revision=Max("latest_revision"),
        published=Max("last_published_at"),
    )
    log = ModelLogEntry.objects.filter(content_type__in=types).aggregate(Max("pk"))
    loads = LoadedRecord.objects.filter(content_type__in=types).aggregate(
        last=Max("loaded_at"), rows=Count("pk")
    )
    # Holdings say what has ended by today, so they are counted anew each day.
    return (_version[0], timezone.localdate(), *pages.values(), *log.values(), *loads.values())


def _read() -> Alliance:
    pages = {page.pk: page for page in LabelSchemePage.objects.live().public()}
    groups = {group.pk: group for group in ProductGroup.objects.all()}
    schemes = [_scheme(page) for page in pages.values()]
    issuers = [Issuer(s.slug, s.country, s.body) for s in schemes if s.exists]
    slugs = {pk: page.slug for pk, page in pages.items()}
    codes = {pk: group.code for pk, group in groups.items()}
    graph = RecognitionGraph(schemes, _criteria(slugs, codes), _agreements(issuers), _holdings(slugs, codes))
    by_slug = {page.slug: page for page in pages.values()}
    return Alliance(graph, by_slug, {group.code: group for group in groups.values()})


def _texts(stream: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(block.value) for block in stream)


def _scheme(page: LabelSchemePage) -> Scheme:
    return Scheme(
        slug=page.slug,
        name=page.title,
        country=page.country,
        body=page.issuing_body,
        region=page.region,
        exists=page.exists,
        status=page.status,
        contact=page.contact_page or page.website,
        steps=_texts(page.steps),
        tests=_texts(page.tests),
        duration=page.duration,
        route=page.recognition_route,
        unconfirmed=_texts(page.unconfirmed),
    )


def _criteria(slugs: Mapping[int, str], codes: Mapping[int, str]) -> Iterator[Criteria]:
    for line in LabelCriteria.objects.filter(scheme__in=slugs).order_by("pk"):
        yield Criteria(
            scheme=slugs[line.scheme_id],
            group=codes[line.group_id],
            name=line.local_name,
            document=line.document,
            version=line.version,
            standing=Standing(standing(line.status)),
            status=line.status,
            confirmed=line.basis != FROM_MEMORY,
        )


def _agreements(issuers: Sequence[Issuer]) -> Iterator[Agreement]:
    for row in RecognitionAgreement.objects.prefetch_related("parties", "groups"):
        yield Agreement(
            code=row.code,
            parties=tuple(
                Party(party.country, party.body, scheme_of_party(party.country, party.body, issuers))
                for party in row.parties.all()
            ),
            kind=row.kind,
            recognises=row.recognises,
            year=row.year,
            signed_on=row.signed_on,
            groups=frozenset(group.code for group in row.groups.all()),
            scope=_texts(row.scope),
            detail=row.detail,
            sources=tuple(block.value["url"] for block in row.sources if block.value.get("url")),
            unconfirmed=_texts(row.unconfirmed),
        )


def _holdings(slugs: Mapping[int, str], codes: Mapping[int, str]) -> Iterator[Holdings]:
    """Products and firms by scheme and group, counted by the database."""
    past = Q(expires__lt=timezone.localdate())
    rows = (
        CertifiedProduct.objects.filter(scheme__in=slugs)
        .order_by()
        .values_list("scheme", "group")
        .annotate(
            rows=Count("pk"),
            firms=Count("company", distinct=True, filter=~Q(company="")),
            past=Count("pk", filter=past),
        )
    )
    for scheme, group, products, companies, ended in rows:
        yield Holdings(slugs[scheme], codes[group], products, companies, ended)
