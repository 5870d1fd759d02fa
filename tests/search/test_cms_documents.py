"""Records of the catalogue as documents: what readers may see, under which codes, in which words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import (
    ArticlePage,
    CertifiedProduct,
    CountryIndexPage,
    CountryPage,
    KnowledgeIndexPage,
    LabelIndexPage,
    LabelSchemePage,
    ProductGroup,
    TechnologyPage,
)
from search.documents import all_documents, record_name, sources

pytestmark = pytest.mark.django_db


def documents():
    return {document.record: document for document in all_documents()}


def test_every_source_has_one_kind_of_record_and_makes_documents_of_an_empty_database():
    assert len({source.model for source in sources()}) == len(sources())
    assert list(all_documents()) == [] or all(document.kind for document in all_documents())


def test_a_technology_carries_its_codes_numbers_and_words_in_every_language(library, add_technology, codes):
    page = add_technology(
        library, "Membrane bioreactor", "mbr", capacity_min=2, capacity_max=20, capacity_unit="m3/h", trl=9,
        other_names=[{"type": "item", "value": "MBR"}], limits_of_use=[{"type": "item", "value": "Not for oily water"}],
    )  # fmt: skip
    page.words.create(
        language="th", title="ถังปฏิกรณ์", summary="ก", problem="ข", terms=["เอ็มบีอาร์"], origin="machine"
    )
    page.save()
    document = documents()[record_name(page)]
    assert (document.kind, document.id, document.route) == (
        "technology",
        "mbr",
        ("wagtail_serve", "technologies/mbr/"),
    )
    assert document.facets["medium"] == ("water",)
    assert document.facets["group"] == ("biological-treatment",)
    assert document.facets["maturity"] == ("proven",)
    assert document.facets["capacity"] == ("m3/d:10-100", "m3/d:100-1000")  # 48 to 480 m3/d
    assert document.numbers["capacity_m3_d"] == pytest.approx((48, 480))
    assert document.numbers["trl"] == (9, 9)
    assert document.words["en"].terms == ("MBR",)
    assert "Not for oily water" in document.words["en"].body
    assert (document.words["th"].title, document.words["th"].machine) == ("ถังปฏิกรณ์", True)


def test_units_that_are_simply_added_have_no_upper_end(library, add_technology):
    page = add_technology(
        library,
        "Module",
        "module",
        capacity_min=5,
        capacity_max=50,
        capacity_unit="m3/d",
        capacity_modular=True,
    )
    assert documents()[record_name(page)].facets["capacity"][-1] == "m3/d:100000-"


@pytest.mark.parametrize("unit", ["people", "m2 of raft per m2 of water", "mg/L"])
def test_a_capacity_in_another_unit_has_no_band(library, add_technology, unit):
    page = add_technology(library, "Raft", "raft", capacity_min=5, capacity_max=50, capacity_unit=unit)
    assert documents()[record_name(page)].facets["capacity"] == ()


def test_a_listing_is_named_below_its_supplier_and_found_in_the_countries_of_the_supplier(
    suppliers, add_supplier, add_technology
):
    owner = add_supplier(suppliers, "Clear River", "clear-river")
    owner.active_in.create(country="VN")
    owner.save()
    listing = add_technology(owner, "CR-200", "cr-200", is_sample=True)
    document = documents()[record_name(listing)]
    assert (document.id, document.note, document.marks) == ("clear-river/cr-200", "Clear River", ("sample",))
    assert document.facets["country"] == ("CN", "VN")


def test_a_listing_has_the_words_of_its_sheet_but_its_own_title(
    library, suppliers, add_supplier, add_technology
):
    sheet = add_technology(library, "Membrane bioreactor", "mbr")
    sheet.words.create(language="km", title="ភ្នាស", summary="ទឹក", terms=["ត្រង"], origin="machine")
    sheet.save()
    listing = add_technology(
        add_supplier(suppliers, "Clear River", "clear-river"), "CR-200", "cr-200", sheets=[sheet]
    )
    words = documents()[record_name(listing)].words["km"]
    assert (words.title, words.terms, words.machine) == ("", ("ភ្នាស", "ត្រង"), True)


def test_drafts_are_no_documents(library, add_technology):
    page = add_technology(library, "Draft", "draft", live=False)
    assert record_name(page) not in documents()


def test_an_unclaimed_profile_says_so(suppliers, add_supplier):
    page = add_supplier(suppliers, "Clear River", "clear-river", name_local="清河", city="Yixing")
    document = documents()[record_name(page)]
    assert document.marks == ("unclaimed",)
    assert document.words["en"].terms == ("清河",)
    page.claimed = True
    page.save()
    assert documents()[record_name(page)].marks == ()


def test_a_product_is_found_by_number_and_by_the_names_of_its_group(home):
    labels = home.add_child(instance=LabelIndexPage(title="Labels", slug="labels"))
    scheme = labels.add_child(
        instance=LabelSchemePage(
            title="Green Label", slug="green", region="asean", name_local="绿色标签", local_language="zh"
        )
    )
    group = ProductGroup.objects.create(
        code="paint", label="Paint", labels={"vi": "Sơn"}, aliases=["coating"]
    )
    product = CertifiedProduct.objects.create(
        code="p-1",
        product="Wall paint",
        company="Firm",
        scheme=scheme,
        group=group,
        licence_number="GL-77",
        status="seen",
    )
    found = documents()
    document = found[record_name(product)]
    assert (document.id, document.route) == ("p-1", ("cms:product", "p-1"))
    assert document.words["en"].terms == ("GL-77",)
    assert document.words["vi"].summary == "Sơn"
    assert found[record_name(scheme)].words["zh"].title == "绿色标签"


def test_a_country_is_found_by_its_name_in_every_language(home):
    section = home.add_child(instance=CountryIndexPage(title="Countries", slug="countries"))
    page = section.add_child(instance=CountryPage(title="Viet Nam", slug="viet-nam", country="VN"))
    words = documents()[record_name(page)].words
    assert words["zh"].title == "越南"
    assert len(words) == 10


def test_an_article_is_found_by_its_text_without_markup(home):
    section = home.add_child(instance=KnowledgeIndexPage(title="Knowledge", slug="knowledge"))
    page = section.add_child(
        instance=ArticlePage(
            title="Sludge",
            slug="sludge",
            date="2025-06-01",
            body=[{"type": "text", "value": "<p>Dry it in the <b>sun</b></p>"}],
        )
    )
    document = documents()[record_name(ArticlePage.objects.get(pk=page.pk))]
    assert document.date == "2025-06-01"
    assert "sun" in document.words["en"].body
    assert "<b>" not in document.words["en"].body


def test_reading_more_technologies_costs_no_more_queries(library, add_technology):
    source = next(source for source in sources() if source.model is TechnologyPage)

    def queries(pages):
        for _ in range(pages):
            number = TechnologyPage.objects.count()
            add_technology(library, f"Pump {number}", f"pump-{number}")
        list(
            source.documents()
        )  # sites and content types are looked up once a process, whichever test comes first
        with CaptureQueriesContext(connection) as captured:
            list(source.documents())
        return len(captured)

    few = queries(2)
    assert queries(6) == few
    assert few <= 10
