"""The index follows every change, never costs a save, and gets there in the end."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.models import TechnologyPage
from search import documents, draining, outbox, service
from search.documents import source_of
from search.engines.base import get_engine
from search.engines.embedded import EmbeddedEngine
from search.models import OutboxEntry
from search.params import SearchParams, SearchUnavailable

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """What a block changes is committed at its end, as in a request."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def drains(monkeypatch):
    """Every drain that is started from now on."""
    started = []
    original = draining.drain
    monkeypatch.setattr(
        draining, "drain", lambda *args, **options: started.append(1) or original(*args, **options)
    )
    return started


@pytest.fixture
def mbr(index, library, add_technology, commit):
    with commit():
        page = add_technology(library, "Membrane bioreactor", "mbr")
    return page


# The index follows


def test_a_new_live_page_is_found(mbr, found):
    assert found("membrane") == {"mbr"}
    assert not OutboxEntry.objects.exists()


def test_a_published_change_is_found_and_a_draft_is_not(mbr, found, commit):
    mbr.title = "Rotating contactor"
    with commit():
        revision = mbr.save_revision()
    assert (found("membrane"), found("contactor")) == ({"mbr"}, set())
    with commit():
        revision.publish()
    assert found("contactor") == {"mbr"}


def test_an_unpublished_page_is_gone_even_through_the_base_class(mbr, found, commit):
    with commit():
        Page.objects.get(pk=mbr.pk).unpublish()
    assert found("membrane") == set()
    with commit():
        TechnologyPage.objects.get(pk=mbr.pk).save_revision().publish()
    assert found("membrane") == {"mbr"}


def test_a_deleted_page_is_gone(mbr, found, commit):
    with commit():
        Page.objects.get(pk=mbr.pk).delete()
    assert found() == set()


def test_pages_deleted_with_their_parent_are_gone(mbr, library, found, commit):
    with commit():
        library.delete()
    assert found() == set()


def test_a_moved_page_has_its_new_address(mbr, suppliers, add_supplier, found, commit):
    with commit():
        supplier = add_supplier(suppliers, "Clear River", "clear-river")
    with commit():
        mbr.move(supplier, pos="last-child")
    hit = service.search(SearchParams("membrane")).hits[0]
    assert (hit.id, hit.route) == ("clear-river/mbr", ("wagtail_serve", "suppliers/clear-river/mbr/"))


def test_a_new_slug_changes_the_addresses_below(index, suppliers, add_supplier, add_technology, commit):
    with commit():
        supplier = add_supplier(suppliers, "Clear River", "clear-river")
        add_technology(supplier, "Membrane module", "module")
    supplier.slug = "clean-river"
    with commit():
        supplier.save_revision().publish()
    hit = service.search(SearchParams("module")).hits[0]
    assert (hit.id, hit.route[1]) == ("clean-river/module", "suppliers/clean-river/module/")


def test_a_page_put_under_a_restriction_is_gone_and_comes_back(mbr, library, found, commit):
    with commit():
        restriction = PageViewRestriction.objects.create(
            page=library, restriction_type=PageViewRestriction.LOGIN
        )
    assert found() == set()
    with commit():
        restriction.delete()
    assert found() == {"mbr"}


def test_a_listing_is_found_by_the_words_of_its_reference_sheet_and_follows_them(
    mbr, suppliers, add_supplier, add_technology, found, commit
):
    with commit():
        supplier = add_supplier(suppliers, "Clear River", "clear-river")
        listing = add_technology(supplier, "CR-200", "cr-200", sheets=[mbr])
    sheet = TechnologyPage.objects.get(pk=mbr.pk)
    with commit():
        sheet.words.create(language="th", title="ถังปฏิกรณ์ชีวภาพเมมเบรน", origin="machine")
        sheet.save()
    assert listing.reference_sheets.count() == 1
    assert found("เมมเบรน") == {"mbr", "clear-river/cr-200"}


# Noted with the record


def test_a_change_that_is_rolled_back_leaves_no_note(mbr, found):
    with transaction.atomic():
        mbr.title = "Renamed"
        mbr.save()
        assert OutboxEntry.objects.count() == 1
        transaction.set_rollback(True)
    assert not OutboxEntry.objects.exists()


def test_many_changes_in_one_transaction_are_one_drain(index, library, add_technology, found, commit, drains):
    with commit():
        for number in range(12):
            add_technology(library, f"Pump {number}", f"pump-{number}")
    assert len(drains) == 1
    assert len(found("pump")) == 12


def test_a_savepoint_that_is_rolled_back_takes_no_other_change_with_it(mbr, found, commit):
    with commit():
        with transaction.atomic():
            mbr.title = "Forgotten"
            mbr.save()
            transaction.set_rollback(True)
        mbr.title = "Contactor"
        mbr.save()
    assert found("contactor") == {"mbr"}


def test_in_a_deferred_block_nothing_is_carried_over_before_its_end(mbr, found, commit, drains):
    with commit(), outbox.deferred():
        for title in ("One", "Contactor"):
            with commit():
                mbr.title = title
                mbr.save()
            assert found(title) == set()
    assert len(drains) == 1
    assert found("contactor") == {"mbr"}


def test_a_record_has_one_note_however_often_it_changed(mbr):
    for title in ("One", "Two", "Three"):
        mbr.title = title
        mbr.save()
    assert OutboxEntry.objects.count() == 1


def test_a_record_that_nobody_registered_is_refused():
    with pytest.raises(ValueError, match=r"auth\.group:1"):
        outbox.enqueue_records(["auth.group:1"])


# Failures


def test_a_failing_engine_costs_no_save_and_a_later_drain_converges(mbr, found, commit, monkeypatch, caplog):
    def down(self, documents, version):
        raise SearchUnavailable("connection refused")

    with monkeypatch.context() as broken, commit(), caplog.at_level(logging.ERROR):
        broken.setattr(EmbeddedEngine, "index", down)
        mbr.title = "Contactor"
        mbr.save()
        draining.drain()
    assert TechnologyPage.objects.get().title == "Contactor"
    entry = OutboxEntry.objects.get()
    assert (entry.attempts, entry.last_error) == (1, "connection refused")
    assert found("contactor") == set()
    draining.drain(everything=True)
    assert found("contactor") == {"mbr"}
    assert not OutboxEntry.objects.exists()


def test_each_failure_doubles_the_wait(mbr, commit, monkeypatch):
    monkeypatch.setattr(
        EmbeddedEngine,
        "index",
        lambda self, documents, version: (_ for _ in ()).throw(SearchUnavailable("down")),
    )
    mbr.save()
    waits = []
    for _ in range(3):
        draining.drain(everything=True)
        waits.append(OutboxEntry.objects.get().due - timezone.now())
    assert [round(wait / draining.FIRST_WAIT) for wait in waits] == [1, 2, 4]
    assert draining.drain().failed == 0  # nothing is due yet
    OutboxEntry.objects.update(attempts=10_000, due=timezone.now() - timedelta(days=1))
    draining.drain()
    assert OutboxEntry.objects.get().due - timezone.now() <= draining.LONGEST_WAIT


def test_without_an_index_a_save_succeeds_and_waits(settings, tmp_path, library, add_technology, commit):
    settings.SEARCH = {**settings.SEARCH, "PATH": tmp_path / "none"}
    with commit():
        add_technology(library, "Membrane bioreactor", "mbr")
    assert OutboxEntry.objects.filter(attempts=1).exists()


def test_a_record_that_makes_no_document_does_not_hold_up_the_others(
    mbr, library, add_technology, found, commit, monkeypatch, caplog
):
    source = source_of("cms.technologypage")

    def picky(page):
        if page.slug == "mbr":
            raise KeyError("unreadable")
        return source.to_document(page)

    with monkeypatch.context() as patched:  # puts the whole source back, with all that it was registered with
        patched.setitem(documents._sources, "cms.technologypage", replace(source, to_document=picky))
        with commit():
            mbr.save()
            add_technology(library, "Pump", "pump")
    assert found("pump") == {"pump"}
    assert "KeyError" in OutboxEntry.objects.get().last_error


def test_a_change_made_while_its_record_is_carried_over_is_carried_over_next(mbr, found, monkeypatch):
    original = EmbeddedEngine.index
    titles = ["Changed meanwhile"]

    def meanwhile(self, documents, version):
        written = original(self, documents, version)
        if titles:
            mbr.title = titles.pop()
            mbr.save()
        return written

    mbr.save()
    with monkeypatch.context() as busy:
        busy.setattr(EmbeddedEngine, "index", meanwhile)
        assert draining.drain(limit=1).indexed == 1
    assert OutboxEntry.objects.count() == 1
    draining.drain()
    assert found("meanwhile") == {"mbr"}
    assert not OutboxEntry.objects.exists()


# Rebuild and check


def test_a_rebuild_makes_the_index_from_the_database_and_forgets_the_notes(
    index, library, add_technology, found, commit, drains
):
    add_technology(library, "Membrane bioreactor", "mbr")
    assert OutboxEntry.objects.exists()
    with commit():
        call_command("search_rebuild", verbosity=0)
    assert found() == {"mbr"}
    assert not OutboxEntry.objects.exists()
    assert not drains, "it holds the index, and another writer could only fail"


def test_an_interrupted_rebuild_leaves_the_old_index_and_the_notes(mbr, found):
    def interrupted(done, total):
        raise KeyboardInterrupt

    mbr.title = "Renamed"
    mbr.save()
    with pytest.raises(KeyboardInterrupt):
        service.rebuild(interrupted)
    assert found("membrane") == {"mbr"}
    assert OutboxEntry.objects.count() == 1


def test_check_finds_what_is_missing_stale_and_surplus_and_repairs_it(mbr, library, add_technology):
    pump = add_technology(library, "Pump", "pump")
    OutboxEntry.objects.all().delete()
    TechnologyPage.objects.filter(pk=mbr.pk).update(title="Changed past all signals")
    ghost = service.get_engine().versions()
    assert ghost
    from .world import document

    get_engine().index([document("cms.technologypage:987654"), document("gone.app:1")])
    difference = service.check()
    assert difference.missing == (f"cms.technologypage:{pump.pk}",)
    assert difference.stale == (f"cms.technologypage:{mbr.pk}",)
    assert difference.surplus == ("cms.technologypage:987654", "gone.app:1")
    service.repair(difference)
    assert not service.check()
