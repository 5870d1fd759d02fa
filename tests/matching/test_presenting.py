"""Words for verdicts, reasons, changes and problems: true, complete, and in the reader's way of writing."""

import pytest
from django.http import QueryDict
from django.utils.translation import override

from matching.core.changes import changes
from matching.core.gathering import Problem
from matching.core.profiles import (
    Capacity,
    Change,
    Finding,
    Match,
    NeedProfile,
    Outcome,
    PerformanceLine,
    Quantity,
    Reason,
    Requirement,
    RequirementKind,
    Span,
    TechnologyProfile,
    Verdict,
    Words,
)
from matching.core.verdicts import judge
from matching.forms import local_number
from matching.presenting.address import Address, typed
from matching.presenting.changes import _WRITERS, change_sentence, change_sentences
from matching.presenting.chips import Source, chips, folded_chips, forgotten
from matching.presenting.matches import table
from matching.presenting.problems import problem_notice
from matching.presenting.reasons import reason_sentences, score_of
from matching.presenting.said import said_words
from matching.presenting.verdicts import verdict_row
from matching.presenting.words import arithmetic, listed, plain, rounded
from search.analysis import analyse
from tests.cms.factories import ConceptFactory

pytestmark = pytest.mark.django_db
NEED = NeedProfile("n", "", "sewage")
COD = Requirement(RequirementKind.PARAMETER, parameter="cod", inlet=800, target=75, unit="mg/L")
FLOW = Requirement(RequirementKind.CAPACITY, target=3000, unit="m3/d", direction="at-least")


def line(**numbers):
    defaults = {"parameter": "cod", "unit": "mg/L", "inlet": Span(300, 1000), "removal": Span(85, 95)}
    return PerformanceLine(**(defaults | numbers))


def sheet(*lines, **fields):
    return TechnologyProfile("t", {"en": Words("Sheet")}, performance=lines, **fields)


def judged(requirement, technology, need=NEED):
    verdict = judge(requirement, technology, need)
    return verdict, verdict_row(verdict)


# --- numbers as people type them


@pytest.mark.parametrize(
    ("language", "typed_text", "value"),
    [
        ("en", "1,234.5", 1234.5),
        ("en", "1.234,5", 1234.5),
        ("vi", "1.234,5", 1234.5),
        ("en", "3,000", 3000),
        ("en", "3.000", 3),
        ("vi", "3.000", 3000),
        ("vi", "3,000", 3),
        ("id", "1.234.567", 1234567),
        ("en", "1 234 567", 1234567),
        ("en", "1\u202f234.5", 1234.5),
        ("en", "12'000", 12000),
        ("en", "0,75", 0.75),
        ("vi", "0.075", 0.075),
        ("th", "๓๐๐๐", 3000),
        ("my", "၁၂၃", 123),
        ("en", "−5", -5),
        ("en", "１２", 12),
    ],
)
def test_a_number_is_read_as_the_reader_writes_it(language, typed_text, value):
    with override(language):
        assert local_number(typed_text) == value


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "1,2,3.4", "5 m3", "nan", "inf", "1e5", "--5", "1..2", "12 34", "½", "10²"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r"^"):
        local_number(text)


@pytest.mark.parametrize("language", ["en", "vi", "zh-hans", "id"])
@pytest.mark.parametrize("value", [0.001, 0.075, 3000.0, 1234.5, 1000000.0, 75.0, 0.0])
def test_a_number_put_into_the_form_is_read_back_as_the_same(language, value):
    with override(language):
        assert local_number(typed(value)) == value


# --- verdicts


def test_a_row_shows_the_formula_and_leaves_the_result_to_the_offer():
    verdict, row = judged(COD, sheet(line(conditions="mixed sewage")))
    assert verdict.outcome is Outcome.PART
    assert plain(row.note) == "800 × (1 − 0.95…0.85); mixed sewage"
    assert (row.low, row.high, row.limit) == (40, 120, 75)


def test_a_formula_has_the_decimal_sign_of_the_reader():
    with override("vi"):
        assert arithmetic("1200 × (1 − 0.95…0.85)") == "1.200 × (1 − 0,95…0,85)"


def test_foreign_conditions_are_marked_with_their_language_and_escaped():
    _, row = judged(COD, sheet(line(conditions="<b>mixed</b>")))
    assert "&lt;b&gt;" in row.note
    with override("vi"):
        _, row = judged(COD, sheet(line(conditions="mixed")))
        assert '<span lang="en">mixed</span>' in row.note


def test_a_figure_from_other_water_is_drawn_hollow_and_says_so():
    need = NeedProfile("n", "", "dye", sectors=frozenset({"textile"}))
    verdict, row = judged(COD, sheet(line(conditions="municipal sewage")), need)
    assert verdict.borrowed
    assert row.borrowed
    assert "figure for other water than yours" in row.note


@pytest.mark.parametrize(
    ("requirement", "technology", "words"),
    [
        (COD, sheet(), "not on the sheet"),
        (COD, sheet(line(inlet=Span(2000, 9000))), "takes 2 000–9 000 mg/L, not 800"),
        (Requirement(RequirementKind.PARAMETER, parameter="cod", target=75, unit="mg/L"), sheet(line()), "not given"),
        (Requirement(RequirementKind.PARAMETER, parameter="cod", inlet=5, unit="mg/L"), sheet(line()), "no limit"),
        (
            Requirement(RequirementKind.FOOTPRINT, target=2000, unit="m2"),
            sheet(footprint=Quantity(Span(1, 2), "m2/(m3/d)")),
            "the size of the plant is not given",
        ),
        (
            Requirement(RequirementKind.ENERGY, target=1, unit="kWh/m3"),
            sheet(energy_use=Quantity(Span(1, 2), "kWh/t")),
            "stated in kWh/t, which does not compare",
        ),
    ],
)  # fmt: skip
def test_what_is_not_stated_has_no_offer_and_says_why(requirement, technology, words):
    verdict, row = judged(requirement, technology)
    assert verdict.outcome is Outcome.NOT_STATED
    assert row.low is row.high is None
    assert words in plain(row.note)


def test_an_open_end_is_shown_without_a_bar():
    _, row = judged(COD, sheet(line(removal=Span(None, 95))))
    assert (row.outcome, row.low) == ("not-stated", None)
    assert row.offered_words == "≥\u202f40\u202fmg/L"


def test_a_capacity_is_held_and_a_level_is_said_in_words():
    _, row = judged(FLOW, sheet(capacity=Capacity(Span(20, 60000), "m3/d")))
    assert (row.direction, row.name, row.outcome) == ("holds", "Flow", "met")
    ConceptFactory(scheme="operator-skill", code="low", label="A trained worker")
    ConceptFactory(scheme="operator-skill", code="high", label="An engineer")
    skill = Requirement(RequirementKind.SKILL, code="low")
    _, row = judged(skill, sheet(operator_skill="high"))
    assert (row.asked, row.offered, row.outcome) == ("A trained worker", "An engineer", "not-met")


def test_many_silent_rows_become_one_line_but_never_a_must_have():
    silent = [
        judge(Requirement(RequirementKind.PARAMETER, parameter=f"p{n}", target=1, unit="mg/L", must=n == 3), sheet(), NEED)
        for n in range(12)
    ]  # fmt: skip
    rows, names = table([judge(COD, sheet(line()), NEED), *silent])
    assert [row.name for row in rows] == ["cod", "p3"]
    assert len(names) == 11
    assert len(table(silent[:8])[0]) == 8


# --- what would change a match


def test_a_removal_that_would_do_is_rounded_up_and_an_inlet_down():
    verdict = judge(COD, sheet(line()), NEED)
    sentence = plain(change_sentences(changes([verdict]))[0])
    needed, inlet = 100 * (1 - 75 / 800), 800 * 75 / 120
    assert "90.7 % or more" in sentence
    assert rounded(needed, "up") >= needed
    assert rounded(576.923, "down") == 576
    assert f"{inlet:.0f} mg/L or less" in sentence


def test_a_step_before_is_told_with_what_it_has_to_remove():
    verdict = judge(COD, sheet(line(inlet=Span(40, 120))), NEED)
    assert "from 800 to 120 mg/L or less (removes 85 %)" in plain(change_sentences(changes([verdict]))[0])


def test_missing_figures_share_one_sentence():
    verdicts = [
        judge(Requirement(RequirementKind.PARAMETER, parameter=code, target=1, unit="mg/L"), sheet(), NEED)
        for code in ("tn", "tp")
    ]
    sentences = change_sentences(changes(verdicts))
    assert len(sentences) == 1
    assert "tn, tp" in sentences[0]


FULL = {
    "unit": "mg/L", "asked": 75.0, "worst": 120.0, "by": 45.0, "factor": 1.6, "largest": 20.0, "smallest": 9.0,
    "units": 3.0, "inlet": 800.0, "bring-to": 120.0, "step-removal": 85.0, "stated-unit": "kWh/t",
    "removal-needed": 91.0, "inlet-that-would-do": 500.0,
}  # fmt: skip


@pytest.mark.parametrize("kind", [*_WRITERS, "missing-figure"])
@pytest.mark.parametrize("direction", ["at-most", "at-least"])
@pytest.mark.parametrize(
    "values", [FULL, {"unit": "mg/L", "asked": "low"}, {"unit": "mg/L", "from": 9.0, "inlet": 3.0}]
)
def test_every_kind_of_change_has_a_sentence(kind, direction, values):
    always = {"capacity-too-small": ("largest", "factor"), "several-units": ("units", "largest")}
    values = values | {name: FULL[name] for name in always.get(kind, ())}
    requirement = Requirement(RequirementKind.PARAMETER, parameter="cod", unit="mg/L", direction=direction)
    sentence = plain(change_sentence(Change(kind, requirement, values)))
    assert len(sentence) > 20
    assert "{" not in sentence
    assert "None" not in sentence


# --- reasons and score


def match(*reasons, verdicts=()):
    return Match("t", round(sum(r.points for r in reasons), 2), tuple(verdicts), tuple(reasons), ())


def test_parts_of_a_score_are_grouped_and_add_up_to_it():
    shown = score_of(
        match(Reason("lexical", 7.19, 11), Reason("latent", 13.94, 17), Reason("practice", 0.67, 2))
    )
    assert [(part.name, part.points, part.of) for part in shown.parts] == [
        ("words", 21.13, 28),
        ("practice", 0.67, 2),
    ]
    assert round(sum(part.points for part in shown.parts), 2) == shown.total == 21.8


def test_a_word_of_another_language_is_marked_in_a_reason():
    need = NeedProfile("n", "", "nước thải dệt nhuộm", language="vi")
    reason = Reason("lexical", 5, 11, tuple(("word", token) for token in analyse(need.text)))
    assert '<span lang="vi">' in reason_sentences(match(reason), need, said_words(need))[0]


def test_a_match_that_words_alone_brought_says_so():
    close = match(Reason("lexical", 0, 11), Reason("latent", 15, 17))
    assert "close to yours in meaning" in reason_sentences(close, NEED, said_words(NEED))[0]


def test_a_part_without_points_gives_no_reason():
    assert (
        reason_sentences(match(Reason("sectors", 0, 15), Reason("limits", 0, 8)), NEED, said_words(NEED))
        == []
    )


def test_a_long_row_of_names_is_counted():
    assert listed(["a", "b", "c", "d", "e"], 3) == "a, b, c and 2 more"
    assert listed(["a", "b", "c", "d"], 3) == "a, b, c, d"


# --- problems


PROBLEMS = [
    Problem("text-too-long", "text", {"longest": 20000.0}),
    Problem("language-unknown", "language", {"asked": ""}),
    Problem("unknown-unit", "limits.cod", {"unit": "<b>"}),
    Problem("not-a-number", "limits.cod"),
    Problem("not-comparable", "limits.cod", {"unit": "kW", "own": "mg/L"}),
    Problem("capacity-zero", "capacity", {"unit": "m3/d"}),
    Problem("inlet-below-target", "limits.cod", {"inlet": 5.0, "target": 75.0, "unit": "mg/L"}),
    Problem("ambiguous-number", "text", {"passage": "1.234", "read-as": 1.234, "unit": "mg/L"}),
    Problem("currency-not-compared", "text", {"unit": "VND/m3"}),
]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: p.code)
def test_every_problem_has_a_sentence_and_no_markup_of_the_asker(problem):
    title = problem_notice(problem).title
    assert len(title) > 15
    assert "<b>" not in title
    assert "{" not in title


def test_a_problem_of_a_limit_names_the_parameter_and_its_numbers():
    ConceptFactory(scheme="parameter", code="cod", label="Chemical oxygen demand")
    title = plain(problem_notice(PROBLEMS[6]).title)
    assert title.startswith("Chemical oxygen demand: what comes in (5 mg/L)")


def test_a_doubtful_number_is_quoted_with_how_it_was_read():
    assert (
        plain(problem_notice(PROBLEMS[7]).title)
        == "“1.234” can be read in two ways. We read it as 1.234 mg/L."
    )
    assert problem_notice(PROBLEMS[8]).title == "Amounts in VND are not compared."
    assert "&lt;b&gt;" in problem_notice(PROBLEMS[2]).title


# --- chips


def made(need, query="", **fields):
    return Source(need, Address(QueryDict(query)), **fields)


def test_an_assumed_chip_says_from_what():
    assumed = Requirement(RequirementKind.CAPACITY, target=5, unit="t/d", source="5 tons", assumed=True)
    need = NeedProfile("n", "", "5 tons", requirements=(assumed,))
    (chip,) = chips(made(need))
    assert chip.kind == "assumed"
    assert plain(chip.origin) == "assumed from “5 tons”"


def test_limits_of_a_standard_are_folded_unless_they_were_spoken_of_or_must_be_met():
    limits = [
        Requirement(RequirementKind.PARAMETER, parameter=code, target=1, unit="mg/L", must=code == "tp")
        for code in ("cod", "tn", "tp")
    ]
    need = NeedProfile(
        "n", "", "COD", requirements=tuple(limits), findings=(Finding("parameter", "cod", "COD", 0, 3),)
    )
    source = made(
        need, standard="QCVN 40", from_standard=frozenset({"cod", "tn", "tp"}), unseen=frozenset({"tn"})
    )
    assert [chip.key for chip in chips(source)] == ["Limits", "cod", "tp"]
    (folded,) = folded_chips(source)
    assert (folded.key, folded.kind, folded.origin) == ("tn", "assumed", "from the standard, not confirmed")


def test_a_number_that_nobody_could_place_is_shown():
    need = NeedProfile(
        "n",
        "",
        "20 mg/L",
        findings=(Finding("quantity", "mg/L", "20 mg/L", 0, 7, 20.0, unit="mg/L", role="unknown"),),
    )
    (chip,) = chips(made(need))
    assert (plain(chip.value), chip.origin, chip.remove_url) == ("20 mg/L", "of what?", "")


def test_what_comes_in_without_a_limit_asks_for_one():
    finding = Finding("quantity", "mg/L", "900 mg/L", 0, 8, 900.0, unit="mg/L", role="inlet", parameter="cod")
    need = NeedProfile("n", "", "COD 900 mg/L", parameters=frozenset({"cod"}), findings=(finding,))
    (chip,) = chips(made(need))
    assert plain(chip.value) == "900 mg/L"
    assert "#id_target_1" in chip.edit_url


def test_what_was_dropped_is_named_and_unknown_keys_are_not():
    ConceptFactory(scheme="sector", code="textile", label="Textile")
    source = made(
        NEED, "drop=sector/textile&drop=x", dropped=frozenset({"sector/textile", "x", "requirement/capacity"})
    )
    assert [name for name, _url in forgotten(source)] == ["Capacity", "Textile"]


def test_removing_a_chip_clears_the_field_that_stated_it():
    need = NeedProfile("n", "", "", requirements=(COD,))
    (chip,) = chips(made(need, "q=x&parameter_2=cod&inlet_2=800&target_2=75&page=3"))
    query = QueryDict(chip.remove_url.lstrip("?"))
    assert query.dict() == {"q": "x", "drop": "requirement/cod"}


def test_a_verdict_row_needs_no_bar_where_nothing_is_limited():
    verdict = Verdict(Requirement(RequirementKind.SERVICE, code="VN"), Outcome.MET, rule="code")
    row = verdict_row(verdict)
    assert not row.has_bar
    assert row.asked == "Viet Nam"
