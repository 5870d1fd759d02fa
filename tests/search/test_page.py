"""The search page: what a reader sees, and that nothing in an address breaks it."""

import pytest
from django.urls import reverse
from django.utils import translation

from cms.models import Concept
from search.engines.embedded import EmbeddedEngine
from search.params import SearchUnavailable

from .world import document, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, index, codes):
    """The page for a question, over the tiny world."""
    index.rebuild(world())

    def get(language="en", **query):
        with translation.override(language):
            url = reverse("search:results")
        return client.get(url, query)

    return get


def text_of(response):
    return " ".join(response.content.decode().split())


def test_answers_are_links_with_the_words_marked(ask):
    html = text_of(ask(q="wastewater"))
    assert 'href="/en/technologies/mbr/"' in html
    assert "<mark>wastewater</mark>" in html
    assert "unclaimed profile" in html


def test_links_and_titles_are_in_the_language_of_the_reader(ask):
    html = text_of(ask("zh-hans", q="MBR"))
    assert 'href="/zh-hans/technologies/mbr/"' in html
    assert "膜生物反应器" in html


def test_a_title_in_another_language_says_so(ask):
    assert '<span lang="en">What to do with sludge</span>' in text_of(ask("th", q="sludge"))


def test_one_sentence_says_what_was_asked(ask):
    html = text_of(ask(q="dust", medium=["air"], sort="newest"))
    assert "1 result for “dust”; Medium: Air; sorted by: Newest." in html


def test_a_facet_adds_a_value_keeps_the_others_and_drops_the_page(ask):
    html = text_of(ask(medium=["water"], page=1, sort="title"))
    assert 'href="?medium=water&amp;medium=air&amp;sort=title"' in html
    assert '<a class="facet__link" href="?sort=title" aria-current="true">' in html


def test_a_chip_removes_its_filter_only(ask):
    html = text_of(ask(medium=["water"], min_trl="7"))
    assert 'href="?min_trl=7" aria-label="Remove Medium"' in html
    assert 'href="?medium=water" aria-label="Remove Technology readiness level"' in html


def test_new_words_keep_the_filters(ask):
    html = text_of(ask(q="wastewater", kind="technology", sort="title", page=2))
    form = html[html.index('role="search"') :].partition("</form>")[0]
    assert '<input type="hidden" name="kind" value="technology" />' in form
    assert '<input type="hidden" name="sort" value="title" />' in form
    assert 'name="page"' not in form


def test_codes_are_shown_in_the_language_of_the_reader_and_doubt_is_told(ask, codes):
    codes["water"].labels.create(language="vi", label="Nước", sure=True)
    codes["air"].labels.create(language="vi", label="Không khí", sure=False)
    codes["water"].save()
    codes["air"].save()
    html = text_of(ask("vi"))
    assert "Nước" in html
    assert "Không khí (Air)" in html


def test_long_facets_are_cut_and_all_of_them_are_one_link_away(ask, index):
    index.rebuild([document(f"t:{n}", facets={"sector": (f"sector-{n}",)}) for n in range(12)])
    html = text_of(ask())
    assert html.count("sector=sector-") == 8
    assert "Show all 12 values of Sector" in html
    assert text_of(ask(all="sector")).count("sector=sector-") == 12


def test_pages_keep_the_question(ask, index):
    index.rebuild([document(f"t:{n}") for n in range(25)])
    html = text_of(ask(q="sheet", page=2))
    assert "11–20 of 25" in html
    assert "?q=sheet&amp;page=3" in html


def test_a_page_that_does_not_exist_leads_back(ask):
    assert "There is no such page." in text_of(ask(q="dust", page=99))


def test_did_you_mean_is_a_link(ask):
    assert 'Did you mean: <a href="?q=membrane">membrane</a>' in text_of(ask(q="membrene"))


def test_nothing_found_offers_ways_out(ask):
    response = ask(q="orchestra", medium=["air"])
    html = text_of(response)
    assert response.status_code == 200
    assert "Nothing was found." in html
    assert '<a href="?q=orchestra">Remove all filters</a>' in html


def test_an_outage_is_no_empty_answer(ask, monkeypatch):
    def down(self, params):
        raise SearchUnavailable("no index")

    monkeypatch.setattr(EmbeddedEngine, "search", down)
    response = ask(q="dust")
    assert response.status_code == 503
    html = text_of(response)
    assert "is not available at the moment" in html
    assert "Nothing was found" not in html
    assert ">dust</textarea>" in html


def test_zawgyi_is_told_to_the_reader(ask):
    assert "typed in Zawgyi" in text_of(ask("my", q="ေရဆိုး")) or "Zawgyi" in text_of(ask("en", q="ေရဆိုး"))


@pytest.mark.parametrize(
    "query",
    [
        {"page": "abc"}, {"page": "-5"}, {"page": "99999999999999999999"}, {"page": "١"}, {"q": "x" * 20_001},
        {"q": "😀"}, {"q": "مرحبا بالعالم"}, {"q": "a\x00b"}, {"q": "<script>alert(1)</script>"}, {"q": '"*:()[]^~\\'},
        {"medium": "no-such"}, {"medium": "<b>"}, {"kind": "'"}, {"country": "ZZ"}, {"country": "x" * 500},
        {"capacity": "m3/d:x-y"}, {"capacity": "m3/d:²-"}, {"capacity": ":"}, {"sector": "\x00"},
        {"sort": "'; drop"}, {"all": "<"},
        {"min_trl": "nan"}, {"max_year": "1e999"}, {"min_trl": "9", "max_trl": "1"}, {"unknown": ["1", "2"]},
    ],
)  # fmt: skip
def test_nothing_in_an_address_breaks_the_page(ask, query):
    response = ask(**query)
    assert response.status_code == 200
    html = response.content.decode()
    assert "<script>alert" not in html
    assert "<b>" not in html.replace('<b aria-current="true">', "").replace('<b class="notice__title">', "")


def test_a_page_costs_a_look_at_the_vocabulary_and_nothing_more(ask, django_assert_num_queries):
    ask()  # content types and the site are kept by Wagtail
    Concept.objects.first().save()  # the kept labels are dropped
    from cms import vocabulary

    vocabulary.forget()
    with django_assert_num_queries(2):
        ask("vi", q="wastewater", medium=["water"], sector=["textile"])
    with django_assert_num_queries(0):
        ask("vi", q="wastewater", medium=["water"], sector=["textile"])
