"""Every role against every action."""

import pytest
from django.core.exceptions import PermissionDenied

from marketplace.models import Membership, Need
from marketplace.policies import NeedPolicy, OrganisationPolicy

MEMBERS = {"owner", "editor", "viewer", "admin"}
WRITERS = {"owner", "editor", "admin"}
EVERYBODY = {
    "visitor",
    "stranger",
    "owner",
    "editor",
    "viewer",
    "invited",
    "other",
    "moderator",
    "admin",
    "closed",
}

VIEW = {
    "draft": MEMBERS,
    "public": EVERYBODY,
    "selected": MEMBERS | {"invited", "moderator"},
    "private": MEMBERS,
    "withdrawn": MEMBERS,
    "sourced": EVERYBODY,
}
EDIT = dict.fromkeys(VIEW, WRITERS) | {"sourced": {"admin"}}
PUBLISH = {name: WRITERS if name in ("draft", "withdrawn") else set() for name in VIEW}
WITHDRAW = {
    "draft": set(),
    "public": WRITERS | {"moderator"},
    "selected": WRITERS | {"moderator"},
    "private": WRITERS,
    "withdrawn": set(),
    "sourced": {"admin", "moderator"},
}
NEED_ACTIONS = {"view": VIEW, "edit": EDIT, "publish": PUBLISH, "withdraw": WITHDRAW}


@pytest.mark.parametrize("action", NEED_ACTIONS)
@pytest.mark.parametrize("name", VIEW)
def test_who_may_do_what_with_a_need(world, action, name):
    allowed = {
        who for who, person in world.people.items() if getattr(NeedPolicy(person), action)(world.needs[name])
    }
    assert allowed == NEED_ACTIONS[action][name]


def test_the_list_of_visible_needs_says_the_same_as_the_policy(world):
    for who, person in world.people.items():
        listed = set(Need.objects.visible_to(person))
        assert listed == {need for need in world.needs.values() if NeedPolicy(person).view(need)}, who


def test_a_need_shared_with_two_of_ones_organisations_is_listed_once(world):
    world.needs["selected"].shared_with.add(world.agency)
    Membership.objects.create(user=world.people["invited"], organisation=world.agency, role="viewer")
    assert list(Need.objects.visible_to(world.people["invited"])).count(world.needs["selected"]) == 1


ORGANISATION_ACTIONS = {
    "edit": {"owner", "admin"},
    "add_member": {"owner", "admin"},
    "view_members": {"owner", "editor", "viewer", "moderator", "admin"},
    "verify": {"moderator", "admin"},
}


@pytest.mark.parametrize("action", ORGANISATION_ACTIONS)
def test_who_may_do_what_with_an_organisation(world, action):
    allowed = {
        who
        for who, person in world.people.items()
        if getattr(OrganisationPolicy(person), action)(world.agency)
    }
    assert allowed == ORGANISATION_ACTIONS[action]


def test_roles_are_changed_by_owners(world):
    membership = world.people["viewer"].memberships.get()
    allowed = {who for who, p in world.people.items() if OrganisationPolicy(p).change_role(membership)}
    assert allowed == {"owner", "admin"}


def test_anybody_signed_in_may_register_an_organisation(world):
    allowed = {who for who, person in world.people.items() if OrganisationPolicy(person).create()}
    assert allowed == EVERYBODY - {"visitor", "closed"}


def test_a_moderator_does_not_verify_their_own_organisation(world):
    moderator = world.people["moderator"]
    Membership.objects.create(user=moderator, organisation=world.agency, role="owner")
    answer = OrganisationPolicy(moderator).verify(world.agency)
    assert not answer
    assert "own organisation" in str(answer.reason)


def test_needs_are_posted_by_writers_of_agencies(world):
    allowed = {who for who, person in world.people.items() if NeedPolicy(person).post(world.agency)}
    assert allowed == WRITERS


def test_an_enterprise_posts_no_needs(world):
    person = world.people["invited"]
    person.memberships.update(role="owner")
    assert "posted by agencies" in str(NeedPolicy(person).post(world.enterprise).reason)


def test_a_refusal_says_why(world):
    assert "Viewers" in str(NeedPolicy(world.people["viewer"]).edit(world.needs["public"]).reason)
    assert "Sign in" in str(NeedPolicy(world.people["visitor"]).edit(world.needs["public"]).reason)
    with pytest.raises(PermissionDenied, match="do not belong"):
        NeedPolicy(world.people["stranger"]).edit(world.needs["public"]).require()


def test_many_questions_cost_one_query(world, django_assert_num_queries):
    policy = NeedPolicy(world.people["viewer"])
    with django_assert_num_queries(1):
        for need in world.needs.values():
            policy.edit(need)
            policy.view(need)
