"""Reads of a person's organisations."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models.functions import Lower

from marketplace.models import Membership, Need, User


@dataclass(frozen=True)
class AccountOrganisation:
    """An organisation of an account, the account's role, and the organisation's needs."""

    membership: Membership
    needs: tuple[Need, ...]


def organisations_of(user: User) -> list[AccountOrganisation]:
    """A person's organisations by name, each with its needs, newest first: two queries."""
    memberships = list(
        Membership.objects.filter(user=user)
        .select_related("organisation")
        .order_by(Lower("organisation__name"), "pk")
    )
    needs: dict[int, list[Need]] = {membership.organisation_id: [] for membership in memberships}
    for need in Need.objects.filter(organisation__in=needs).order_by("-updated_at", "pk"):
        needs[need.organisation_id].append(need)
    return [AccountOrganisation(m, tuple(needs[m.organisation_id])) for m in memberships]
