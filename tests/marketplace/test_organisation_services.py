import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from marketplace import events, services
from marketplace.models import Membership, Organisation

from .conftest import make_user


@pytest.fixture
def heard():
    """Calls ``hear(event)`` and collects what it then tells."""
    told, connected = [], []

    def hear(event):
        def listener(sender, signal, **facts):
            told.append((event, facts))

        event.connect(listener, weak=False)
        connected.append((event, listener))
        return told

    yield hear
    for event, listener in connected:
        event.disconnect(listener)


def test_whoever_registers_an_organisation_owns_it(db):
    user = make_user("founder")
    made = services.create_organisation(owner=user, kind="agency", name=" Water Agency ", country="VN")
    assert (made.name, made.is_verified) == ("Water Agency", False)
    assert made.memberships.get().role == Membership.Role.OWNER


def test_a_second_organisation_of_the_same_name_and_country_is_refused(db):
    user = make_user("founder")
    services.create_organisation(owner=user, kind="agency", name="Water Agency", country="VN")
    with pytest.raises(ValidationError, match="already registered"):
        services.create_organisation(owner=user, kind="agency", name="WATER agency", country="VN")
    assert services.create_organisation(owner=user, kind="agency", name="Water Agency", country="TH")


@pytest.mark.parametrize(
    "wrong", [{"kind": "bank"}, {"name": "  "}, {"country": "XX"}, {"website": "javascript:alert(1)"}]
)
def test_an_organisation_that_makes_no_sense_is_refused(db, wrong):
    fields = {"kind": "agency", "name": "Water Agency", "country": "VN", **wrong}
    with pytest.raises(ValidationError):
        services.create_organisation(owner=make_user("founder"), **fields)
    assert not Organisation.objects.exists()


def test_an_event_is_told_after_the_commit_and_never_before(db, heard, django_capture_on_commit_callbacks):
    told = heard(events.organisation_created)
    with django_capture_on_commit_callbacks() as callbacks:
        services.create_organisation(owner=make_user("founder"), kind="agency", name="A", country="VN")
    assert told == []
    for callback in callbacks:
        callback()
    assert [facts["organisation"].name for _, facts in told] == ["A"]


def test_a_listener_that_fails_harms_nobody(db, heard, caplog, django_capture_on_commit_callbacks):
    def broken(**facts):
        raise RuntimeError("listener")

    events.organisation_created.connect(broken, weak=False)
    told = heard(events.organisation_created)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            services.create_organisation(owner=make_user("founder"), kind="agency", name="A", country="VN")
    finally:
        events.organisation_created.disconnect(broken)
    assert len(told) == 1


def test_an_owner_lets_people_in(world, heard, django_capture_on_commit_callbacks):
    told = heard(events.member_added)
    with django_capture_on_commit_callbacks(execute=True):
        services.add_member(
            actor=world.owner, organisation=world.agency, user=world.people["stranger"], role="viewer"
        )
    assert told[0][1]["membership"].user == world.people["stranger"]


def test_nobody_joins_twice_or_with_a_made_up_role(world):
    for user, role in ((world.people["viewer"], "owner"), (world.people["stranger"], "king")):
        with pytest.raises(ValidationError):
            services.add_member(actor=world.owner, organisation=world.agency, user=user, role=role)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=world.people["viewer"], organisation=world.agency, role="owner")


def test_an_editor_lets_nobody_in(world):
    with pytest.raises(PermissionDenied):
        services.add_member(
            actor=world.people["editor"],
            organisation=world.agency,
            user=world.people["stranger"],
            role="viewer",
        )


def test_the_last_owner_keeps_the_role(world):
    """The agency's other owner has closed the account and can act for nobody."""
    membership = world.owner.memberships.get()
    with pytest.raises(ValidationError, match="at least one owner"):
        services.change_role(actor=world.owner, membership=membership, role="viewer")
    membership.refresh_from_db()
    assert membership.role == "owner"


def test_an_owner_steps_down_once_there_is_another(world, heard, django_capture_on_commit_callbacks):
    told = heard(events.role_changed)
    editor = world.people["editor"].memberships.get()
    with django_capture_on_commit_callbacks(execute=True):
        services.change_role(actor=world.owner, membership=editor, role="owner")
        services.change_role(actor=world.owner, membership=world.owner.memberships.get(), role="viewer")
    assert [(facts["before"], facts["membership"].role) for _, facts in told] == [
        ("editor", "owner"),
        ("owner", "viewer"),
    ]


def test_a_stale_membership_does_not_bring_a_former_owner_back(world):
    """The role is read again under the lock, not taken from the caller's copy."""
    editor = world.people["editor"].memberships.get()
    services.change_role(actor=world.owner, membership=editor, role="owner")
    stale = world.owner.memberships.get()
    Membership.objects.filter(pk=stale.pk).update(role="viewer")
    with pytest.raises(PermissionDenied):
        services.change_role(actor=world.owner, membership=stale, role="owner")


def test_a_verification_names_its_reason(world):
    moderator = world.people["moderator"]
    with pytest.raises(ValidationError, match="Say why"):
        services.verify_organisation(actor=moderator, organisation=world.agency, reason=" ")
    world.agency.refresh_from_db()
    assert not world.agency.is_verified
    services.verify_organisation(actor=moderator, organisation=world.agency, reason="Letter of 3 May")
    world.agency.refresh_from_db()
    assert (world.agency.verified_by, world.agency.verified_reason) == (moderator, "Letter of 3 May")


def test_only_an_enterprise_has_a_supplier_page():
    with pytest.raises(ValidationError, match="Only an enterprise"):
        Organisation(kind="agency", supplier_page_id=1).clean()
