"""The needs that ship with the product, loaded by the one command that loads all facts."""

import json
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cms.models import LoadedRecord
from marketplace.models import Need
from marketplace.need_sectors import _NEEDS, _WORDS, codes_for

FILES = ("vocabulary.json", "vocabulary-labels.json", "needs.json")


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        shutil.copy(settings.DATA_DIR / name, tmp_path)
    return tmp_path


@pytest.fixture
def few(folder):
    """The same folder with two needs, where the number does not matter."""
    path = folder / "needs.json"
    needs = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps([n for n in needs if n["id"].startswith("id-citarum")]), "utf-8")
    return folder


@pytest.fixture
def edit(few):
    """Change the records of the copied file."""

    def change(action):
        path = few / "needs.json"
        needs = json.loads(path.read_text("utf-8"))
        action(needs)
        path.write_text(json.dumps(needs), "utf-8")

    return change


def load(folder):
    call_command("load_data", data=folder, verbosity=0)


def snapshot():
    return list(Need.objects.order_by("pk").values())


def test_all_132_needs_are_public_and_named_by_their_source(db, folder):
    load(folder)
    assert Need.objects.public().count() == Need.objects.count() == 132
    assert not Need.objects.filter(source_url="").exists()
    assert not Need.objects.filter(verification="").exists()
    need = Need.objects.get(slug="id-citarum")
    assert (need.country, need.place, need.organisation) == ("ID", "West Java", None)
    assert {c.code for c in need.sectors.all()} == {"textile"}
    assert need.source_sector == "industrial wastewater"
    assert need.technologies == ["textile dye wastewater treatment", "effluent monitoring"]
    assert Need.objects.get(slug="mekong-rural-water").area == "ASEAN (several)"
    assert not Need.objects.filter(requirements__isnull=False).exists()  # the sources state no limits
    for need in Need.objects.all():
        need.full_clean()


def test_loading_twice_changes_nothing(db, folder):
    load(folder)
    before = snapshot()
    load(folder)
    assert snapshot() == before


def test_new_data_replaces_what_nobody_touched(db, few, edit):
    load(few)
    first = Need.objects.get(slug="id-citarum")
    edit(lambda needs: next(n for n in needs if n["id"] == "id-citarum").update(title="Cleaner Citarum"))
    load(few)
    need = Need.objects.get(slug="id-citarum")
    assert need.title == "Cleaner Citarum"
    assert need.published_at == first.published_at


@pytest.mark.parametrize("touched", ["title", "requirement", "withdrawn"])
def test_what_an_editor_changed_is_kept(db, few, edit, touched):
    load(few)
    need = Need.objects.get(slug="id-citarum")
    if touched == "title":
        need.title = "An editor's title"
    elif touched == "withdrawn":
        need.status = Need.Status.WITHDRAWN
    else:
        need.requirements.create(kind="capacity", target=3000, unit="m3/d")
    need.save()
    edit(lambda needs: next(n for n in needs if n["id"] == "id-citarum").update(title="New words"))
    load(few)
    kept = Need.objects.get(slug="id-citarum")
    assert (kept.title, kept.status) == (need.title, need.status)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"title": ""}, "id-citarum: title: is empty"),
        ({"country_iso2": "XX"}, "id-citarum: country_iso2: unknown country"),
        ({"technologies": "weaving"}, "id-citarum: technologies: a list is wanted"),
        ({"year": "2012"}, "id-citarum: year: a number is wanted"),
        ({"budget": 1}, "id-citarum: budget: unknown field"),
    ],
)
def test_a_broken_record_names_itself_and_nothing_is_loaded(db, few, edit, wrong, reason):
    edit(lambda needs: next(n for n in needs if n["id"] == "id-citarum").update(wrong))
    with pytest.raises(CommandError, match=reason):
        load(few)
    assert not Need.objects.exists()
    assert not LoadedRecord.objects.exists()


def test_a_sector_is_mapped_only_where_its_word_is_clear():
    assert codes_for("x", "solid waste / energy").media == ("waste", "climate")
    assert codes_for("x", "solid waste / energy").sectors == ()
    assert codes_for("x", "industry").sectors == ()
    assert codes_for("id-asgm", "mining / chemicals").sectors == ("mining", "asgm")


def test_the_table_of_sectors_holds_only_codes_and_needs_that_exist():
    codes = {
        (row["scheme"], row["code"])
        for row in json.loads((settings.DATA_DIR / "vocabulary.json").read_text("utf-8"))
    }
    ids = {need["id"] for need in json.loads((settings.DATA_DIR / "needs.json").read_text("utf-8"))}
    assert _NEEDS.keys() <= ids
    for found in (*_NEEDS.values(), *_WORDS.values()):
        assert {("medium", code) for code in found.media} <= codes
        assert {("sector", code) for code in found.sectors} <= codes
