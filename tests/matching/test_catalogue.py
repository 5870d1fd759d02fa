"""The catalogue in memory follows what is published, and profiles say what the pages say."""

import io

import pytest
from django.core.management import call_command

from cms.models import DemonstrationProjectPage, SupplierPage, TechnologyPage
from matching import catalogue, storage
from matching.asking import Ask
from matching.catalogue import NoTechnologies, snapshot
from matching.core.profiles import Span
from matching.service import answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words_only(monkeypatch):
    """The encoder takes seconds to load and is tested on its own."""
    monkeypatch.setattr("matching.encoders.encoder", lambda: None)


def profiles():
    return {profile.id: profile for profile in snapshot().catalogue.profiles}


def first(text, **facts):
    return [match.technology for match in answer(Ask(text=text, **facts)).matches]


def publish(page):
    page.save_revision().publish()


def test_nothing_published_is_a_state_of_its_own(db):
    with pytest.raises(NoTechnologies):
        snapshot()
    assert answer(Ask(text="sewage")).snapshot is None


def test_a_profile_holds_the_words_of_all_ten_languages(small_catalogue):
    assert set(profiles()["mbr"].words) == {"en", "zh", "vi", "th", "id", "ms", "fil", "km", "lo", "my"}


def test_quantities_arrive_in_base_units(small_catalogue):
    mbr = profiles()["mbr"]
    assert (mbr.capacity.span, mbr.capacity.unit, mbr.capacity.modular) == (Span(10, 500_000), "m3/d", True)
    assert mbr.footprint.unit == "m2/(m3/d)"
    cod = next(line for line in mbr.performance if line.parameter == "cod")
    assert (cod.inlet, cod.outlet, cod.removal) == (Span(250, 1000), Span(15, 40), Span(92, 97))


def test_a_published_edit_is_matched_at_once(small_catalogue):
    assert "bag-filter" not in first("zymotic frobnicators")[:1]
    page = TechnologyPage.objects.get(slug="bag-filter")
    page.problem = "Zymotic frobnicators clog the works."
    publish(page)
    assert first("zymotic frobnicators")[0] == "bag-filter"


def test_a_draft_is_not_matched(small_catalogue):
    page = TechnologyPage.objects.get(slug="bag-filter")
    page.problem = "Zymotic frobnicators clog the works."
    page.save_revision()
    found = answer(Ask(text="zymotic frobnicators")).matches
    assert all(r.points == 0 for m in found for r in m.reasons if r.part == "lexical")


def test_an_unpublished_technology_is_no_match(small_catalogue):
    assert "mbr" in first("membrane bioreactor for sewage")
    TechnologyPage.objects.get(slug="mbr").unpublish()
    assert "mbr" not in first("membrane bioreactor for sewage")


def test_a_deleted_technology_is_no_match(small_catalogue):
    first("sewage")
    TechnologyPage.objects.get(slug="mbr").delete()
    assert "mbr" not in first("membrane bioreactor for sewage")


def test_only_changed_pages_are_read_again(small_catalogue, monkeypatch):
    snapshot()
    read = []
    original = catalogue.read_entries
    monkeypatch.setattr(catalogue, "read_entries", lambda pks: read.extend(pks) or original(pks))
    page = TechnologyPage.objects.get(slug="mbr")
    publish(page)
    snapshot()
    assert read == [page.pk]


def test_an_unchanged_catalogue_costs_three_queries(small_catalogue, django_assert_num_queries):
    snapshot()
    with django_assert_num_queries(3):
        snapshot()


def test_a_listing_inherits_the_words_of_its_reference_sheet(small_catalogue):
    sheet = TechnologyPage.objects.get(slug="mbr")
    listing = TechnologyPage(
        title="AquaBox 200", slug="aquabox-200", summary="A container plant.", problem="Little space.", group=sheet.group,
        listing_type=sheet.listing_type,
    )  # fmt: skip
    supplier = SupplierPage.objects.first()
    supplier.add_child(instance=listing)
    listing.reference_sheets.set([sheet])
    listing.save()
    publish(listing)
    assert profiles()[f"{supplier.slug}/aquabox-200"].words["lo"].title == profiles()["mbr"].words["lo"].title


class TestWhatAProfileBorrows:
    """A profile shows its supplier's countries and the plants where it runs; their pages are published apart."""

    @pytest.fixture
    def listing(self, small_catalogue):
        sheet = TechnologyPage.objects.get(slug="mbr")
        page = TechnologyPage(
            title="AquaBox", slug="mbr", summary="A container plant.", problem="Little space.", group=sheet.group,
            listing_type=sheet.listing_type,
        )  # fmt: skip
        SupplierPage.objects.first().add_child(instance=page)
        publish(page)
        return page

    def test_a_listing_named_like_a_sheet_is_another_technology(self, listing):
        supplier = listing.get_parent()
        assert {"mbr", f"{supplier.slug}/mbr"} <= set(profiles())

    def test_a_supplier_that_enters_a_country_brings_its_listings_along(self, listing):
        supplier = listing.get_parent().specific
        key = f"{supplier.slug}/mbr"
        supplier.active_in.all().delete()
        publish(supplier)
        assert profiles()[key].countries == frozenset()
        supplier.active_in.create(country="LA")
        publish(supplier)
        assert profiles()[key].countries == {"LA"}

    def test_a_listing_that_moves_to_another_supplier_takes_its_name(self, listing):
        snapshot()
        other = SupplierPage.objects.last()
        listing.move(other, pos="last-child")
        assert f"{other.slug}/mbr" in profiles()

    def test_a_new_plant_is_a_reference_at_once(self, small_catalogue):
        plant = DemonstrationProjectPage.objects.first()
        assert plant.title not in [r.name for r in profiles()["mbr"].references]
        plant.technologies.add(TechnologyPage.objects.get(slug="mbr"))
        publish(plant)
        assert plant.title in [r.name for r in profiles()["mbr"].references]


class TestModelFile:
    @pytest.fixture(autouse=True)
    def _own_path(self, settings, tmp_path):
        settings.MATCHING = {**settings.MATCHING, "MODEL_PATH": tmp_path / "matcher.skops"}

    def test_fitting_writes_a_file_that_reads_back_the_same(self, small_catalogue):
        call_command("fit_matcher", stdout=io.StringIO())
        space, about = storage.read()
        assert about["documents"] == 8
        tokens = [entry.tokens for entry in snapshot().entries.values()]
        assert (space.vectors(tokens) == snapshot().catalogue.latent).all()

    def test_fitting_again_changes_nothing(self, small_catalogue, capsys):
        call_command("fit_matcher")
        before = storage.path().stat().st_mtime_ns
        call_command("fit_matcher")
        assert storage.path().stat().st_mtime_ns == before
        assert "current" in capsys.readouterr().out

    def test_a_file_of_another_version_is_refused_and_the_matcher_still_answers(
        self, small_catalogue, monkeypatch, caplog
    ):
        call_command("fit_matcher", stdout=io.StringIO())
        monkeypatch.setattr(storage, "FORMAT", 999)
        with pytest.raises(storage.ModelMismatch, match="format"):
            storage.read()
        catalogue.forget()  # as in a process that starts with the new version
        assert first("membrane bioreactor for sewage")
        assert "is not used" in caplog.text

    def test_a_broken_file_is_refused(self, small_catalogue):
        storage.path().write_bytes(b"not a model")
        with pytest.raises(storage.ModelMismatch):
            storage.read()
        assert storage.load() is None
