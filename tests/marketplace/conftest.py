"""A small marketplace: one agency with its people, an enterprise, a moderator, and needs of every kind."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.cache import cache
from django.utils import timezone

from cms.models import Concept, Scheme
from marketplace.models import Membership, Need, Organisation, User

Role = Membership.Role
Kind = Organisation.Kind


@pytest.fixture(autouse=True)
def _no_counted_attempts():
    cache.clear()
    yield
    cache.clear()


def make_user(name, **fields):
    return User.objects.create_user(f"{name}@example.org", "correct horse battery", **fields)


def make_need(slug, **fields):
    fields = {"title": f"Need {slug}", "source_url": "https://example.org/source", **fields}
    if fields.get("status") == Need.Status.PUBLISHED:
        fields.setdefault("published_at", timezone.now())
    return Need.objects.create(slug=slug, **fields)


@pytest.fixture
def concepts(db):
    rows = [
        (Scheme.MEDIUM, "water", "Water", "", ""),
        (Scheme.SECTOR, "textile", "Textile and dyeing", "", ""),
        (Scheme.SECTOR, "forestry", "Forestry and peatland", "", ""),
        (Scheme.PARAMETER, "cod", "Chemical oxygen demand", "mg/L", "water"),
    ]
    return {
        code: Concept.objects.create(scheme=scheme, code=code, label=label, unit=unit, medium=medium)
        for scheme, code, label, unit, medium in rows
    }


@dataclass
class World:
    """People by what they are to the agency, its organisations, and its needs by state and audience."""

    people: dict
    agency: Organisation
    enterprise: Organisation
    needs: dict

    @property
    def owner(self):
        return self.people["owner"]


NEEDS = {
    "draft": ("draft", "public"),
    "public": ("published", "public"),
    "selected": ("published", "selected"),
    "private": ("published", "private"),
    "withdrawn": ("withdrawn", "public"),
    "sourced": ("published", "public"),
}


@pytest.fixture
def world(db):
    agency = Organisation.objects.create(kind=Kind.AGENCY, name="Water Agency", country="VN")
    enterprise = Organisation.objects.create(kind=Kind.ENTERPRISE, name="Membranes Ltd", country="CN")
    other = Organisation.objects.create(kind=Kind.AGENCY, name="Other Agency", country="TH")
    people = {"visitor": AnonymousUser(), "stranger": make_user("stranger")}
    for role in Role.values:
        people[role] = make_user(role)
        Membership.objects.create(user=people[role], organisation=agency, role=role)
    people["invited"] = make_user("invited")
    Membership.objects.create(user=people["invited"], organisation=enterprise, role=Role.VIEWER)
    people["other"] = make_user("other")
    Membership.objects.create(user=people["other"], organisation=other, role=Role.OWNER)
    people["moderator"] = make_user("moderator")
    people["moderator"].groups.add(Group.objects.get(name="Moderators"))
    people["admin"] = make_user("admin", is_superuser=True, is_staff=True)
    people["closed"] = make_user("closed", is_active=False)
    Membership.objects.create(user=people["closed"], organisation=agency, role=Role.OWNER)
    needs = {
        name: make_need(
            f"n-{name}",
            status=status,
            visibility=visibility,
            organisation=None if name == "sourced" else agency,
            country="VN",
        )
        for name, (status, visibility) in NEEDS.items()
    }
    needs["selected"].shared_with.add(enterprise)
    return World(people, agency, enterprise, needs)
