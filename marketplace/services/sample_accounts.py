"""Accounts to try the site with. Their organisations say that they are samples wherever they are shown."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction

from marketplace.models import Membership, Organisation, User
from marketplace.services.organisations import add_member, create_organisation, verify_organisation

Kind = Organisation.Kind
Role = Membership.Role
MODERATORS = "Moderators"  # Wagtail's own group


@dataclass(frozen=True, slots=True)
class SampleOrganisation:
    """An organisation made up for trying things out."""

    kind: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """A person made up for trying things out; ``example.org`` belongs to nobody, so no mail ever arrives."""

    email: str
    name: str
    language: str
    organisation: SampleOrganisation | None = None
    role: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Credentials:
    """An address and its password, known only at the moment of creation."""

    email: str
    password: str
    what: str


AGENCY = SampleOrganisation(Kind.AGENCY, "Sample agency", "VN")
ENTERPRISE = SampleOrganisation(Kind.ENTERPRISE, "Sample enterprise", "CN")
SCHEME_BODY = SampleOrganisation(Kind.SCHEME_BODY, "Sample eco-label body", "TH")
ADMIN = SampleAccount("admin@example.org", "Sample Admin", "en")
ACCOUNTS = (
    SampleAccount("agency-owner@example.org", "Sample Owner", "en", AGENCY, Role.OWNER),
    SampleAccount("agency@example.org", "Sample Editor", "vi", AGENCY, Role.EDITOR),
    SampleAccount("enterprise@example.org", "Sample Enterprise", "zh", ENTERPRISE, Role.OWNER),
    SampleAccount("label@example.org", "Sample Label", "th", SCHEME_BODY, Role.OWNER),
    SampleAccount("moderator@example.org", "Sample Moderator", "en", group=MODERATORS),
)


@transaction.atomic
def create_sample_accounts() -> list[Credentials]:
    """Create what is missing and return the credentials of the accounts created now; none for those that exist.

    An account that exists keeps its password and its roles, whatever was done to them since.
    """
    made: list[Credentials] = []
    admin = _account(ADMIN, made, is_staff=True, is_superuser=True)
    for sample in ACCOUNTS:
        known = len(made)
        user = _account(sample, made)
        if len(made) == known:
            continue
        if sample.group:
            user.groups.add(Group.objects.get(name=sample.group))
        if sample.organisation:
            _join(sample, user, admin)
    return made


def _account(sample: SampleAccount, made: list[Credentials], **rights: bool) -> User:
    user = User.objects.filter(email=sample.email).first()
    if user:
        return user
    first, _, last = sample.name.partition(" ")
    password = secrets.token_urlsafe(15)
    user = User.objects.create_user(
        sample.email, password, first_name=first, last_name=last, language=sample.language, **rights
    )
    made.append(Credentials(sample.email, password, _what(sample)))
    return user


def _what(sample: SampleAccount) -> str:
    if sample.organisation:
        return f"{Role(sample.role).value} of {sample.organisation.name}"
    return "moderator" if sample.group else "administrator"


def _join(sample: SampleAccount, user: User, admin: User) -> None:
    wanted = sample.organisation
    organisation = Organisation.objects.filter(
        name=wanted.name, country=wanted.country, is_sample=True
    ).first()
    if organisation:
        add_member(actor=admin, organisation=organisation, user=user, role=sample.role)
        return
    organisation = create_organisation(
        owner=user, kind=wanted.kind, name=wanted.name, country=wanted.country, is_sample=True
    )
    verify_organisation(
        actor=admin, organisation=organisation, reason="Sample organisation: nothing was checked."
    )
