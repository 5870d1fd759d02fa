"""Questions, bands, snippets and suggestions: values without an index."""

import pytest
from django.http import QueryDict

from search.documents import Words
from search.fields import capacity_bands
from search.forms import SearchForm
from search.params import MAX_PAGE, SearchParams
from search.queries import required, text_query, tokens
from search.snippets import LENGTH, snippet
from search.suggest import corrected, distance, nearest


def parsed(query, language="en"):
    return SearchForm(QueryDict(query), language=language).params()


# From an address to a question


def test_an_address_becomes_a_question():
    params = parsed("q=dust&medium=air&medium=water&country=VN&min_trl=7&sort=newest&page=3", "vi")
    assert params == SearchParams(
        "dust", "vi", {"medium": ("air", "water"), "country": ("VN",)}, {"trl": (7, None)}, "newest", 3
    )


@pytest.mark.parametrize(
    "query",
    [
        "page=abc", "page=-1", "page=0", "page=1e3", "page=%D9%A3", "sort=worst", "min_trl=nan",
        "min_trl=-inf&max_year=1e400", "medium=", "medium=%00", "medium=" + "x" * 999, "nothing=1",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out(query):
    assert parsed(query) == SearchParams()


def test_what_is_too_much_is_cut():
    form = SearchForm(QueryDict("q=" + "a" * 30_000 + "&page=999999"), language="en")
    assert (len(form.params().text), form.params().page, form.too_long) == (20_000, MAX_PAGE, True)
    many = parsed("&".join(f"sector=s{n}" for n in range(500)))
    assert len(many.filters["sector"]) == 20


def test_control_characters_and_lone_surrogates_are_no_text():
    assert SearchForm({"q": "a\x00b\ud800c"}, language="en").params().text == "a b c"


@pytest.mark.parametrize(
    "wrong",
    [
        {"filters": {"colour": ("red",)}},
        {"ranges": {"height": (1, 2)}},
        {"sort": "worst"},
        {"page": 0},
        {"page_size": 1000},
    ],
)
def test_a_question_that_no_engine_answers_cannot_be_made(wrong):
    with pytest.raises(ValueError, match=r"unknown|out of bounds"):
        SearchParams(**wrong)


# What a text asks for


@pytest.mark.parametrize(("units", "needed"), [(0, 0), (1, 1), (2, 2), (3, 2), (5, 3), (6, 4), (60, 4)])
def test_short_questions_need_most_of_their_words_and_long_ones_four(units, needed):
    assert required(units) == needed


def test_a_lone_letter_asks_for_nothing_but_adds():
    query = text_query("treat N and P")
    assert [unit.terms[0] for unit in query.units] == ["treat", "and"]
    assert {"n", "p"} <= set(query.extra)
    assert [unit.terms for unit in text_query("N").units] == [("n",)]


def test_a_long_text_is_read_in_part():
    assert len(tokens(" ".join(f"word{n}" for n in range(5000)))) == 256


# Capacity bands


@pytest.mark.parametrize(
    ("low", "high", "unit", "bands"),
    [
        (20, 50, "m3/d", ("m3/d:10-100",)),
        (50, 5000, "m3/d", ("m3/d:10-100", "m3/d:100-1000", "m3/d:1000-10000")),
        (1, 5, "m3/d", ("m3/d:-10",)),
        (100, 100, "m3/d", ("m3/d:100-1000",)),
        (500_000, 10**12, "m3/d", ("m3/d:100000-",)),
        (None, 50, "m3/d", ("m3/d:10-100",)),
        (None, None, "m3/d", ()),
        (1, 2, "people", ()),
    ],
)
def test_a_capacity_is_in_every_band_it_touches(low, high, unit, bands):
    assert capacity_bands(low, high, unit) == bands


# Snippets


def test_a_snippet_is_the_passage_that_answers():
    words = {
        "en": Words("T", "Nothing here. " * 40 + "At last the membrane stands here. " + "More text. " * 40)
    }
    found = snippet(words, text_query("membrane"), "en")
    assert ("membrane", True) in found.parts
    assert len(str(found)) <= LENGTH + 4
    assert str(found).startswith("… ")
    assert str(found).endswith(" …")


def test_a_snippet_is_read_in_the_language_of_the_question_where_that_of_the_reader_says_nothing():
    words = {"en": Words("T", "Removes dust."), "th": Words("ช", "ดักฝุ่นละเอียด", machine=True)}
    found = snippet(words, text_query("ฝุ่น"), "en")
    assert (found.language, found.parts) == ("th", (("ดัก", False), ("ฝุ่น", True), ("ละเอียด", False)))


def test_without_an_answer_the_snippet_is_the_summary_in_the_language_of_the_reader():
    words = {"en": Words("T", "Removes dust."), "vi": Words("T", "Khử bụi.")}
    assert str(snippet(words, text_query(""), "vi")) == "Khử bụi."


def test_a_document_without_any_text_has_an_empty_snippet():
    assert str(snippet({"en": Words("T"), "zh": Words("")}, text_query("x"), "zh")) == ""


# Did you mean


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [("dust", "dust", 0), ("dsut", "dust", 1), ("membrene", "membrane", 1), ("", "ab", 2), ("abc", "xyz", 3)],
)
def test_edits_are_counted_and_a_swap_is_one(left, right, edits):
    assert distance(left, right, 2) == edits


def test_the_nearest_word_is_that_with_fewest_edits_then_the_most_frequent():
    assert nearest("filtor", [("filler", 90), ("filter", 1), ("factor", 99)]) == "filter"
    assert nearest("filtor", [("filtar", 1), ("filter", 2)]) == "filter"
    assert nearest("filter", [("wastewater", 9)]) is None


def test_only_unknown_words_are_replaced_and_the_rest_stays_as_typed():
    vocabulary = {"m": [("membrane", 3)]}
    result = corrected(
        "MBR: Membrene 2.5 ฝุ่น dust", lambda word: word == "dust", lambda word: vocabulary.get(word[0], [])
    )
    assert result == "MBR: membrane 2.5 ฝุ่น dust"
    assert corrected("dust", lambda word: True, lambda word: []) is None
