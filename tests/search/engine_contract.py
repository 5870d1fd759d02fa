"""What every engine must do. An engine joins with three lines: a subclass, and `make_engine`."""

from dataclasses import replace

import pytest

from search.documents import Words
from search.engines.base import SearchEngine
from search.params import SearchParams, SearchUnavailable

from .numbers_contract import NumbersContract
from .world import QUESTIONS, document, world


class EngineContract(NumbersContract):
    """Subclass it as `Test…` and give `make_engine`: a new engine over a place of its own, without an index yet."""

    def make_engine(self, tmp_path) -> SearchEngine:
        raise AssertionError("an engine's test says how to make it")

    @pytest.fixture
    def bare(self, tmp_path):
        return self.make_engine(tmp_path)

    @pytest.fixture
    def engine(self, bare):
        bare.rebuild(world())
        return bare

    @staticmethod
    def ids(engine, text="", **params):
        return [hit.id for hit in engine.search(SearchParams(text, **params)).hits]

    @staticmethod
    def counts(engine, facet, text="", **params):
        return {c.value: c.count for c in engine.search(SearchParams(text, **params)).facets[facet]}

    # Outage and emptiness

    def test_without_an_index_every_call_says_unavailable(self, bare):
        for call in (
            lambda: bare.search(SearchParams("dust")),
            lambda: bare.candidates("dust"),
            bare.versions,
            lambda: bare.index(world()),
            lambda: bare.delete(["t:1"]),
        ):
            with pytest.raises(SearchUnavailable):
                call()

    def test_an_empty_index_answers_that_there_is_nothing(self, bare):
        bare.rebuild([])
        results = bare.search(SearchParams("dust"))
        assert (results.total, results.hits, results.did_you_mean) == (0, (), None)

    # Finding

    @pytest.mark.parametrize("language", QUESTIONS)
    def test_a_question_in_any_language_finds_the_right_technology_first(self, engine, language):
        water, dust = QUESTIONS[language]
        assert self.ids(engine, water, language=language)[0] == "mbr"
        assert self.ids(engine, dust, language=language)[0] == "bag-filter"

    @pytest.mark.parametrize("language", QUESTIONS)
    def test_the_language_of_the_reader_does_not_decide_what_is_found(self, engine, language):
        assert self.ids(engine, QUESTIONS[language][0], language="en")[0] == "mbr"

    @pytest.mark.parametrize(
        "text",
        [
            "xu ly nuoc thai",
            "XỬ LÝ NƯỚC THẢI",
            "ＭＢＲ",
            "mem\u00adbranes",
            "bod5",
            "BOD",
            "NH3N",
            "PM 2.5",
            "3000",
        ],
    )
    def test_spelling_does_not_decide_what_is_found(self, engine, text):
        assert self.ids(engine, text)

    def test_a_title_counts_more_than_a_mention(self, bare):
        bare.rebuild(
            [
                document(
                    "t:1", words={"en": Words("Dryer", body="Compared with an incinerator it is small.")}
                ),
                document(
                    "t:2", words={"en": Words("Incinerator", body="Compared with a dryer bed it is large.")}
                ),
            ]
        )
        assert self.ids(bare, "incinerator") == ["sheet-2", "sheet-1"]
        assert self.ids(bare, "dryer") == ["sheet-1", "sheet-2"]

    def test_the_whole_name_of_a_record_asks_for_that_record(self, bare):
        long = "Pump " * 3 + "station"
        bare.rebuild(
            [
                document("t:1", words={"en": Words(long, "Pump and pump.", ("Pump house",), "A pump.")}),
                document(
                    "t:2", words={"en": Words("Lifting device", "Moves liquids uphill with care.", ("Pump",))}
                ),
            ]
        )
        assert self.ids(bare, "PUMP") == ["sheet-2", "sheet-1"]

    def test_one_word_of_a_long_question_is_not_enough(self, engine):
        assert self.ids(engine, "singapore hydrogen bicycle orchestra") == []

    def test_a_question_without_letters_finds_nothing(self, engine):
        assert engine.search(SearchParams("😀 …")).total == 0

    def test_no_question_shows_everything(self, engine):
        assert engine.search(SearchParams()).total == len(world())

    # Filters

    def test_values_of_one_facet_widen_and_facets_narrow(self, engine):
        assert set(self.ids(engine, filters={"medium": ("water", "air")})) == {"mbr", "bag-filter"}
        assert self.ids(engine, filters={"medium": ("water", "air"), "sector": ("power",)}) == ["bag-filter"]

    def test_each_facet_is_blind_to_itself_and_sees_the_others(self, engine):
        counts = self.counts(engine, "medium", filters={"medium": ("water",), "kind": ("technology",)})
        assert counts == {"air": 1, "water": 1}
        counts = self.counts(engine, "sector", filters={"medium": ("water",)})
        assert counts == {"municipal-water": 1, "textile": 1}

    def test_facets_count_what_the_words_find(self, engine):
        assert self.counts(engine, "kind", "wastewater membranes") == {"technology": 1, "supplier": 1}

    def test_the_most_frequent_value_of_a_facet_comes_first(self, engine):
        facet = engine.search(SearchParams()).facets["sector"]
        assert [c.count for c in facet] == sorted((c.count for c in facet), reverse=True)

    def test_a_value_that_nothing_has_finds_nothing(self, engine):
        assert self.ids(engine, filters={"sector": ("no-such-sector",)}) == []

    def test_a_range_finds_what_overlaps_it(self, engine):
        assert self.ids(engine, ranges={"capacity_m3_d": (500, None)}) == ["mbr"]
        assert self.ids(engine, ranges={"capacity_m3_d": (None, 5)}) == []
        assert set(self.ids(engine, ranges={"trl": (8, 9)})) == {"mbr", "bag-filter"}

    def test_filters_do_not_change_scores(self, engine):
        plain = engine.search(SearchParams("dust")).hits[0].score
        filtered = engine.search(SearchParams("dust", filters={"medium": ("air",)}, ranges={"trl": (1, 9)}))
        assert filtered.hits[0].score == pytest.approx(plain, abs=1e-3)

    # Order and pages

    def test_newest_first_and_undated_last(self, engine):
        assert self.ids(engine, sort="newest") == [
            "sludge",
            "bag-filter",
            "mbr",
            "clear-river",
            "green-label",
        ]

    def test_titles_are_sorted_in_the_language_of_the_reader(self, engine):
        assert self.ids(engine, sort="title") == ["bag-filter", "clear-river", "green-label", "mbr", "sludge"]
        chinese = self.ids(
            engine, sort="title", language="zh", filters={"kind": ("technology", "label-scheme")}
        )
        assert chinese == ["green-label", "mbr", "bag-filter"]  # 绿, 膜, 袋 by code point

    @pytest.mark.parametrize("sort", ["relevance", "newest", "title"])
    @pytest.mark.parametrize("text", ["", "pump"])
    def test_pages_hold_every_hit_once_in_one_order_even_when_all_are_equal(self, bare, text, sort):
        same = {"en": Words("Pump", "A pump.")}
        documents = [document(f"t:{n}", words=same, date="2024-01-01") for n in range(57)]
        bare.rebuild(documents[:30])
        for start in range(30, 57, 9):  # written in parts, so that the engine holds them in several
            bare.index(documents[start : start + 9])
        pages = [self.ids(bare, text, page=n, page_size=10, sort=sort) for n in range(1, 8)]
        assert [len(page) for page in pages] == [10, 10, 10, 10, 10, 7, 0]
        seen = [hit for page in pages for hit in page]
        assert len(set(seen)) == 57
        assert seen == self.ids(bare, text, page_size=100, sort=sort)
        assert seen != sorted(seen)
        bare.rebuild(reversed(documents))
        assert seen == self.ids(bare, text, page_size=100, sort=sort)

    def test_a_page_behind_the_last_is_empty_and_still_knows_the_total(self, engine):
        results = engine.search(SearchParams(page=10_000))
        assert (results.total, results.hits) == (len(world()), ())

    # What is shown

    def test_title_and_snippet_are_in_the_language_of_the_reader(self, engine):
        hit = engine.search(SearchParams("MBR", language="zh")).hits[0]
        assert (hit.title, hit.title_language, hit.machine_translated) == ("膜生物反应器", "zh", True)

    def test_without_words_in_that_language_the_title_is_english_and_says_so(self, engine):
        hit = engine.search(SearchParams("sludge", language="th")).hits[0]
        assert (hit.title, hit.title_language) == ("What to do with sludge", "en")

    def test_the_snippet_marks_what_answers_in_the_original_spelling(self, engine):
        hit = engine.search(SearchParams("xu ly nuoc thai", language="vi")).hits[0]
        assert [text for text, found in hit.snippet.parts if found] == ["Xử", "lý", "nước", "thải"]
        assert str(hit.snippet) == "Xử lý nước thải đô thị bằng màng."

    def test_a_hit_brings_what_the_document_said(self, engine):
        hit = engine.search(SearchParams("river")).hits[0]
        assert (hit.kind, hit.id, hit.note, hit.marks) == (
            "supplier",
            "clear-river",
            "Yixing",
            ("unclaimed",),
        )
        assert hit.route == ("wagtail_serve", "suppliers/clear-river/")
        assert hit.countries == ("CN", "VN")

    # Did you mean

    def test_a_misspelt_word_is_corrected_where_that_finds_more(self, engine):
        assert engine.search(SearchParams("membrene")).did_you_mean == "membrane"
        assert engine.search(SearchParams("municipal wastewaetr")).did_you_mean == "municipal wastewater"

    def test_no_correction_where_it_would_find_no_more(self, engine):
        assert engine.search(SearchParams("membrane")).did_you_mean is None
        assert engine.search(SearchParams("membrene", filters={"medium": ("air",)})).did_you_mean is None
        assert engine.search(SearchParams("zzzzzzzz")).did_you_mean is None

    # Candidates for the matcher

    def test_any_shared_word_makes_a_candidate_and_more_of_them_come_first(self, engine):
        text = "Our textile mill needs to treat municipal wastewater; there is no dust."
        found = engine.candidates(text, "technology", 10)
        assert [name for name, _ in found] == ["mbr", "bag-filter"]
        assert found[0][1] > found[1][1] > 0
        assert engine.candidates(text, "technology", 1) == found[:1]
        assert {name for name, _ in engine.candidates(text)} >= {"mbr", "clear-river"}

    def test_no_words_no_candidates(self, engine):
        assert engine.candidates(" 😀 ") == []

    # Writing

    def test_a_written_document_replaces_the_one_of_the_same_record(self, engine):
        engine.index([document("t:1", id="mbr-2", words={"en": Words("Renamed")})])
        assert self.ids(engine, "renamed") == ["mbr-2"]
        assert self.ids(engine, "膜生物反应器") == []
        assert len(engine.versions()) == len(world())

    def test_a_deleted_record_is_gone_and_an_unknown_one_no_error(self, engine):
        engine.delete(["t:1", "t:999"])
        assert self.ids(engine, "mbr") == []
        assert "t:1" not in engine.versions()

    def test_versions_are_those_of_the_documents(self, engine):
        assert engine.versions() == {d.record: d.version for d in world()}
        changed = replace(world()[0], note="changed")
        engine.index([changed])
        assert engine.versions()["t:1"] == changed.version != world()[0].version

    def test_a_rebuild_holds_exactly_what_it_was_given(self, engine):
        assert engine.rebuild(world()[:2]) == 2
        assert set(engine.versions()) == {"t:1", "t:2"}

    def test_an_interrupted_rebuild_changes_nothing(self, engine):
        def half():
            yield document("t:77")
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            engine.rebuild(half())
        assert engine.versions() == {d.record: d.version for d in world()}
        assert self.ids(engine, "mbr") == ["mbr"]

    def test_an_interrupted_write_changes_nothing(self, engine):
        def half():
            yield document("t:77")
            raise RuntimeError("cannot read the next one")

        with pytest.raises(RuntimeError):
            engine.index(half())
        assert "t:77" not in engine.versions()
        engine.index([document("t:78")])
        assert "t:77" not in engine.versions()

    def test_a_second_engine_over_the_same_index_sees_every_write(self, engine, tmp_path):
        other = self.make_engine(tmp_path)
        assert self.ids(other, "mbr") == ["mbr"]
        engine.delete(["t:1"])
        assert self.ids(other, "mbr") == []
        engine.rebuild(world())
        assert self.ids(other, "mbr") == ["mbr"]

    # Bad input

    @pytest.mark.parametrize(
        "text",
        ["a" * 20_000, "膜" * 20_000, "dust " * 4_000, "\u202eمرحبا\u202c", "\x00dust", '"+-&|!(){}[]^~*?:\\/', "\ud800"]
    )  # fmt: skip
    def test_no_text_breaks_it(self, engine, text):
        assert engine.search(SearchParams(text)).total >= 0
        assert engine.candidates(text) is not None
