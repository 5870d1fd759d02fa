import random
import re
from io import StringIO

import numpy as np
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from cms.models import (
    DemonstrationProjectPage,
    LoadedRecord,
    PerformanceLine,
    ReferenceLibraryPage,
    SupplierIndexPage,
    SupplierPage,
    TechnologyPage,
)
from marketplace.models import Organisation
from marketplace.sample_catalogue.generating import generate
from matching import encoders
from matching.models import TechnologyVector
from matching.profiles import live_technologies, technology_profile
from search.documents import source_of
from search.models import OutboxEntry

COUNT = 60


def run(*args, **options):
    out = StringIO()
    call_command("generate_catalogue", *args, force=True, stdout=out, **options)
    return out.getvalue()


def listings():
    return TechnologyPage.objects.filter(is_sample=True).order_by("path")


def content():
    """Everything a listing says, without the ids that the database gives."""
    rows = []
    for page in listings().select_related("group", "maturity", "evidence"):
        numbers = [getattr(page, f"{span}_{end}") for span in page.SPANS for end in ("min", "max")]
        lines = page.performance.order_by("sort_order").values_list(
            "parameter__code", "removal_min", "removal_max", "outlet_max", "value_max", "unit", "basis"
        )
        codes = [
            sorted(getattr(page, name).values_list("code", flat=True))
            for name in ("media", "sectors", "parameters")
        ]
        said = (page.title, page.slug, page.url_path, page.summary, page.problem, str(page.evidence))
        rows.append(
            (*said, page.trl, numbers, [*lines], codes, page.first_published_at, page.translation_key)
        )
    return rows


@pytest.fixture
def sheet_vectors(small_catalogue):
    """Vectors of one made-up encoder for every sheet."""
    noise = np.random.default_rng(0)
    for page in TechnologyPage.objects.all():
        rows = noise.standard_normal((4, 16))
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        TechnologyVector.objects.create(
            page=page, encoder="test", text_hash="x", views=4, data=rows.astype(np.float16).tobytes()
        )


@pytest.fixture
def made(small_catalogue):
    return run(COUNT)


# What is made


def test_as_many_listings_are_made_as_were_asked_for_and_all_say_that_they_are_samples(made):
    assert listings().live().count() == COUNT
    assert SupplierPage.objects.filter(is_sample=True).live().count() == 2
    made_pages = [*listings(), *SupplierPage.objects.filter(is_sample=True)]
    assert all(page.title.endswith("(sample)") for page in made_pages)
    assert "60 sample listings of 2 sample suppliers, for benchmarks only" in made
    assert "search_rebuild" in made


def test_the_page_tree_is_healthy(made):
    assert Page.find_problems() == ([], [], [], [], [])
    index = SupplierIndexPage.objects.get()
    assert index.get_children().count() == index.numchild
    supplier = SupplierPage.objects.get(slug="sample-catalogue-supplier-2")
    assert supplier.get_parent().specific == index
    assert supplier.get_children().count() == 20
    listing = supplier.get_children().last()
    assert listing.url_path == f"{supplier.url_path}{listing.slug}/"


def test_every_record_passes_the_checks_that_an_editor_must_pass(made):
    for page in [*listings(), *SupplierPage.objects.filter(is_sample=True)]:
        page.full_clean()
        assert page.draft_title == page.title
    for line in PerformanceLine.objects.filter(page__in=listings()):
        line.full_clean()


def test_a_listing_keeps_to_its_sheet(made):
    for page in listings().prefetch_related("reference_sheets"):
        (sheet,) = page.reference_sheets.all()
        assert sheet.get_parent().specific_class is ReferenceLibraryPage
        assert (page.group, page.listing_type) == (sheet.group, sheet.listing_type)
        assert page.capacity_unit == sheet.capacity_unit
        for name in ("media", "sectors", "parameters"):
            codes = set(getattr(page, name).all())
            assert codes <= set(getattr(sheet, name).all())
            assert codes or name == "parameters"
        known = set(sheet.performance.values_list("parameter", "unit", "conditions"))
        assert set(page.performance.values_list("parameter", "unit", "conditions")) <= known
        assert 5 <= page.trl <= sheet.trl
        if page.trl < sheet.trl:
            assert page.maturity.code == ("demonstration" if page.trl >= 7 else "pilot")
        else:
            assert page.maturity == sheet.maturity


def test_listings_of_one_sheet_differ_in_words_and_numbers(made):
    pages = list(listings())
    assert len({page.title for page in pages}) == COUNT
    assert len({page.summary for page in pages}) == COUNT
    assert len({(page.capacity_min, page.capacity_max) for page in pages}) > COUNT / 2
    assert len({page.slug for page in pages}) == COUNT


def test_a_listing_has_a_supplier_from_china_or_asean(small_catalogue):
    run(1000)
    countries = set(SupplierPage.objects.filter(is_sample=True).values_list("country", flat=True))
    assert "CN" in countries
    assert len(countries) > 6
    assert countries <= {"CN", "BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "TL", "VN"}


def test_vectors_are_those_of_the_sheet_moved_a_little(sheet_vectors):
    run(COUNT)
    kept = {row.page_id: row for row in TechnologyVector.objects.all()}
    for page in listings():
        sheet = page.reference_sheets.get()
        mine, theirs = (
            np.frombuffer(bytes(kept[pk].data), np.float16).reshape(4, 16).astype(float)
            for pk in (page.pk, sheet.pk)
        )
        assert np.allclose(np.linalg.norm(mine, axis=1), 1, atol=1e-2)
        likeness = (mine * theirs).sum(axis=1)
        assert ((likeness > 0.8) & (likeness < 0.9999)).all()


def test_a_made_listing_counts_as_encoded(sheet_vectors):
    run(5)
    for page in live_technologies().filter(is_sample=True):
        texts = encoders.views(technology_profile(page))
        assert page.vectors.get().text_hash == encoders.text_hash(texts)


# How it is found and shown


def test_search_makes_documents_of_listings_and_suppliers(made):
    source = source_of("cms.technologypage")
    documents = [source.to_document(page) for page in source.visible().filter(is_sample=True)]
    assert len({document.id for document in documents}) == COUNT
    for document in documents:
        assert document.marks == ("sample",)
        assert document.facets["country"]
        assert document.words["vi"].summary  # inherited from the sheet
        assert document.date
    suppliers = source_of("cms.supplierpage")
    found = [suppliers.to_document(page) for page in suppliers.visible().filter(is_sample=True)]
    assert [document.marks for document in found] == [("sample",), ("sample",)]


def test_pages_open_and_say_that_they_are_samples(made, client):
    supplier = SupplierPage.objects.filter(is_sample=True).first()
    for page in (listings().first(), listings().last(), supplier, listings().first().reference_sheets.get()):
        response = client.get(page.url, follow=True)
        assert response.status_code == 200
    assert "sample" in client.get(supplier.url, follow=True).content.decode()


def test_a_page_can_be_edited_and_published(made):
    page = listings().first()
    page.title = "Changed"
    page.save_revision().publish()
    assert TechnologyPage.objects.get(pk=page.pk).title == "Changed"
    assert Page.find_problems() == ([], [], [], [], [])


def test_nobody_is_told_of_each_page(small_catalogue):
    OutboxEntry.objects.all().delete()
    run(COUNT)
    assert not OutboxEntry.objects.exists()


def test_published_days_are_past(made):
    assert all(page.first_published_at < timezone.now() for page in listings())


# The same again


def test_the_same_seed_gives_the_same_catalogue(made):
    before = content()
    random.seed(99)
    run(COUNT)
    assert content() == before


def test_another_seed_gives_another_catalogue(made):
    before = content()
    run(COUNT, seed=2)
    assert not {row[0] for row in before} & {row[0] for row in content()}


def test_a_larger_catalogue_begins_with_the_smaller_one(made):
    before = content()
    run(COUNT + 50)
    assert listings().count() == COUNT + 50
    assert content()[:COUNT] == before


def test_a_run_replaces_what_an_earlier_run_made(made):
    out = run(10)
    assert "Removed: 60 sample listings, 2 suppliers" in out
    assert listings().count() == 10
    assert SupplierPage.objects.filter(is_sample=True).count() == 1
    assert Page.find_problems() == ([], [], [], [], [])


# Nothing of it any more


def rows_of_every_table():
    counted = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]
    return {m._meta.label: m._base_manager.count() for m in counted}


def test_clear_leaves_the_database_as_it_was(sheet_vectors):
    before, paths = rows_of_every_table(), list(Page.objects.values_list("path", "numchild", "title"))
    run(COUNT)
    assert rows_of_every_table() != before
    assert "Removed: 60 sample listings, 2 suppliers" in run(clear=True)
    assert rows_of_every_table() == before
    assert list(Page.objects.values_list("path", "numchild", "title")) == paths


def test_clear_leaves_samples_that_somebody_else_made(made):
    index = SupplierIndexPage.objects.get()
    other = index.add_child(
        instance=SupplierPage(title="Other (sample)", country="VN", summary="x", is_sample=True)
    )
    run(clear=True)
    assert list(SupplierPage.objects.filter(is_sample=True)) == [other]
    assert Page.find_problems() == ([], [], [], [], [])


def test_clear_takes_with_a_page_what_editors_hung_on_it(made):
    before = LoadedRecord.objects.count()
    page = listings().first()
    page.title = "Changed"
    page.save_revision(log_action=True).publish()
    organisation = Organisation.objects.create(
        name="Owner",
        kind="enterprise",
        country="VN",
        supplier_page=SupplierPage.objects.filter(is_sample=True).first(),
    )
    project = DemonstrationProjectPage.objects.first()
    project.technologies.add(page)
    project.save()
    run(clear=True)
    organisation.refresh_from_db()
    assert organisation.supplier_page is None
    assert page not in DemonstrationProjectPage.objects.get(pk=project.pk).technologies.all()
    assert not page.revisions.exists()
    assert LoadedRecord.objects.count() == before


def test_clear_finds_a_listing_that_was_moved_to_another_supplier(made):
    real = SupplierPage.objects.filter(is_sample=False).first()
    listings().first().move(real, pos="last-child")
    run(clear=True)
    assert not listings().exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_clear_refuses_where_somebody_put_a_page_below_a_sample_supplier(made):
    real = TechnologyPage.objects.filter(is_sample=False).first()
    copy = real.copy(to=SupplierPage.objects.filter(is_sample=True).first(), update_attrs={"slug": "real"})
    with pytest.raises(CommandError, match=re.escape(copy.title)):
        run(clear=True)
    assert listings().count() == COUNT


def test_clear_without_anything_to_clear_changes_nothing(small_catalogue):
    before = rows_of_every_table()
    assert "Removed: 0 sample listings" in run(clear=True)
    assert rows_of_every_table() == before


# What is refused


@pytest.mark.parametrize("count", [0, -1, 10_000_001])
def test_a_number_out_of_reach_is_refused(small_catalogue, count):
    with pytest.raises(CommandError, match="From 1 to 10,000,000"):
        run(count)


def test_a_public_server_gets_none_by_accident(small_catalogue, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="--force"):
        call_command("generate_catalogue", 5)
    assert not listings().exists()


def test_without_sheets_there_is_nothing_to_vary(db):
    with pytest.raises(CommandError, match="load_data"):
        run(5)


def test_a_number_and_clear_exclude_each_other(small_catalogue):
    for arguments in ([], [5, "--clear"]):
        with pytest.raises(CommandError, match="Give either"):
            run(*arguments)


def test_an_interrupted_run_leaves_what_was_there(made):
    before = content()

    def interrupted(numbers, total):
        yield from range(45)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(90, 2, interrupted)
    assert content() == before
