from datetime import date

import pytest

from matching.core.alliance import (
    Agreement,
    Criteria,
    Holdings,
    Party,
    Scheme,
    Scope,
    Standing,
)
from matching.core.partners import Doubt, Why, partners
from matching.core.recognition import RecognitionGraph
from tests.matching.core.alliance_facts import shipped_graph


@pytest.fixture(scope="module")
def shipped():
    return shipped_graph()


def codes(hop):
    return [(piece.agreement.code, piece.agreement.year, piece.scope) for piece in hop.evidence]


def scheme(country, *, slug="", **more):
    return Scheme(slug or f"{country.lower()}-label", f"Label of {country}", country, **more)


def agreement(code, countries, *groups, **more):
    parties = tuple(Party(c, "", f"{c.lower()}-label") for c in countries.split())
    return Agreement(code, parties, "mutual recognition agreement", groups=frozenset(groups), **more)


def graph(countries, *agreements, criteria=None, **more):
    schemes = [scheme(c) for c in countries.split()]
    lines = [Criteria(s.slug, "paints") for s in schemes] if criteria is None else criteria
    return RecognitionGraph(schemes, lines, agreements, **more)


class TestShippedFacts:
    def test_china_and_korea_share_named_criteria_and_an_agreement_of_2005_that_names_nothing(self, shipped):
        (path,) = shipped.paths("CN", "KR", "paints")

        assert [stop.key for stop in path.stops] == ["cn-cel", "kr-eco-label"]
        assert codes(path.hops[0]) == [
            ("cn-jp-kr-criteria", 2007, Scope.NAMED),
            ("cn-kr-2005", 2005, Scope.NOT_STATED),
        ]

    def test_china_and_thailand_recognise_each_other_since_2007_with_groups_in_words_only(self, shipped):
        path = shipped.paths("cn-cel", "TH", "textiles")[0]

        assert codes(path.hops[0]) == [("cn-th-2007", 2007, Scope.IN_WORDS)]
        assert path.hops[0].evidence[0].agreement.scope == (
            "China-Thailand common core criteria (groups not named)",
        )

    def test_thailand_over_japan_is_shown_beside_the_direct_way_since_it_names_projectors(self, shipped):
        ways = shipped.paths("CN", "TH", "projectors")

        assert [len(way.hops) for way in ways[:2]] == [1, 2]
        assert [stop.country for stop in ways[1].stops] == ["CN", "JP", "TH"]
        assert ways[1].scope is Scope.NAMED
        assert ways[1].hops[1].year == 2017

    def test_china_reaches_singapore_for_projectors_over_japan_only(self, shipped):
        path = shipped.paths("CN", "SG", "projectors")[0]

        assert [stop.key for stop in path.stops] == ["cn-cel", "jp-eco-mark", "sg-sgls"]
        assert [hop.year for hop in path.hops] == [2007, 2023]
        assert path.newest == 2007

    def test_china_and_japan_agree_on_projectors_and_the_general_agreement_names_others(self, shipped):
        (path,) = shipped.paths("CN", "JP", "projectors")

        assert codes(path.hops[0]) == [("cn-jp-kr-criteria", 2007, Scope.NAMED)]
        assert [other.code for other in path.hops[0].other] == ["cn-jp-2005"]

    def test_all_five_agreements_of_japan_and_singapore_are_shown(self, shipped):
        (path,) = shipped.paths("JP", "SG", "imaging-equipment")
        (hop,) = path.hops

        assert codes(hop) == [
            ("jp-sg-2025", 2025, Scope.NAMED),
            ("jp-sg-2024a", 2024, Scope.NAMED),
            ("jp-sg-2015", 2015, Scope.NOT_STATED),
        ]
        assert [other.code for other in hop.other] == ["jp-sg-2023", "jp-sg-2024b"]

    def test_talks_of_recognition_without_an_agreement_carry_nothing(self, shipped):
        assert shipped.paths("CN", "SG", "textiles") == ()
        assert shipped.paths("CN", "KH", "paints") == ()

    def test_a_nordic_country_is_served_by_the_nordic_label(self, shipped):
        path = shipped.paths("FI", "JP", "imaging-equipment")[0]

        assert path.stops[0].key == "nordic-swan"
        assert {s.slug for s in shipped.schemes_of("SE")} == {"nordic-swan", "eu-ecolabel"}

    def test_the_agreement_of_one_chinese_body_is_not_lent_to_the_other(self, shipped):
        assert shipped.paths("cn-cel", "KR", "paints")
        assert shipped.paths("cn-cqc-cefc", "KR", "paints") == ()

    def test_what_was_signed_later_or_without_a_date_does_not_count_for_an_earlier_day(self, shipped):
        (before,) = shipped.paths("JP", "SG", "projectors", as_of=date(2023, 11, 30))
        (after,) = shipped.paths("JP", "SG", "projectors", as_of=date(2023, 12, 1))

        assert codes(before.hops[0]) == [("jp-sg-2015", 2015, Scope.NOT_STATED)]
        assert codes(after.hops[0])[0] == ("jp-sg-2023", 2023, Scope.NAMED)
        undated = shipped.paths("KR", "AU", "compostable", as_of=date(2020, 1, 1), max_hops=1)
        assert undated == ()


class TestPaths:
    def test_cycles_end(self):
        ring = graph("AA BB CC DD", *(agreement(x, x) for x in ("AA BB", "BB CC", "CC AA", "CC DD")))

        ways = ring.paths("AA", "DD", "paints", max_hops=9)

        assert [[stop.country for stop in way.stops] for way in ways] == [["AA", "CC", "DD"]]

    def test_no_more_hops_than_allowed(self):
        line = graph("AA BB CC DD EE", *(agreement(x, x) for x in ("AA BB", "BB CC", "CC DD", "DD EE")))

        assert len(line.paths("AA", "DD", "paints")) == 1
        assert line.paths("AA", "EE", "paints") == ()
        assert len(line.paths("AA", "EE", "paints", max_hops=4)) == 1

    def test_an_agreement_that_recognises_nothing_is_no_way(self):
        assert (
            graph("AA BB", agreement("a", "AA BB", "paints", recognises=False)).paths("AA", "BB", "paints")
            == ()
        )

    def test_an_agreement_that_names_other_groups_is_no_way(self):
        assert graph("AA BB", agreement("a", "AA BB", "lamps")).paths("AA", "BB", "paints") == ()

    def test_an_agreement_without_groups_is_a_way_that_says_so(self):
        (path,) = graph("AA BB", agreement("a", "AA BB")).paths("AA", "BB", "paints")

        assert path.scope is Scope.NOT_STATED

    def test_a_chain_is_stated_no_better_than_its_weakest_hop(self):
        chain = graph("AA BB CC", agreement("a", "AA BB", "paints"), agreement("b", "BB CC"))

        assert chain.paths("AA", "CC", "paints")[0].scope is Scope.NOT_STATED

    def test_three_parties_need_no_detour_over_the_third(self):
        ways = graph("AA BB CC", agreement("a", "AA BB CC", "paints")).paths("AA", "CC", "paints")

        assert [len(way.hops) for way in ways] == [1]

    def test_ways_are_ordered_by_hops_then_scope_then_year(self):
        ways = graph(
            "AA BB CC DD EE ZZ",
            agreement("a1", "AA BB", year=2001),
            agreement("a2", "BB ZZ", year=2001),
            agreement("b1", "AA CC", "paints", year=2002),
            agreement("b2", "CC ZZ", "paints", year=2002),
            agreement("c1", "AA DD", "paints", year=2012),
            agreement("c2", "DD ZZ", "paints", year=2012),
            agreement("z", "AA ZZ", year=1999),
        ).paths("AA", "ZZ", "paints")

        # Over BB nothing is stated, and the direct agreement states as much: no way of its own.
        assert [way.stops[1].country for way in ways] == ["ZZ", "DD", "CC"]

    def test_a_label_between_without_criteria_comes_after_one_with(self):
        criteria = [Criteria(f"{c}-label", "paints") for c in ("aa", "cc", "zz")]
        agreements = (agreement(p, p, year=2010) for p in ("AA BB", "BB ZZ", "AA CC", "CC ZZ"))
        ways = graph("AA BB CC ZZ", *agreements, criteria=criteria).paths("AA", "ZZ", "paints")

        assert [(way.stops[1].country, way.holds) for way in ways] == [("CC", True), ("BB", False)]

    def test_a_label_between_without_criteria_comes_after_one_with_even_where_more_is_stated(self):
        criteria = [Criteria(f"{c}-label", "paints") for c in ("aa", "cc", "zz")]
        agreements = [agreement(p, p, year=2010) for p in ("AA CC", "CC ZZ")]
        agreements += [agreement(p, p, year=2010, scope=("paint",)) for p in ("AA BB", "BB ZZ")]
        ways = graph("AA BB CC ZZ", *agreements, criteria=criteria).paths("AA", "ZZ", "paints")

        assert [(way.stops[1].country, way.scope) for way in ways] == [
            ("CC", Scope.NOT_STATED),
            ("BB", Scope.IN_WORDS),
        ]

    def test_two_labels_of_one_country_are_no_way_to_each_other(self):
        labels = [scheme("DE"), scheme("EU"), scheme("JP")]
        treaties = [agreement("a", "DE EU"), agreement("b", "DE JP")]
        german = RecognitionGraph(labels, [], treaties)

        assert [[stop.key for stop in way.stops] for way in german.paths("DE", "JP", "paints")] == [
            ["de-label", "jp-label"]
        ]

    def test_an_unknown_end_or_the_country_itself_gives_no_way(self):
        small = graph("AA BB", agreement("a", "AA BB"))

        assert small.paths("nobody", "BB", "paints") == ()
        assert small.paths("AA", "", "paints") == ()
        assert small.paths("", "BB", "paints") == ()
        assert small.paths("aa-label", "AA", "paints") == ()


class TestPartners:
    def test_own_labels_come_first_then_recognised_ones_then_others(self):
        found = partners(graph("AA BB CC", agreement("a", "BB AA", "paints")), "paints", "AA")

        assert [(p.scheme.country, p.why) for p in found] == [
            ("AA", Why.THERE),
            ("BB", Why.RECOGNISED),
            ("CC", Why.ELSEWHERE),
        ]
        assert found[1].apply_to.country == "AA"
        assert found[2].path is None

    def test_criteria_that_are_only_planned_or_have_ended_make_no_partner(self):
        lines = [
            Criteria("aa-label", "paints", standing=Standing.PLANNED),
            Criteria("bb-label", "paints", standing=Standing.ENDED),
            Criteria("cc-label", "paints", standing=Standing.ENDING, status="to be withdrawn"),
        ]
        (found,) = partners(graph("AA BB CC", criteria=lines), "paints", "")

        assert found.scheme.country == "CC"
        assert (Doubt.CRITERIA_ENDING, "to be withdrawn") in found.doubts

    def test_criteria_nobody_saw_are_marked(self):
        lines = [Criteria("aa-label", "paints", document="HJ 2546", confirmed=False)]
        (found,) = partners(graph("AA", criteria=lines), "paints", "AA")

        assert (Doubt.CRITERIA_UNCONFIRMED, "HJ 2546") in found.doubts

    def test_an_agreement_without_groups_is_no_proof_and_the_partner_says_so(self):
        found = partners(graph("AA BB", agreement("a", "AA BB", year=2002)), "paints", "AA")[1]

        assert (Doubt.SCOPE_NOT_STATED, "a") in found.doubts

    def test_a_second_hop_warns_that_recognition_is_not_inherited(self):
        chain = graph("AA BB CC", agreement("a", "AA BB", "paints"), agreement("b", "BB CC", "paints"))
        found = {p.scheme.country: p for p in partners(chain, "paints", "CC")}

        assert Doubt.NOT_INHERITED in dict(found["AA"].doubts)
        assert Doubt.NOT_INHERITED not in dict(found["BB"].doubts)

    def test_a_label_held_gets_the_best_way_to_each_own_label(self):
        two = graph("AA BB CC", agreement("a", "AA CC", "paints"), agreement("b", "BB CC"))
        (own, *_rest) = partners(two, "paints", "CC", held=("aa-label", "bb-label"))

        assert [stop.country for stop in own.path.stops] == ["AA", "CC"]
        assert partners(two, "paints", "CC")[0].path is None

    def test_products_seen_are_never_called_certified_now(self):
        held = [Holdings("aa-label", "paints", 3, 2), Holdings("bb-label", "paints", 2, 1, ended=2)]
        found = {
            p.scheme.country: dict(p.doubts) for p in partners(graph("AA BB", holdings=held), "paints", "")
        }

        assert Doubt.PRODUCTS_UNKNOWN_NOW in found["AA"]
        assert Doubt.PRODUCTS_ENDED in found["BB"]

    def test_what_remains_to_be_tested_is_not_stated_unless_procedure_and_agreement_say_so(self):
        schemes = [scheme("AA", tests=("emission chamber",)), scheme("BB"), scheme("CC", tests=("the same",))]
        lines = [Criteria(s.slug, "paints") for s in schemes]
        silent = agreement("a", "AA BB", "paints", detail="")
        telling = agreement("b", "AA CC", "paints", detail="The common items are excused.")
        found = {
            p.scheme.country: dict(p.doubts)
            for p in partners(RecognitionGraph(schemes, lines, [silent, telling]), "paints", "AA")
        }

        assert Doubt.TESTS_NOT_STATED not in found["AA"]
        assert Doubt.TESTS_NOT_STATED in found["BB"]
        assert Doubt.TESTS_NOT_STATED not in found["CC"]

    def test_a_country_without_a_label_and_one_whose_label_lacks_criteria_are_told_apart(self):
        schemes = [scheme("AA", exists=False), scheme("BB"), scheme("CC")]
        small = RecognitionGraph(schemes, [Criteria("cc-label", "paints")], ())

        assert Doubt.NO_LABEL_THERE in dict(partners(small, "paints", "AA")[0].doubts)
        assert (Doubt.OWN_LABEL_LACKS, "bb-label") in partners(small, "paints", "BB")[0].doubts

    def test_viet_nam_has_no_textile_criteria_of_its_own(self, shipped):
        found = partners(shipped, "textiles", "VN")

        assert {p.why for p in found} == {Why.ELSEWHERE}
        assert {"cn-cel", "th-green-label"} <= {p.scheme.slug for p in found[:4]}

    def test_an_unknown_group_has_no_partners(self, shipped):
        assert partners(shipped, "no-such-group", "TH") == ()
