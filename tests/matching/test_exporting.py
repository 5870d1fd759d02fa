"""The JSON contract and the text for terminals."""

import json
import re
from pathlib import Path

import pytest
from django.utils.translation import override

from cms.models import TechnologyPage
from matching import encoders
from matching.asking import Ask
from matching.core.changes import SILENT_KINDS
from matching.core.profiles import Change, Finding, NeedProfile, Outcome, Reason, RequirementKind
from matching.core.signals import POINTS
from matching.core.understanding import Limit
from matching.exporting import answer_json, missing_json, understood_json
from matching.presenting.plain import WIDTH, _columns, render
from matching.service import answer

CONTRACT = (Path(__file__).parents[2] / "docs" / "contracts.md").read_text()
ASK = Ask(
    id="n1",
    title="Municipal sewage",
    text="An eco-label for paint is wanted too; we buy paint.",
    country="TH",
    capacity=(5000, "m3/d"),
    limits=(Limit("cod", 75, 700, "mg/L"), Limit("tn", 15)),
    must_have=frozenset({"cod"}),
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_encoder(monkeypatch):
    monkeypatch.setattr(encoders, "encoder", lambda: None)


@pytest.fixture
def found(small_catalogue):
    return answer(ASK)


def documented(name):
    """The fields that the contract lists for a value."""
    block = CONTRACT.partition(name)[2]
    return set(
        re.findall(
            r"\w+",
            re.sub(
                r":\s*(\{[^}]*\}|\[\[[^\]]*\], …\])( \| null)?", "", block.partition("{")[2].split("}`")[0]
            ),
        )
    )


def test_an_answer_is_plain_json_and_survives_the_round_trip(found):
    exported = answer_json(found)
    assert json.loads(json.dumps(exported, allow_nan=False)) == exported
    assert list(exported) == ["id", "understood", "matches", "trains", "label_partners"]
    assert exported["id"] == "n1"


def test_the_fields_are_those_of_the_contract(found):
    exported = answer_json(found)
    first = exported["matches"][0]
    assert set(first) == documented("**match**")
    assert set(exported["understood"]["requirements"][0]) == documented("`requirements`: `")
    assert set(exported["understood"]["findings"][0]) == documented("`findings`: `")
    assert set(first["missing"][0]) == documented("back most first: `")
    assert set(exported["label_partners"][0]) == documented("**partner**")
    assert set(first["verdicts"][0]) == {
        "kind", "parameter", "code", "asked", "offered", "unit", "outcome", "rule", "arithmetic", "conditions",
        "basis", "must", "borrowed",
    }  # fmt: skip


@pytest.mark.parametrize(
    "code", [*RequirementKind, *Outcome, *POINTS, *sorted(set(SILENT_KINDS.values())), "straddles", "fails"]
)
def test_the_contract_names_every_code(code):
    assert f"`{code}`" in CONTRACT


def test_the_points_of_the_reasons_sum_to_the_score(found):
    for match in answer_json(found)["matches"]:
        assert round(sum(reason["points"] for reason in match["reasons"]), 2) == match["score"]


def test_a_verdict_carries_both_values_in_one_unit_and_the_arithmetic(found):
    match = next(m for m in answer_json(found)["matches"] if m["technology"] == "mbr")
    verdict = match["verdicts"][0]
    assert verdict["asked"] == {"inlet": 700.0, "target": 75.0, "unit": "mg/L", "direction": "at-most"}
    assert verdict["offered"] == {"min": 21.0, "max": 56.0}
    assert (verdict["outcome"], verdict["must"]) == ("met", True)
    assert verdict["arithmetic"] == "700 × (1 − 0.97…0.92) = 21…56"


def test_sentences_are_english_whatever_language_is_active(found):
    with override("vi"):
        exported = answer_json(found)
    texts = [change["text"] for match in exported["matches"] for change in match["missing"]]
    assert any("Total nitrogen" in text for text in texts)
    assert not any("<" in text or "\u202f" in text for text in texts)


def test_what_is_not_finite_is_null():
    finding = Finding("quantity", "mg/L", "x", 0, 1, float("inf"), float("nan"))
    exported = understood_json(NeedProfile("n", "", "x", findings=(finding,)))
    assert exported["findings"][0]["value"] is exported["findings"][0]["high"] is None
    assert missing_json(Change("missing-figure", None, {"asked": float("nan")}))["values"] == {"asked": None}


def test_an_answer_without_a_catalogue_is_an_answer(small_catalogue):
    TechnologyPage.objects.update(live=False)
    exported = answer_json(answer(ASK))
    assert exported["matches"] == []
    assert exported["understood"]["parameters"] == ["cod", "tn"]
    assert "Nothing is published yet" in render(answer(ASK))


def test_the_text_shows_what_was_understood_verdicts_reasons_and_partners(found):
    shown = render(found)
    assert shown.startswith("Understood (en): Sector: Municipal water and sanitation")
    assert "Chemical oxygen demand 700 → ≤ 75 mg/L (must)" in " ".join(shown.split())
    assert re.search(r"Chemical oxygen demand +≤ 75 mg/L +21–56 mg/L +Met\n", shown)
    assert "700 × (1 − 0.97…0.92)" in shown
    assert "Thai Green Label" in shown.partition("Label partners")[2]
    assert "<" not in shown.replace("<=", "")
    assert "&" not in shown


@pytest.mark.parametrize("language", ["en", "zh-hans", "th", "km"])
def test_no_line_of_the_text_is_wider_than_the_terminal(found, language):
    with override(language):
        lines = render(found).splitlines()
    assert len(lines) > 20
    assert [line for line in lines if _columns(line) > WIDTH] == []


def test_reasons_name_every_part_that_earned_points(found):
    reason = answer_json(found)["matches"][0]["reasons"][0]
    assert set(reason) == {"part", "points", "of", "because"}
    assert isinstance(Reason(**reason), Reason)
