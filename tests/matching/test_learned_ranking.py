"""Rankings that were learned: kept, compared, refused where worse, and taken back in one click."""

import dataclasses

import numpy as np
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client

from matching import catalogue, registry, training
from matching.asking import Ask
from matching.core.points import POINTS
from matching.evaluation import JudgedNeed
from matching.models import RankingModel
from matching.service import answer

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/rankings/"
State = RankingModel.State


@pytest.fixture(autouse=True)
def _words_only(monkeypatch):
    """The encoder takes seconds to load and is tested on its own."""
    monkeypatch.setattr("matching.encoders.encoder", lambda: None)


def example(need, deciding, seed):
    """A need whose grades follow one signal."""
    draw = np.random.default_rng(seed)
    table = draw.random((40, len(POINTS))).astype(np.float32)
    grades = np.digitize(table[:, deciding], [0.6, 0.8, 0.9]).astype(np.int8)
    nobody = np.zeros(40, bool)
    return training.Example(need, "en", table, grades, nobody, np.arange(40, dtype=np.uint64))


def examples(deciding, count=40):
    return [example(f"need-{number}", deciding, number) for number in range(count)]


def learned(deciding=6):
    return training.learn(examples(deciding))


def before(deciding=6, points=POINTS):
    return training.quality([e for e in examples(deciding) if e.held_out], points)


def person(*, superuser=False, group=None, may=False):
    number = get_user_model().objects.count()
    user = get_user_model().objects.create_user(
        f"u{number}@example.org", "a long password", is_superuser=superuser
    )
    if group:
        user.groups.add(Group.objects.get(name=group))
    if may:
        user.user_permissions.add(Permission.objects.get(codename="change_rankingmodel"))
    return user


def test_a_need_is_held_out_with_all_its_translations_and_never_taught():
    found = examples(3)
    taught = [e.need for e in found if not e.held_out]
    assert 0 < len(taught) < len(found)
    twice = [*found, *(dataclasses.replace(e, language="vi") for e in found)]
    assert {e.need for e in twice if e.held_out}.isdisjoint({e.need for e in twice if not e.held_out})


def test_what_is_better_runs_and_the_one_before_can_run_again():
    assert registry.running_points() == (POINTS, registry.UNLEARNED)
    first = registry.propose(learned(6), before(6))
    assert (first.state, registry.running()) == (State.RUNNING, first)
    assert first.metrics["held out"]["all"] > first.metrics["running"]["all"]
    points, name = registry.running_points()
    assert (points["limits"] > POINTS["limits"], name) == (True, str(first.pk))
    second = registry.propose(learned(7), before(7, points))
    assert registry.running() == second
    registry.use(RankingModel.objects.get(pk=first.pk), person(superuser=True))
    assert registry.running() == first
    assert set(RankingModel.objects.values_list("state", flat=True)) == {State.RUNNING, State.KEPT}
    registry.use_none(person(superuser=True))
    assert registry.running_points() == (POINTS, registry.UNLEARNED)


def test_what_is_worse_is_refused_and_the_other_goes_on():
    first = registry.propose(learned(6), before(6))
    worse = registry.propose(learned(7), {"all": 0.9999})
    assert worse.state == State.REFUSED
    assert registry.running() == first


@pytest.mark.parametrize(
    "broken",
    [{"features": ["lexical"]}, {"estimator": b"no model"}, {"estimator": b""}],
    ids=["another version", "no model", "empty"],
)
def test_one_that_another_version_made_is_named_and_not_used(broken, caplog):
    model = registry.propose(learned(), before())
    RankingModel.objects.update(**broken)
    assert registry.running_points() == (POINTS, registry.UNLEARNED)
    assert f"Ranking {model.pk} is not used" in caplog.text
    with pytest.raises(registry.ModelMismatch):
        registry.use(RankingModel.objects.get(), person(superuser=True))


def test_a_file_that_would_run_code_is_not_trusted():
    import skops.io
    from sklearn.preprocessing import FunctionTransformer

    model = registry.propose(learned(), before())
    RankingModel.objects.update(estimator=skops.io.dumps(FunctionTransformer(print)))
    with pytest.raises(registry.ModelMismatch):
        registry.read(RankingModel.objects.get(pk=model.pk))


def test_the_site_ranks_by_the_points_that_run(small_catalogue):
    catalogue.forget()
    ask = Ask(text="sewage treatment with membranes")
    unlearned = answer(ask).matches[0]
    model = registry.propose(learned(0), before(0))
    found = answer(ask)
    assert found.snapshot.ranking == str(model.pk)
    by_part = {reason.part: reason for reason in found.matches[0].reasons}
    assert by_part["lexical"].of == pytest.approx(model.points["lexical"])
    assert by_part["lexical"].of > {r.part: r for r in unlearned.reasons}["lexical"].of
    for match in found.matches:
        assert match.score == pytest.approx(sum(reason.points for reason in match.reasons), abs=0.011)
    catalogue.forget()


def judged(number, good):
    words = {"mbr": "membrane sewage treatment water reuse", "bag-filter": "dust from boilers in the air"}[
        good
    ]
    return JudgedNeed(f"need-{number}", Ask(text=f"{words} {number}"), {good: 3}, "en", "VN")


def test_fit_matcher_learns_once_and_says_what_it_did(
    small_catalogue, monkeypatch, capsys, settings, tmp_path
):
    settings.MATCHING = {**settings.MATCHING, "MODEL_PATH": tmp_path / "matcher.skops"}
    needs = [judged(number, good) for number in range(12) for good in ("mbr", "bag-filter")]
    command = "matching.management.commands.fit_matcher"
    monkeypatch.setattr(f"{command}.judged_needs", lambda: needs)
    call_command("fit_matcher")
    assert "nDCG@10" in capsys.readouterr().out
    assert RankingModel.objects.count() == 1
    call_command("fit_matcher")
    assert "The ranking is current." in capsys.readouterr().out
    assert RankingModel.objects.count() == 1
    monkeypatch.setattr(f"{command}.judged_needs", list)
    call_command("fit_matcher")
    assert "the ranking stays as it is" in capsys.readouterr().out


ROLES = {
    "nobody": (None, False),
    "editor": ({"group": "Editors"}, False),
    "moderator": ({"group": "Moderators"}, False),
    "person with the right": ({"group": "Editors", "may": True}, True),
    "administrator": ({"superuser": True}, True),
}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_see_and_change_what_runs(role):
    given, allowed = ROLES[role]
    client, model = Client(), registry.propose(learned(), before())
    if given:
        client.force_login(person(**given))
    assert (client.get(REPORT).status_code == 200) is allowed
    client.post(f"{REPORT}use/none/")
    assert (registry.running() is None) is allowed
    client.post(f"{REPORT}use/{model.pk}/")
    assert registry.running() == model
    user = person(**given) if given else None
    if user and not allowed:
        with pytest.raises(PermissionDenied):
            registry.use_none(user)
        with pytest.raises(PermissionDenied):
            registry.use(model, user)


def test_buttons_answer_to_post_alone_and_say_what_happened():
    client, model = Client(), registry.propose(learned(), before())
    client.force_login(person(superuser=True))
    assert client.get(f"{REPORT}use/{model.pk}/").status_code == 405
    assert client.post(f"{REPORT}use/999999/", follow=True).status_code == 404
    shown = (
        BeautifulSoup(client.get(REPORT).content, "html.parser")
        .select_one("table.listing tbody tr")
        .get_text(" ")
    )
    assert f"{model.metrics['held out']['all']:.3f}" in shown
    RankingModel.objects.update(features=[])
    said = client.post(f"{REPORT}use/{model.pk}/", follow=True).content.decode()
    assert "cannot run" in said
