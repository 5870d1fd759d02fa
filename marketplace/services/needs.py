"""The life of a need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.models import Concept
from marketplace import events
from marketplace.models import Need, Organisation, Requirement, User
from marketplace.policies import NeedPolicy

# Small letters and digits that nobody confuses when they read an address aloud.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def post_need(
    *,
    actor: User,
    organisation: Organisation,
    title: str,
    language: str,
    country: str,
    media: Iterable[Concept] = (),
    sectors: Iterable[Concept] = (),
    parameters: Iterable[Concept] = (),
    requirements: Iterable[Mapping[str, Any]] = (),
    shared_with: Iterable[Organisation] = (),
    **fields: object,
) -> Need:
    """Write a draft in the organisation's name, private unless ``visibility`` says otherwise.

    ``requirements`` are the fields of ``Requirement`` rows in their order; ``fields`` are further plain fields of
    ``Need``. Raises ``PermissionDenied``, and ``ValidationError`` (one message per requirement, with its number).
    """
    NeedPolicy(actor).post(organisation).require()
    unknown = fields.keys() - _PLAIN_FIELDS
    if unknown:
        raise TypeError(f"not to be set when a need is posted: {', '.join(sorted(unknown))}")
    need = Need(
        slug=_free_slug(title),
        title=title.strip(),
        language=language,
        country=country,
        organisation=organisation,
        created_by=actor,
        **fields,
    )
    need.full_clean()
    need.save()
    need.media.set(media)
    need.sectors.set(sectors)
    need.parameters.set(parameters)
    need.shared_with.set(shared_with)
    _write_requirements(need, requirements)
    events.announce(events.need_posted, Need, need=need, actor=actor)
    return need


@transaction.atomic
def publish_need(*, actor: User, need: Need) -> Need:
    """Show a need to those its visibility names. Raises ``PermissionDenied`` and ``ValidationError``."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    NeedPolicy(actor).publish(need).require()
    need.status = Need.Status.PUBLISHED
    need.published_at = timezone.now()
    need.year = need.year or need.published_at.year
    _check_audience(need)
    need.full_clean()
    need.save()
    events.announce(events.need_published, Need, need=need, actor=actor)
    return need


@transaction.atomic
def withdraw_need(*, actor: User, need: Need, reason: str = "") -> Need:
    """Take a published need back; it stays with its organisation. Raises ``PermissionDenied``."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    NeedPolicy(actor).withdraw(need).require()
    need.status = Need.Status.WITHDRAWN
    need.full_clean()
    need.save()
    events.announce(events.need_withdrawn, Need, need=need, reason=reason.strip(), actor=actor)
    return need


_PLAIN_FIELDS = {
    "problem",
    "area",
    "place",
    "track",
    "technologies",
    "barriers",
    "figures",
    "year",
    "is_technology",
    "note",
    "visibility",
    "source_url",
    "source_pages",
}


def _free_slug(title: str) -> str:
    """An address that says something where the title is in Latin letters, and that nobody can guess."""
    words = slugify(title)[:60].strip("-") or "need"
    while True:
        slug = f"{words}-{get_random_string(8, _LETTERS)}"
        if not Need.objects.filter(slug=slug).exists():
            return slug


def _write_requirements(need: Need, rows: Iterable[Mapping[str, Any]]) -> None:
    problems: list[str] = []
    written: list[Requirement] = []
    for number, row in enumerate(rows, start=1):
        requirement = Requirement(**{"position": number, **row}, need=need)
        try:
            requirement.full_clean()
        except ValidationError as error:
            problems += [
                _("Requirement %(number)s: %(problem)s") % {"number": number, "problem": text}
                for text in error.messages
            ]
        written.append(requirement)
    if problems:
        raise ValidationError({"requirements": problems})
    Requirement.objects.bulk_create(written)


def _check_audience(need: Need) -> None:
    if need.visibility == Need.Visibility.SELECTED and not need.shared_with.exists():
        raise ValidationError({"shared_with": _("Choose at least one organisation that may see the need.")})
