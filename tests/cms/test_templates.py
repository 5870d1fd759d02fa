"""Every page of the catalogue, rendered from small records in several languages."""

import copy
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.fields import RichTextField

from cms.models import (
    CertifiedProduct,
    TechnologyPage,
)
from tests.cms.world import World

TEMPLATES = Path(__file__).parents[2] / "cms" / "templates"
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _english():
    """A request leaves its language behind; the next test must not find it."""
    with override("en"):
        yield


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """The catalogue, made once for all tests of this file and undone after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override("en"):
            made = World()
        yield made
        transaction.set_rollback(True)
        cache.clear()  # Wagtail keeps the addresses of sites that are gone now


@pytest.fixture
def world(filled, db):
    """A copy of its own for each test; what a test writes is undone with its transaction."""
    cache.clear()
    return copy.deepcopy(filled)


def address(page):
    return page.get_absolute_url() if isinstance(page, CertifiedProduct) else page.get_url()


def fetch(client, page, language="en", query=""):
    with override(language):
        response = client.get(address(page) + query)
    assert response.status_code == 200
    return response.content.decode()


def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: str(p.relative_to(TEMPLATES))
)
def test_every_template_compiles_and_keeps_the_content_policy(path):
    get_template(str(path.relative_to(TEMPLATES)))
    source = path.read_text()
    assert "style=" not in source
    assert "<style" not in source
    assert "<script" not in source
    assert not re.search(r"\son[a-z]+=", source)


@pytest.mark.parametrize("language", ["en", "zh-hans", "vi", "km"])
def test_every_page_renders_in_its_language(client, world, language):
    for name, page in world.pages().items():
        html = fetch(client, page, language)
        with override(language):
            code = {"zh-hans": "zh-Hans"}.get(language, language)
        assert f'<html lang="{code}"' in html, name
        assert html.count("<h1") == 1, name
        assert not re.search(r"\bNone\b(?! of)", text(html)), name
        assert html.count('hreflang="vi"') == 2, name
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), name


def test_a_translation_by_machine_says_so_and_the_original_is_one_click_away(client, world):
    html = fetch(client, world.mbr, "vi")
    assert "Bể sinh học màng" in html
    assert 'href="?original=1"' in html
    original = fetch(client, world.mbr, "vi", "?original=1")
    assert '<h1 lang="en">Membrane bioreactor</h1>' in original
    assert "original" not in fetch(client, world.mbr, "en")


def test_english_words_on_a_page_in_another_language_carry_their_language(client, world):
    html = fetch(client, world.mbr, "vi")
    assert re.search(r'<ul class="ruled list" lang="en">\s*<li>Oil above 50', html)
    assert '<span lang="zh-Hans">膜生物反应器</span>' in html


def test_a_label_that_nobody_confirmed_stands_beside_the_english_one(client, world):
    assert re.search(r'Nhu cầu oxy <span class="quiet" lang="en">\(Cod\)', fetch(client, world.mbr, "vi"))


def test_a_source_that_was_not_read_and_a_value_not_confirmed_say_so(client, world):
    html = text(fetch(client, world.mbr))
    assert "read by us" in html
    assert "not seen" in html
    assert "capex: order only" in html


def test_what_nobody_stated_is_shown_as_not_stated(client, world):
    html = fetch(client, world.mbr)
    land = re.search(
        r'<p class="fact">\s*<span class="fact__value">([^/]*)</span>[^/]*</span>\s*<span class="fact__name">\s*land',
        html,
    )
    assert land
    assert "not stated" in land[1]


def test_numbers_follow_the_language(client, world):
    assert "0,2–\u20600,55" in fetch(client, world.mbr, "vi")
    assert "0.2–\u20600.55" in fetch(client, world.mbr, "en")


class TestCompliance:
    def rows(self, html):
        table = html[html.index('id="comply"') :]
        return [text(row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)]

    def test_each_country_shows_its_standard_in_force(self, client, world):
        rows = self.rows(fetch(client, world.mbr))
        assert any("vn-a" in row and "Met75" in row.replace(" ", "") for row in rows)
        assert any("th-a" in row and "Metinpart30" in row.replace(" ", "") for row in rows)

    def test_a_limit_that_was_not_seen_says_so(self, client, world):
        assert any("th-a" in row and "not confirmed" in row for row in self.rows(fetch(client, world.mbr)))

    def test_a_replaced_standard_is_folded_away_and_marked(self, client, world):
        html = fetch(client, world.mbr)
        assert html.index("th-b") > html.index("<details", html.index('id="comply"'))
        assert "replaced" in html

    def test_a_page_without_an_outlet_has_no_table(self, client, world):
        world.mbr.performance.all().delete()
        assert 'id="comply"' not in fetch(client, world.mbr)


def test_a_profile_that_nobody_claimed_says_so(client, world):
    assert "Nobody at this organisation wrote this page" in fetch(client, world.supplier)
    world.supplier.claimed = True
    world.supplier.save_revision().publish()
    assert "Nobody at this organisation wrote" not in fetch(client, world.supplier)


def test_a_listing_names_its_supplier_and_the_sheet_names_the_listing(client, world):
    listing = world.technology("acme-mbr", "Acme MBR", world.supplier)
    listing.reference_sheets = [world.mbr]
    listing.save()
    assert "Acme</a>" in fetch(client, listing)
    assert "Acme MBR" in fetch(client, world.mbr)


def test_a_draft_is_shown_nowhere(client, world):
    draft = world.technology("secret", "Secret process")
    draft.unpublish()
    for page in (world.home, world.library, world.supplier):
        assert "Secret process" not in fetch(client, page)
    world.mbr.related = [draft]
    world.mbr.save()
    assert "Secret process" not in fetch(client, world.mbr)


def test_the_grid_rings_a_group_that_an_agreement_names(client, world):
    html = fetch(client, world.labels, "vi")
    assert "mark--ring" in html
    assert "Sơn" in html
    assert f'href="{world.scheme.get_url().replace("/en/", "/vi/")}#paints"' in html


def test_a_product_without_an_end_date_is_not_called_certified_today(client, world):
    assert "its present state is unknown" in fetch(client, world.product)
    assert "16 April 2014" in fetch(client, world.product)


def test_a_measurement_is_drawn_and_tabled(client, world):
    html = fetch(client, world.project)
    assert 'class="chart"' in html
    assert "12 samples" in html
    assert "The tonnage does not fit" in html


def test_the_language_switch_keeps_page_and_query(client, world):
    html = fetch(client, world.mbr, "en", "?original=1")
    assert re.search(r'<a lang="vi"\s+hreflang="vi"\s+href="/vi/technologies/mbr/\?original=1"', html)


def test_html_in_a_record_is_text_on_its_page(client, world):
    for page in world.pages().values():
        for field in page._meta.concrete_fields:
            if not isinstance(field, RichTextField) and field.name in (
                "title", "summary", "problem", "principle", "local_fit", "better_than", "name_local", "city", "place",
                "operator", "caution", "investment", "issuing_body", "notes", "company", "note", "introduction", "organiser",
            ):  # fmt: skip
                setattr(page, field.name, HOSTILE)
        page.save()
        assert HOSTILE not in fetch(client, page), page


@pytest.mark.parametrize("name", ["library", "suppliers", "mbr", "supplier", "labels", "country", "home"])
def test_queries_do_not_grow_with_the_records(client, world, name, django_assert_max_num_queries):
    page = getattr(world, name)
    grow(world, 1)
    fetch(client, page, "vi")
    with django_assert_max_num_queries(60) as before:
        fetch(client, page, "vi")
    grow(world, 4)
    with django_assert_max_num_queries(len(before)):
        fetch(client, page, "vi")


def grow(world, records):
    for _n in range(records):
        number = TechnologyPage.objects.count()
        world.mbr.related.add(world.technology(f"sheet-{number}", f"Sheet {number}"))
        world.add_supplier(f"firm-{number}")
        world.add_standard(f"vn-{number}", "VN", 75)
    world.mbr.save()


class TestErrors:
    @pytest.mark.parametrize("code", [400, 500, 503])
    def test_a_page_of_last_resort_needs_neither_database_nor_request(self, code):
        html = render_to_string(f"{code}.html")
        assert "cms/estuary" in html
        assert html.count("<h1") == 1

    def test_an_unknown_address_is_a_page_with_ways_on(self, client, world):
        response = client.get("/vi/nothing/here/")
        assert response.status_code == 404
        assert '<html lang="vi"' in response.content.decode()

    def test_a_closed_page_offers_to_sign_in(self, db):
        html = render_to_string("403.html", request=RequestFactory().get("/en/x/"))
        assert "sign-in" in html
