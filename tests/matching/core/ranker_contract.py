"""What any ranker must do, on a tiny world in which the right answer is obvious. A ranker joins with three lines."""

import dataclasses
import random

import pytest

from matching.core.catalogue import Catalogue
from matching.core.profiles import (
    Capacity,
    NeedProfile,
    Outcome,
    PerformanceLine,
    Reference,
    Requirement,
    RequirementKind,
    Span,
    TechnologyProfile,
    Words,
)
from matching.core.signals import Question
from matching.core.text import LatentSpace, Lexicon, document_tokens, need_tokens

NAMES = {
    "sector/textile": "Textile 纺织",
    "sector/municipal-water": "Sewage 污水",
    "parameter/cod": "COD 化学需氧量",
    "parameter/noise-level": "Noise 噪声",
    "technology-group/biology": "biology",
}


def analyse(text):
    """Words in lower case; single characters where there are no spaces."""
    tokens = []
    for word in text.lower().split():
        tokens += [word] if word.isascii() else list(word)
    return tokens


def technology(key, title, summary="", *, zh="", removal=None, capacity=(10, 10_000), **facts):
    words = {"en": Words(title, summary)}
    if zh:
        words["zh"] = Words(zh)
    lines = ()
    if removal:
        lines = (PerformanceLine("cod", "mg/L", inlet=Span(100, 2000), removal=Span(*removal)),)
    return TechnologyProfile(
        key, words, performance=lines, capacity=Capacity(Span(*capacity), "m3/d"), **facts
    )


WATER = {"media": frozenset({"water"}), "parameters": frozenset({"cod"}), "trl": 9}
WORLD = [
    technology("dye-plant", "dyeing wastewater treatment", "removes colour", zh="印染废水处理", removal=(92, 96),
               sectors=frozenset({"textile"}), **WATER),
    technology("dye-coagulation", "dyeing wastewater coagulation", "removes colour", removal=(20, 40),
               sectors=frozenset({"textile"}), **WATER),
    technology("sewage-plant", "sewage treatment", zh="污水处理", removal=(92, 96),
               sectors=frozenset({"municipal-water"}), **WATER),
    technology("silent-plant", "wastewater lagoon", sectors=frozenset({"textile"}), **WATER),
    technology("noise-wall", "noise wall beside the road", media=frozenset({"noise"}),
               parameters=frozenset({"noise-level"}), trl=9),
    technology("bird-watch", "counting birds in a wetland", media=frozenset({"nature"}), trl=9),
]  # fmt: skip


def catalogue(profiles=WORLD):
    tokens = [document_tokens(profile, analyse, NAMES) for profile in profiles]
    space = LatentSpace.fit(tokens)
    return Catalogue(profiles, Lexicon.of(tokens), space, space.vectors(tokens))


def question(title="", **facts):
    need = NeedProfile("n", title, **facts)
    return Question(need, need_tokens(need, analyse))


def cod(target=75, inlet=800, **more):
    return Requirement(
        RequirementKind.PARAMETER, parameter="cod", inlet=inlet, target=target, unit="mg/L", **more
    )


DYEING = {
    "sectors": frozenset({"textile"}),
    "media": frozenset({"water"}),
    "stated": frozenset({"sector/textile"}),
}


class RankerContract:
    """Subclasses say ``ranker``: a function from a question, a catalogue and a limit to matches."""

    @staticmethod
    def ranker(asked, shelf, limit=50):
        raise AssertionError("a subclass names its ranker")

    def order(self, asked, shelf=None):
        return [match.technology for match in self.ranker(asked, shelf or catalogue())]

    def test_the_technology_for_the_water_and_the_sector_comes_first(self):
        order = self.order(question("dyeing wastewater treatment", requirements=(cod(must=True),), **DYEING))
        assert order[0] == "dye-plant"
        assert "sewage-plant" in order
        assert not {"noise-wall", "bird-watch"} & set(order)

    def test_a_question_in_chinese_finds_the_sheet_with_a_chinese_translation(self):
        assert self.order(question("印染废水", language="zh"))[0] == "dye-plant"

    def test_a_failed_must_have_never_stands_above_one_that_fails_none(self):
        matches = self.ranker(
            question("dyeing wastewater coagulation", requirements=(cod(must=True),), **DYEING), catalogue()
        )
        failing = [m.fails_must for m in matches]
        assert any(failing)
        assert failing == sorted(failing)

    def test_a_failed_wish_costs_points_and_nothing_else(self):
        asked = question("dyeing wastewater coagulation", requirements=(cod(must=False),), **DYEING)
        order = self.order(asked)
        assert order.index("dye-coagulation") < order.index("sewage-plant")

    def test_not_stated_earns_no_points_for_limits(self):
        asked = question("dyeing wastewater", requirements=(cod(),), **DYEING)
        silent = next(m for m in self.ranker(asked, catalogue()) if m.technology == "silent-plant")
        assert [v.outcome for v in silent.verdicts] == [Outcome.NOT_STATED]
        assert next(r.points for r in silent.reasons if r.part == "limits") == 0

    def test_the_score_is_the_sum_of_the_shown_parts(self):
        for match in self.ranker(
            question("dyeing wastewater", requirements=(cod(),), country="VN", **DYEING), catalogue()
        ):
            assert match.score == pytest.approx(sum(reason.points for reason in match.reasons), abs=1e-9)
            assert all(0 <= reason.points <= reason.of for reason in match.reasons)

    def test_a_better_removal_never_lowers_a_rank(self):
        asked = question("dyeing wastewater", requirements=(cod(),), **DYEING)
        before = self.order(asked).index("dye-coagulation")
        for removal in ((40, 60), (80, 90), (91, 93), (95, 99)):
            better = [
                dataclasses.replace(
                    p, performance=(dataclasses.replace(p.performance[0], removal=Span(*removal)),)
                ) if p.id == "dye-coagulation" else p
                for p in WORLD
            ]  # fmt: skip
            now = self.order(asked, catalogue(better)).index("dye-coagulation")
            assert now <= before
            before = now

    def test_the_order_of_the_input_never_changes_the_order_of_the_answer(self):
        asked = question("dyeing wastewater", requirements=(cod(),), **DYEING)
        expected = self.order(asked)
        for seed in range(5):
            shuffled = random.Random(seed).sample(WORLD, len(WORLD))
            assert self.order(asked, catalogue(shuffled)) == expected

    def test_a_plant_that_is_too_small_ranks_below_one_that_fits(self):
        small = [
            dataclasses.replace(p, id="dye-small", capacity=Capacity(Span(1, 50), "m3/d")) for p in WORLD[:1]
        ]
        size = Requirement(RequirementKind.CAPACITY, target=3000, unit="m3/d", must=False)
        order = self.order(
            question("dyeing wastewater", requirements=(size,), **DYEING), catalogue([*small, *WORLD])
        )
        assert order.index("dye-plant") < order.index("dye-small")

    def test_a_plant_in_the_country_is_named_as_a_reason(self):
        there = dataclasses.replace(WORLD[0], references=(Reference("Mill in Da Nang", "VN", 2019),))
        matches = self.ranker(
            question("dyeing wastewater", country="VN", **DYEING), catalogue([there, *WORLD[1:]])
        )
        match = next(m for m in matches if m.technology == "dye-plant")
        reason = next(r for r in match.reasons if r.part == "practice")
        assert ("reference", "Mill in Da Nang") in reason.because

    def test_nothing_asked_gives_no_match(self):
        assert self.ranker(question(""), catalogue()) == ()

    def test_words_that_nobody_knows_give_no_match(self):
        assert self.ranker(question("zzzz qqqq"), catalogue()) == ()

    def test_a_country_alone_speaks_for_nothing(self):
        assert self.ranker(question("", country="VN"), catalogue()) == ()

    def test_a_size_alone_finds_what_serves_it(self):
        size = Requirement(RequirementKind.CAPACITY, target=50_000, unit="m3/d", direction="at-least")
        shelf = catalogue([technology("large", "tank", capacity=(10_000, 90_000)), *WORLD])
        assert self.order(question("", requirements=(size,)), shelf)[0] == "large"

    def test_the_limit_is_kept(self):
        assert len(self.ranker(question("wastewater"), catalogue(), 2)) == 2
