"""The match page over a few real sheets: every state is an address, and no input breaks it."""

import gzip
import html as markup
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from cms.models import SupplierPage, TechnologyPage
from matching import doors, encoders
from matching.asking import Ask
from matching.core.understanding import Limit
from tests.cms.factories import ConceptFactory, SupplierPageFactory, TechnologyPageFactory

SEWAGE = "Municipal sewage in Viet Nam, 5,000 m3/d, COD from 700 to 75 mg/L"
MOST_QUERIES = 21
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_encoder(monkeypatch):
    """As on a machine without the extra 'semantic'."""
    monkeypatch.setattr(encoders, "encoder", lambda: None)


@pytest.fixture
def sheets(small_catalogue):
    return small_catalogue


@pytest.fixture
def sources(monkeypatch):
    """Need sources of this test alone."""
    kept = []
    monkeypatch.setattr(doors, "_need_sources", kept)
    return kept


def fetch(client, language="en", follow=True, **query):
    response = client.get(f"/{language}/match/", query, follow=follow)
    assert response.status_code == 200
    return response.content.decode()


def text(html):
    return re.sub(r"[ \n\t]+", " ", markup.unescape(re.sub(r"<[^>]*>", "", html))).replace("\u2060", "")


def cards(html):
    """Each match by its id, in the page's order."""
    return {part.partition('"')[0]: part for part in html.split('<article class="match" id="')[1:]}


def chip(html, words):
    """The chip that says ``words``."""
    chips = [c for c in re.findall(r'<li class="chip.*?</li>', html, re.DOTALL) if words in text(c)]
    assert chips, f"no chip says {words}"
    return chips[0]


def links(part):
    return [markup.unescape(url) for url in re.findall(r'href="([^"]*)"', part)]


def removing(client, html, words):
    """The page after the cross of a chip."""
    return client.get("/en/match/" + links(chip(html, words))[-1].partition("#")[0]).content.decode()


def field(html, name):
    """The part of the form around one field, up to the next one."""
    start = html.index(f'for="id_{name}"')
    return html[start : html.find('<div class="form-field', start)]


# --- without a question


def test_without_a_question_the_page_shows_examples_in_six_languages(client, sheets):
    html = fetch(client)
    assert {"vi", "id", "th", "zh-Hans", "km", "en"} <= set(re.findall(r'<a lang="([^"]+)"', html))
    assert "What we understood" not in html


def test_an_empty_catalogue_says_that_nothing_is_published(client, sheets):
    TechnologyPage.objects.update(live=False)
    html = fetch(client, q=SEWAGE)
    assert "Nothing is published yet" in html
    assert "What we understood" in html


def test_the_page_is_only_read(client, sheets):
    assert client.post("/en/match/", {"q": SEWAGE}).status_code == 405


def test_empty_fields_are_taken_out_of_the_address(client, sheets):
    response = client.get("/en/match/", {"q": "sewage", "country": "", "flow": " "})
    assert (response.status_code, response["Location"]) == (302, "/en/match/?q=sewage")


# --- what was understood


def test_each_thing_understood_is_a_chip_that_names_its_passage(client, sheets):
    html = fetch(client, q=SEWAGE)
    for words, passage in (("Viet Nam", "Viet Nam"), ("75", "75 mg/L"), ("5\u202f000", "5,000 m3/d")):
        assert f"from “{passage}”" in chip(html, words)


def test_the_cross_of_a_chip_forgets_it_and_it_can_be_brought_back(client, sheets):
    html = fetch(client, q=SEWAGE)
    without = removing(client, html, "Country")
    assert "Viet Nam" not in text(without.partition("What we understood")[2].partition("</ul>")[0])
    back = re.search(r'href="([^"]*)">bring back Viet Nam', without)
    again = client.get("/en/match/" + markup.unescape(back[1])).content.decode()
    assert "Viet Nam" in chip(again, "Country")


def test_a_country_from_the_form_is_cleared_by_its_chip_and_can_be_chosen_again(client, sheets):
    html = fetch(client, q=SEWAGE, country="KH")
    assert "Cambodia" in chip(html, "Country")
    assert 'value="KH" selected' not in removing(client, html, "Country")
    assert "Viet Nam" in chip(fetch(client, q=SEWAGE, country="VN", drop="country/VN"), "Country")


def test_a_chip_leads_to_a_form_that_holds_its_numbers(client, sheets):
    url = links(chip(fetch(client, q=SEWAGE), "Chemical oxygen demand"))[0]
    form = client.get("/en/match/" + url.partition("#")[0]).content.decode()
    assert 'value="cod" selected' in form
    assert re.search(r'name="inlet_1" value="700"', form)
    assert re.search(r'name="target_1" value="75"', form)
    assert "<details open>" in form


def test_a_parameter_without_a_number_is_marked_and_asked_for(client, sheets):
    html = fetch(client, q="Sewage with coliform")
    assert "chip--unknown" in chip(html, "no number")
    assert "what may be left" in html.partition("Numbers that would help")[2]


def test_a_sector_is_added_to_what_the_words_say(client, sheets):
    html = fetch(client, q="Palm oil mill effluent", sector="textile")
    assert chip(html, "Textile")
    assert chip(html, "Palm oil")


def test_a_text_that_says_nothing_gets_help(client, sheets):
    html = fetch(client, q="zzzz qqqq")
    assert "We found no sector" in html
    assert not cards(html)


# --- the answer


def test_a_match_shows_the_verdict_with_its_arithmetic(client, sheets):
    card = cards(fetch(client, q=SEWAGE))["mbr"]
    assert "700 × (1 − 0.97…0.92)" in text(card)
    assert "21–56\u202fmg/L" in text(card)
    assert "Met" in text(card)
    assert "range-bar__in" in card


def test_what_a_sheet_says_about_other_water_is_no_offer(client, sheets):
    card = cards(fetch(client, q="Municipal sewage, COD from 5000 to 75 mg/L"))["mbr"]
    assert "takes 250–1\u202f000\u202fmg/L, not 5\u202f000" in text(card)
    assert "Not stated" in text(card)
    assert "A step before it that brings Chemical oxygen demand from 5\u202f000" in text(card)
    assert "range-bar__in" not in card


def test_the_parts_of_a_score_add_up_to_it(client, sheets):
    for card in cards(fetch(client, q=SEWAGE)).values():
        total = float(re.search(r"<b>([\d.]+)</b> of", card)[1])
        points = re.findall(
            r"([\d.]+) of [\d.]+", text(card.partition("match__points")[2].partition("</p>")[0])
        )
        assert sum(map(float, points)) == pytest.approx(total, abs=1e-9)


def test_reasons_name_codes_numbers_and_the_readers_own_words(client, sheets):
    card = text(cards(fetch(client, q=SEWAGE))["mbr"])
    assert "Its sheet uses your words: “" in card
    assert "Met: Chemical oxygen demand" in card
    assert "“to”" not in card


def test_technologies_that_fail_a_must_have_come_last_under_a_heading(client, sheets):
    html = fetch(client, q="Municipal sewage, COD from 700 to 30 mg/L", must="cod", limit=50)
    held = cards(html.partition("Held back by a must-have")[2])
    assert held
    assert all("Not met" in text(card) for card in held.values())
    before = cards(html.partition("Held back by a must-have")[0])
    assert before
    assert not any(
        "Not met" in text(card.partition("match__notes")[0]).replace("Not met in", "")
        for card in before.values()
    )


def test_the_switch_of_a_chip_makes_a_wish_a_must_and_back(client, sheets):
    html = fetch(client, q=SEWAGE)
    switch = links(chip(html, "Chemical oxygen demand"))[1]
    now = client.get("/en/match/" + switch).content.decode()
    assert "is a must-have" in chip(now, "Chemical oxygen demand")
    back = client.get("/en/match/" + links(chip(now, "Chemical oxygen demand"))[1]).content.decode()
    assert "is a wish" in chip(back, "Chemical oxygen demand")


def test_matches_come_in_pages(client, sheets):
    first, second = (list(cards(fetch(client, q=SEWAGE, limit=2, page=page))) for page in (1, 2))
    assert len(first) == len(second) == 2
    assert not set(first) & set(second)
    assert '<span class="match__rank" aria-hidden="true">3</span>' in fetch(client, q=SEWAGE, limit=2, page=2)


def test_the_page_says_how_many_technologies_were_looked_at(client, sheets):
    assert f"the best of {TechnologyPage.objects.live().count()} in the catalogue" in text(
        fetch(client, q=SEWAGE)
    )


def test_where_it_runs_is_said_honestly_where_nothing_is_known(client, sheets):
    assert "No plant with this technology is in the catalogue yet." in cards(fetch(client, q=SEWAGE))["mbr"]


# --- who offers it


def test_enterprises_of_the_field_stand_with_a_sheet_those_in_the_country_first(client, sheets):
    group = TechnologyPage.objects.get(slug="mbr").group
    index = SupplierPage.objects.first().get_parent()
    for title, country, at_work in (("Aaa Works", "SG", ""), ("Zzz Works", "SG", "VN")):
        supplier = SupplierPageFactory(parent=index, title=title, country=country)
        supplier.technology_groups.add(group)
        if at_work:
            supplier.active_in.create(country=at_work)
        supplier.save()
    html = fetch(client, q=SEWAGE)
    card = text(cards(html)["mbr"])
    assert card.index("Zzz Works") < card.index("Aaa Works")
    assert "unclaimed profiles" in card


def test_a_listing_names_its_own_supplier(client, sheets):
    supplier = SupplierPage.objects.first()
    listing = TechnologyPageFactory(
        parent=supplier,
        title="Sewage plant in a box",
        slug="sewage-box",
        summary="Municipal sewage",
        group=ConceptFactory(code="wastewater-biological"),
        listing_type=ConceptFactory(scheme="listing-type", code="process"),
    )
    listing.media.add(ConceptFactory(scheme="medium", code="water"))
    listing.save()
    card = cards(fetch(client, q="Municipal sewage plant in a box"))[f"{supplier.slug}/sewage-box"]
    assert f"Offered by: {supplier.title}" in text(card)
    assert f'href="{listing.get_url()}"' in card


def test_label_partners_stand_only_where_products_are_asked_for(client, sheets):
    assert "Label partners" not in fetch(client, q=SEWAGE)
    html = fetch(client, q="We want to buy paint with an eco-label in Thailand")
    assert "Thai Green Label" in html.partition("Label partners")[2]


# --- national limits


def test_a_standard_gives_its_limits_and_says_that_it_was_replaced(client, sheets):
    html = fetch(client, q="Dyeing wastewater in Viet Nam, colour", standard="vn-qcvn40-2011-a")
    assert "QCVN 40:2011/BTNMT A has been replaced" in html
    assert "50" in text(chip(html, "Colour"))
    assert "more limits of the standard" in html


def test_a_limit_that_was_said_wins_over_the_standards(client, sheets):
    html = fetch(client, q="Sewage, COD from 700 to 60 mg/L", standard="vn-qcvn40-2011-a")
    assert "700 → ≤\u202f60" in text(chip(html, "Chemical oxygen demand"))


def test_what_a_standard_expresses_as_another_substance_is_not_compared(client, sheets):
    html = fetch(client, q="Sewage", standard="who-gdwq-2022")
    assert "Not compared, since the standard expresses them in another way: Nitrate" in text(html)


def test_an_inlet_that_is_typed_completes_the_limit_of_a_standard(client, sheets):
    html = fetch(client, q="Sewage", standard="vn-qcvn40-2011-a", parameter_1="cod", inlet_1="400")
    assert "400 × (1 − 0.97…0.92)" in text(cards(html)["mbr"])


# --- a kept need


def test_a_kept_need_is_matched_with_its_numbers(client, sheets, sources):
    ask = Ask(title="Sewage of Hue", text="Municipal sewage", limits=(Limit("cod", 75, 700, "mg/L"),))
    doors.register_need_source(lambda slug, user: ask if slug == "hue" else None)
    html = fetch(client, need="hue")
    assert "Sewage of Hue" in re.search(r"<h1>(.*?)</h1>", html, re.DOTALL)[1]
    assert "700 × (1 − 0.97…0.92)" in text(cards(html)["mbr"])
    assert '<input type="hidden" name="need" value="hue">' in html


def test_the_must_haves_of_a_kept_need_can_be_taken_back(client, sheets, sources):
    ask = Ask(title="Sewage", limits=(Limit("cod", 75, 700, "mg/L"),), must_have=frozenset({"cod"}))
    doors.register_need_source(lambda slug, user: ask)
    assert "is a must-have" in chip(fetch(client, need="hue"), "Chemical oxygen demand")
    assert "is a wish" in chip(fetch(client, need="hue", must=""), "Chemical oxygen demand")


def test_a_need_that_the_reader_may_not_see_is_as_one_that_is_not_there(client, sheets, sources):
    doors.register_need_source(lambda slug, user: Ask(title="Secret") if user.is_authenticated else None)
    html = fetch(client, need="secret")
    assert "There is no need of this name that you may see." in html
    client.force_login(get_user_model().objects.create(email="official@example.org"))
    assert "Secret" in fetch(client, need="secret")


# --- bad input


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("flow", "0", "must be above zero"),
        ("flow", "-5", "must be above zero"),
        ("flow", "nan", "not a number"),
        ("flow", "inf", "not a number"),
        ("flow", "1.2.3", "not a number"),
        ("flow", "9" * 30, "too large"),
        ("flow", "<b>5</b>", "not a number"),
        ("flow", "😀", "not a number"),
        ("flow", "٣ متر", "not a number"),
        ("flow_unit", "buckets", "do not know this unit"),
        ("flow_unit", "mg/L", "no unit of size"),
        ("target_1", "abc", "not a number"),
        ("target_1", "75", "Say what this number is about"),
        ("unit_1", "<i>", "do not know this unit"),
        ("country", "XX", "valid choice"),
        ("standard", "nowhere", "valid choice"),
        ("parameter_1", "<script>", "valid choice"),
    ],
)
def test_bad_input_gets_a_message_at_its_field_and_the_words_are_still_answered(
    client, sheets, name, value, message
):
    html = fetch(client, q="Municipal sewage", **{name: value})
    where = "parameter_1" if (name, value) == ("target_1", "75") else name
    assert message in markup.unescape(field(html, where))
    if not name.startswith(("country", "standard", "parameter")):
        assert f'value="{markup.escape(value, quote=True)}"' in html
    assert cards(html)
    assert value not in html or "<" not in value


def test_an_inlet_below_its_limit_is_said_at_the_inlet(client, sheets):
    html = fetch(client, q="Municipal sewage", parameter_1="cod", inlet_1="50", target_1="75")
    assert "already below the limit" in field(html, "inlet_1")
    assert 'value="50"' in field(html, "inlet_1")
    assert cards(html)


def test_a_unit_of_another_kind_is_said_at_the_unit(client, sheets):
    html = fetch(client, q="Municipal sewage", parameter_1="cod", target_1="75", unit_1="kW")
    assert "kW does not compare with mg/L" in field(html, "unit_1")


def test_numbers_are_read_as_the_language_of_the_page_writes_them(client, sheets):
    html = fetch(client, "vi", q="Nước thải", parameter_1="cod", inlet_1="1.234,5", target_1="75")
    assert 'name="inlet_1" value="1.234,5"' in html
    assert "1.234,5 →" in text(html)
    english = fetch(client, q="Sewage", parameter_1="cod", inlet_1="1,234.5", target_1="75")
    assert "1\u202f234.5 →" in text(english)


def test_a_text_that_is_too_long_is_kept_said_and_answered(client, sheets):
    long = SEWAGE + " sewage" * 3000
    html = fetch(client, q=long)
    assert "only its first 20,000 characters were read" in html
    assert markup.escape(long) in html
    assert cards(html)


@pytest.mark.parametrize(
    "words",
    [
        "😀🏭💧",
        "مياه الصرف الصحي COD 700 mg/L",
        "<script>alert(1)</script> sewage",
        "\x00\x01 sewage",
        "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ",
        "{{ 7*7 }} {% now %} %s %(a)s {0}",
        "sewage " + "9" * 400 + " m3/d",
        "COD 1e999 mg/L, -5 m3/d, 0 m3/d",
    ],
)
def test_no_text_breaks_the_page(client, sheets, words):
    html = fetch(client, q=words)
    assert "<script>alert" not in html
    assert html.count("<h1") == 1


def test_an_unknown_language_is_said(client, sheets):
    assert "We could not tell the language" in fetch(client, q="ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ")


def test_broken_fields_of_links_are_left_out(client, sheets):
    html = fetch(client, q=SEWAGE, drop="<b>", must="' or 1=1", sector="<script>", page="-3", limit="x")
    assert cards(html)
    assert "<script>" not in html


# --- the page as a whole


@pytest.mark.parametrize("language", ["zh-hans", "vi", "km", "my"])
def test_titles_come_in_the_readers_language_marked_as_translated_by_a_machine(client, sheets, language):
    html = fetch(client, language, q=SEWAGE)
    page = TechnologyPage.objects.get(slug="mbr")
    words = page.words.get(language={"zh-hans": "zh"}.get(language, language))
    card = cards(html)["mbr"]
    assert words.title in markup.unescape(card)
    assert f'<span lang="en">{page.title}</span>' in card
    with override(language):
        assert '<path d="M3.5 6h10' in card  # the mark of a translation


def test_in_english_the_chinese_name_stands_beside_the_title(client, sheets):
    assert re.search(r'<span lang="zh-Hans">[^<]+</span>', cards(fetch(client, q=SEWAGE))["mbr"])


def test_ids_are_unique_and_the_page_is_small(client, sheets):
    html = fetch(client, q=SEWAGE, standard="vn-qcvn40-2011-a", limit=50)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert len(gzip.compress(html.encode())) < 60_000
    assert "style=" not in html
    assert not re.search(r"\son[a-z]+=", html)


def test_the_number_of_queries_is_low_and_does_not_grow_with_the_matches(client, sheets):
    def queries(**query):
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            fetch(client, **query)
        return len(seen)

    fetch(client, q=SEWAGE)  # the catalogue is read once
    one, all_of_them = queries(q=SEWAGE, limit=1), queries(q=SEWAGE, limit=50)
    assert one == all_of_them
    assert all_of_them <= MOST_QUERIES
    assert queries(q=SEWAGE, standard="vn-qcvn40-2011-a") <= MOST_QUERIES + 4
