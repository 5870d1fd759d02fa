"""The command line: readable answers, the JSON contract, and mistakes said plainly."""

import json

import pytest
from django.core.management import CommandError, call_command

from matching.command_line import BadOption, capacity_option, limit_options
from matching.core.understanding import Limit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words_only(monkeypatch):
    monkeypatch.setattr("matching.encoders.encoder", lambda: None)


def run(capsys, *arguments):
    call_command("match", *arguments)
    return capsys.readouterr().out


NEED = {
    "id": "n-1",
    "title": "Sewage of a resort must be reused",
    "problem": "Little land.",
    "language": "en",
    "country_iso2": "VN",
    "media": ["water"],
    "sectors": ["tourism"],
    "capacity": [3000, "m3/d"],
    "limits": [{"parameter": "cod", "inlet": 800, "target": 75, "unit": "mg/L"}],
    "must": ["small site"],
    "nice": [],
}


def test_a_question_in_words_prints_matches_with_their_arithmetic(small_catalogue, capsys):
    out = run(
        capsys,
        "sewage",
        "--country",
        "VN",
        "--limit",
        "cod=75",
        "--inlet",
        "cod=800",
        "--capacity",
        "3000 m3/d",
    )
    assert "Membrane bioreactor" in out
    assert "800 × (1 − 0.97…0.92)" in out


def test_json_answers_one_question_with_one_object(small_catalogue, capsys):
    found = json.loads(run(capsys, "sewage", "--limit", "cod=75", "--inlet", "cod=800", "--json"))
    assert set(found) == {"id", "understood", "matches", "trains", "label_partners"}
    verdict = next(v for m in found["matches"] if m["technology"] == "mbr" for v in m["verdicts"])
    assert (verdict["offered"], verdict["outcome"]) == ({"min": 24, "max": 64}, "met")


def test_a_file_of_needs_is_answered_in_its_order(small_catalogue, tmp_path, capsys):
    path = tmp_path / "needs.json"
    path.write_text(json.dumps([NEED, {"id": "n-2", "title": "Rooftop solar"}]), encoding="utf-8")
    found = json.loads(run(capsys, "--file", str(path), "--json"))
    assert [one["id"] for one in found] == ["n-1", "n-2"]
    assert found[0]["matches"][0]["technology"] == "mbr"
    assert found[1]["matches"][0]["technology"] == "rooftop-solar-pv"
    for match in found[0]["matches"]:
        assert set(match) >= {"technology", "score", "verdicts", "reasons", "missing"}
        assert match["score"] == pytest.approx(sum(reason["points"] for reason in match["reasons"]))


def test_a_must_have_moves_what_fails_it_to_the_end(small_catalogue, capsys):
    arguments = (
        "palm oil mill effluent",
        "--limit",
        "cod=75",
        "--inlet",
        "cod=1500",
        "--must",
        "cod",
        "--json",
    )
    found = json.loads(run(capsys, *arguments))
    failing = [any(v["must"] and v["outcome"] == "not-met" for v in m["verdicts"]) for m in found["matches"]]
    assert any(failing)
    assert failing == sorted(failing)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "line 1"),
        ("{}", "wants a list"),
        ('[{"title": "x"}]', "id: is missing"),
        ('[{"id": "a"}]', "title: is missing"),
        ('[{"id": "a", "title": "x", "capacity": [1]}]', "capacity"),
        ('[{"id": "a", "title": "x", "capacity": ["many", "m3/d"]}]', "no number"),
        ('[{"id": "a", "title": "x", "limits": [{"target": 3}]}]', "parameter"),
        ('[{"id": "a", "title": "x", "limits": [{"parameter": "cod", "target": NaN}]}]', "no number"),
        ('[{"id": "a", "title": "x", "must": "cheap"}]', "list of texts"),
        ('[{"id": "a", "title": "x"}, {"id": "a", "title": "y"}]', "more than once"),
    ],
)
def test_a_broken_file_says_which_need_and_which_field(small_catalogue, tmp_path, content, said):
    path = tmp_path / "needs.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        call_command("match", "--file", str(path))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "either a question"),
        (("x", "--country", "Q1"), "no country code"),
        (("x", "--limit", "cod"), "PARAMETER=VALUE"),
        (("x", "--limit", "unobtainium=3"), "no parameter"),
        (("x", "--limit", "cod=-3"), "below zero"),
        (("x", "--capacity", "0 m3/d"), "above zero"),
        (("x", "--capacity", "300"), "no unit"),
        (("x", "--capacity", "300 buckets of it"), "no known unit"),
        (("x", "--sector", "wizardry"), "none of"),
        (("x", "--file", "nowhere.json"), "either a question"),
        (("--file", "nowhere.json"), "there is no"),
    ],
)
def test_a_mistake_on_the_command_line_is_said_at_its_option(small_catalogue, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("match", *arguments)


def test_an_empty_catalogue_is_said(db):
    with pytest.raises(CommandError, match="load_data"):
        call_command("match", "sewage")


@pytest.mark.parametrize(
    ("text", "value"), [("3000 m3/d", 3000), ("3,000 m3/d", 3000), ("0.5 t/d", 0.5), ("1e4 m3/d", 1e4)]
)
def test_capacities_are_read(text, value):
    assert capacity_option(text)[0] == value


def test_limit_and_inlet_are_joined_in_one_unit():
    assert limit_options(["cod=0.075 g/L"], ["cod=800 mg/L"], {"cod"}) == (Limit("cod", 0.075, 0.8, "g/L"),)
    assert limit_options(["cod=75"], [], {"cod"}) == (Limit("cod", 75, None, ""),)


def test_an_inlet_in_a_unit_that_cannot_be_set_against_the_limit_is_refused():
    with pytest.raises(BadOption, match="cannot be set against"):
        limit_options(["cod=75 mg/L"], ["cod=3 kW"], {"cod"})
