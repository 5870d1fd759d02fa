import pytest

from marketplace.models import Need
from marketplace.need_profiles import ask_for, need_ask, need_profile
from matching.core.profiles import RequirementKind


@pytest.fixture
def need(world, concepts):
    need = world.needs["public"]
    need.title, need.problem, need.language = "Dye water", "The canal is red", "en"
    need.technologies = ["DYE WATER", "ozonation"]
    need.save()
    need.media.add(concepts["water"])
    need.requirements.create(kind="parameter", parameter=concepts["cod"], inlet=0.8, target=0.075, unit="g/L")
    need.requirements.create(kind="capacity", target=125, unit="m3/h", direction="at-least", weight=2)
    need.requirements.create(kind="footprint", target=1, unit="ha", must=False)
    need.requirements.create(kind="lifetime", target=15, unit="years", direction="at-least")
    need.requirements.create(kind="trl", target=7, direction="at-least")
    need.requirements.create(kind="cooperation", code="pilot")
    need.requirements.create(kind="label", code="paints")
    return Need.objects.get(pk=need.pk)


def test_requirements_reach_the_matcher_in_base_units(need):
    lines = {line.kind: line for line in need_profile(need).requirements}
    cod = lines[RequirementKind.PARAMETER]
    assert (cod.parameter, cod.inlet, cod.target, cod.unit) == ("cod", 800, 75, "mg/L")
    capacity = lines[RequirementKind.CAPACITY]
    assert (capacity.target, capacity.unit, capacity.weight) == (3000, "m3/d", 2)
    assert (lines[RequirementKind.FOOTPRINT].target, lines[RequirementKind.FOOTPRINT].unit) == (10_000, "m2")
    assert not lines[RequirementKind.FOOTPRINT].must
    assert (lines[RequirementKind.LIFETIME].target, lines[RequirementKind.LIFETIME].unit) == (15, "year")
    assert (lines[RequirementKind.TRL].target, lines[RequirementKind.COOPERATION].code) == (7, "pilot")


def test_a_profile_holds_what_was_stated(need):
    profile = need_profile(need)
    assert (profile.country, profile.media, profile.parameters) == ("VN", {"water"}, {"cod"})
    assert profile.product_groups == {"paints"}
    assert profile.text == "Dye water\nThe canal is red\nozonation"


def test_a_missing_unit_is_the_parameters_own(world, concepts):
    world.needs["public"].requirements.create(kind="parameter", parameter=concepts["cod"], target=75)
    (line,) = need_profile(world.needs["public"]).requirements
    assert (line.target, line.unit, line.inlet) == (75, "mg/L", None)


def test_parts_per_million_are_read_as_what_is_measured(world, concepts):
    line = world.needs["public"].requirements.create(
        kind="parameter", parameter=concepts["cod"], target=75, unit="ppm"
    )
    line.full_clean()
    (line,) = need_profile(world.needs["public"]).requirements
    assert (line.target, line.unit) == (75, "mg/L")


def test_a_unit_that_nobody_can_read_stays_as_it_was_written(world):
    """An editor of the admin, or older data, may have left one: it compares with nothing, and breaks nothing."""
    world.needs["public"].requirements.create(kind="capacity", target=5, unit="buckets")
    (line,) = need_profile(world.needs["public"]).requirements
    assert (line.target, line.unit) == (5, "buckets")


def test_a_question_carries_words_codes_and_requirements(need):
    ask = need_ask(need)
    assert (ask.title, ask.text, ask.country, ask.media) == (
        "Dye water",
        "The canal is red",
        "VN",
        ("water",),
    )
    assert ask.nice == ("ozonation",)
    assert len(ask.requirements) == 7


def test_nobody_asks_with_a_need_they_may_not_read(world):
    assert ask_for("n-private", world.people["visitor"]) is None
    assert ask_for("n-private", world.people["stranger"]) is None
    assert ask_for("n-private", world.people["viewer"]).id == "n-private"
    assert ask_for("n-public", world.people["visitor"]).id == "n-public"


def test_a_policy_measure_is_no_question(world):
    Need.objects.filter(slug="n-public").update(is_technology=False)
    assert ask_for("n-public", world.people["visitor"]) is None
