import math

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from marketplace import events, services
from marketplace.models import Need, Requirement

from .conftest import make_need


def post(world, **fields):
    fields = {"title": "The canal smells", "language": "en", "country": "VN", **fields}
    return services.post_need(actor=world.owner, organisation=world.agency, **fields)


def test_a_new_need_is_a_private_draft(world, concepts):
    need = post(world, media=[concepts["water"]], sectors=[concepts["textile"]])
    assert (need.status, need.visibility, need.published_at) == ("draft", "private", None)
    assert list(need.sectors.all()) == [concepts["textile"]]
    assert need.created_by == world.owner


def test_an_address_says_the_title_and_cannot_be_guessed(world):
    first, second = post(world), post(world)
    assert first.slug.startswith("the-canal-smells-")
    assert first.slug != second.slug


def test_a_title_in_another_script_still_gets_an_address(world):
    assert post(world, title="印染废水", language="zh").slug.startswith("need-")


def test_requirements_are_written_in_their_order(world, concepts):
    need = post(
        world,
        requirements=[
            {"kind": "parameter", "parameter": concepts["cod"], "inlet": 800, "target": 75, "unit": "mg/L"},
            {"kind": "capacity", "target": 3000, "unit": "m3/d", "direction": "at-least"},
        ],
    )
    assert [line.kind for line in need.requirements.all()] == ["parameter", "capacity"]


BAD_REQUIREMENTS = {
    "a negative target": ({"kind": "footprint", "target": -1, "unit": "m2"}, "below zero"),
    "a capacity of zero": ({"kind": "capacity", "target": 0, "unit": "m3/d"}, "more than zero"),
    "a capacity without a number": ({"kind": "capacity"}, "more than zero"),
    "a weight of zero": ({"kind": "trl", "target": 7, "weight": 0}, "weight"),
    "a weight out of scale": ({"kind": "trl", "target": 7, "weight": 11}, "weight"),
    "no parameter": ({"kind": "parameter", "target": 75}, "Name the parameter"),
    "a number where a word is wanted": ({"kind": "operator-skill", "target": 3}, "choice"),
    "a word where a number is wanted": ({"kind": "footprint", "code": "small"}, "choice"),
    "nothing": ({"kind": "footprint"}, "State a number"),
    "an unknown unit": ({"kind": "capacity", "target": 5, "unit": "buckets"}, "not a unit we know"),
    "infinity": ({"kind": "footprint", "target": math.inf, "unit": "m2"}, "finite"),
    "not a number": ({"kind": "capacity", "target": math.nan, "unit": "m3/d"}, "finite"),
}


@pytest.mark.parametrize("name", BAD_REQUIREMENTS)
def test_a_requirement_that_makes_no_sense_stops_the_need(world, name):
    line, reason = BAD_REQUIREMENTS[name]
    good = {"kind": "trl", "target": 7}
    before = Need.objects.count()
    with pytest.raises(ValidationError, match=f"(?s)Requirement 2: .*{reason}"):
        post(world, requirements=[good, line])
    assert Need.objects.count() == before


def test_a_unit_must_measure_the_parameter(world, concepts):
    line = {"kind": "parameter", "parameter": concepts["cod"], "target": 75, "unit": "m3/d"}
    with pytest.raises(ValidationError, match="not measured in m3/d"):
        post(world, requirements=[line])
    assert post(world, requirements=[{**line, "unit": "g/L"}])


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "footprint", "target": -1},
        {"kind": "capacity", "target": 0},
        {"kind": "capacity"},
        {"kind": "trl", "target": 7, "weight": -1},
        {"kind": "parameter", "target": 75},
        {"kind": "cooperation"},
    ],
)
def test_the_database_refuses_it_too(world, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        Requirement.objects.create(need=world.needs["draft"], **row)


def test_the_database_refuses_a_need_of_nobody_from_nowhere(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_need("stray", source_url="")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "x" * 301},
        {"title": "  "},
        {"problem": "x" * 20_001},
        {"language": "xx"},
        {"country": "XX"},
        {"technologies": "biogas"},
        {"technologies": ["biogas", " "]},
        {"year": 1492},
        {"visibility": "friends"},
    ],
)
def test_a_need_that_makes_no_sense_is_refused(world, wrong):
    with pytest.raises(ValidationError):
        post(world, **wrong)


def test_20000_characters_fit(world):
    assert len(post(world, problem="ต" * 20_000).problem) == 20_000


def test_what_only_the_machinery_sets_cannot_be_posted(world):
    with pytest.raises(TypeError, match="status"):
        post(world, status="published")


def test_a_stranger_posts_nothing(world):
    with pytest.raises(PermissionDenied):
        services.post_need(
            actor=world.people["stranger"], organisation=world.agency, title="x", language="en", country="VN"
        )


def test_publishing_dates_the_need_and_tells(world, django_capture_on_commit_callbacks):
    told = []

    def listener(sender, need, actor, **more):
        told.append((need.slug, actor))

    events.need_published.connect(listener, weak=False)
    try:
        need = post(world, visibility="public")
        with django_capture_on_commit_callbacks(execute=True):
            need = services.publish_need(actor=world.owner, need=need)
    finally:
        events.need_published.disconnect(listener)
    assert need.status == "published"
    assert need.year == need.published_at.year
    assert told == [(need.slug, world.owner)]


def test_a_need_for_selected_organisations_names_them_before_it_is_published(world):
    need = post(world, visibility="selected")
    with pytest.raises(ValidationError, match="at least one organisation"):
        services.publish_need(actor=world.owner, need=need)
    need.refresh_from_db()
    assert need.status == "draft"
    need.shared_with.add(world.enterprise)
    assert services.publish_need(actor=world.owner, need=need).status == "published"


def test_a_stale_copy_does_not_publish_twice(world):
    need = post(world)
    services.publish_need(actor=world.owner, need=need)
    with pytest.raises(PermissionDenied, match="published already"):
        services.publish_need(actor=world.owner, need=need)


def test_a_withdrawn_need_leaves_the_board_and_stays_with_its_owner(world):
    need = services.withdraw_need(actor=world.owner, need=world.needs["public"], reason="Solved")
    assert need.status == "withdrawn"
    assert need not in Need.objects.public()
    assert need in Need.objects.owned_by(world.agency)


def test_every_save_counts_the_version(world):
    need = world.needs["draft"]
    assert need.version == 1
    need.title = "Another title"
    need.save(update_fields=["title"])
    need.refresh_from_db()
    assert (need.version, need.title) == (2, "Another title")
