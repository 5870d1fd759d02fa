"""Organisations and who may act for them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace import events
from marketplace.models import Membership, Organisation, User
from marketplace.policies import OrganisationPolicy


@transaction.atomic
def create_organisation(
    *, owner: User, kind: str, name: str, country: str, website: str = "", is_sample: bool = False
) -> Organisation:
    """Register an organisation, not verified yet, with ``owner`` as its first owner.

    Raises ``PermissionDenied`` and ``ValidationError``.
    """
    OrganisationPolicy(owner).create().require()
    organisation = Organisation(
        kind=kind, name=name.strip(), country=country, website=website.strip(), is_sample=is_sample
    )
    organisation.full_clean()
    organisation.save()
    _join(organisation, owner, Membership.Role.OWNER)
    events.announce(events.organisation_created, Organisation, organisation=organisation, actor=owner)
    return organisation


@transaction.atomic
def add_member(*, actor: User, organisation: Organisation, user: User, role: str) -> Membership:
    """Let ``user`` into the organisation. Raises ``PermissionDenied`` and ``ValidationError``."""
    OrganisationPolicy(actor).add_member(organisation).require()
    membership = _join(organisation, user, role)
    events.announce(events.member_added, Membership, membership=membership, actor=actor)
    return membership


@transaction.atomic
def change_role(*, actor: User, membership: Membership, role: str) -> Membership:
    """Give a member another role. The last owner keeps theirs: a ``ValidationError`` says so.

    Raises ``PermissionDenied`` where ``actor`` may not.
    """
    # The organisation's row is the lock: two owners who step down at once would otherwise leave none.
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    membership = Membership.objects.select_related("organisation", "user").get(pk=membership.pk)
    OrganisationPolicy(actor).change_role(membership).require()
    before = membership.role
    if role == before:
        return membership
    if before == Membership.Role.OWNER and not _has_other_owner(membership):
        raise ValidationError(
            {"role": _("An organisation keeps at least one owner. Name another one first.")}
        )
    membership.role = role
    membership.full_clean()
    membership.save(update_fields=["role"])
    events.announce(events.role_changed, Membership, membership=membership, before=before, actor=actor)
    return membership


@transaction.atomic
def verify_organisation(*, actor: User, organisation: Organisation, reason: str) -> Organisation:
    """Record that the organisation is who it says, and why; a second time replaces the first.

    Raises ``PermissionDenied`` and ``ValidationError``.
    """
    OrganisationPolicy(actor).verify(organisation).require()
    organisation.verified_at = timezone.now()
    organisation.verified_by = actor
    organisation.verified_reason = reason.strip()
    organisation.full_clean()
    organisation.save(update_fields=["verified_at", "verified_by", "verified_reason", "updated_at"])
    events.announce(events.organisation_verified, Organisation, organisation=organisation, actor=actor)
    return organisation


def _join(organisation: Organisation, user: User, role: str) -> Membership:
    membership = Membership(organisation=organisation, user=user, role=role)
    membership.full_clean()
    membership.save()
    return membership


def _has_other_owner(membership: Membership) -> bool:
    owners = Membership.objects.filter(organisation=membership.organisation_id, role=Membership.Role.OWNER)
    # An account that was closed cannot act for anybody.
    return owners.filter(user__is_active=True).exclude(pk=membership.pk).exists()
