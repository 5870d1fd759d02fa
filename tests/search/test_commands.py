"""The command line: a contract for scripts, a table for people, exit codes that tell the truth."""

import json

import pytest
from django.core.management import CommandError, call_command

from search.engines.base import get_engine
from search.fields import FACET_NAMES
from search.models import OutboxEntry

from .world import document, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(index):
    index.rebuild(world())
    return index


@pytest.fixture
def missing(settings, tmp_path):
    settings.SEARCH = {**settings.SEARCH, "PATH": tmp_path / "nothing"}


def run(capsys, *args, **options):
    call_command(*args, **options)
    return capsys.readouterr().out


def test_json_is_the_contract(filled, capsys):
    answer = json.loads(run(capsys, "search", "municipal wastewater", "--json"))
    assert set(answer) == {"total", "hits", "facets", "did_you_mean"}
    assert set(answer["facets"]) == set(FACET_NAMES)
    first = answer["hits"][0]
    assert set(first) == {"kind", "id", "title", "score"}
    assert (first["kind"], first["id"], first["title"]) == ("technology", "mbr", "Membrane bioreactor")
    assert first["score"] > 0
    assert {"value": "technology", "count": 1} in answer["facets"]["kind"]


def test_options_filter_sort_translate_and_limit(filled, capsys):
    options = (
        "--medium",
        "water",
        "--medium",
        "air",
        "--language",
        "zh-hans",
        "--sort",
        "newest",
        "--limit",
        "1",
    )
    answer = json.loads(run(capsys, "search", *options, "--json"))
    assert answer["total"] == 2
    assert [hit["title"] for hit in answer["hits"]] == ["袋式除尘器"]
    assert json.loads(run(capsys, "search", "membrene", "--json"))["did_you_mean"] == "membrane"


def test_people_get_a_table(filled, capsys):
    out = run(capsys, "search", "membrene")
    assert "0 results" in out
    assert "Did you mean: membrane" in out
    assert "Bag filter" in run(capsys, "search", "dust")


def test_an_outage_is_an_error_and_no_empty_answer(missing):
    with pytest.raises(CommandError, match="not available"):
        call_command("search", "dust", "--json")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("search_check")


def test_check_fails_where_index_and_database_differ_and_repair_mends(index, library, add_technology, capsys):
    page = add_technology(library, "Pump", "pump")
    OutboxEntry.objects.all().delete()
    index.index([document("cms.technologypage:987654")])
    with pytest.raises(CommandError, match="differ"):
        call_command("search_check")
    out = capsys.readouterr().out
    assert f"missing: 1: cms.technologypage:{page.pk}" in out
    assert "surplus: 1: cms.technologypage:987654" in out
    assert "Repaired" in run(capsys, "search_check", repair=True)
    assert "agree" in run(capsys, "search_check")


def test_drain_says_what_it_did_and_fails_where_something_is_left(
    index, library, add_technology, capsys, settings, tmp_path
):
    add_technology(library, "Pump", "pump")
    good = settings.SEARCH
    settings.SEARCH = {**settings.SEARCH, "PATH": tmp_path / "nothing"}
    with pytest.raises(CommandError, match="1 failed"):
        call_command("search_drain")
    settings.SEARCH = good
    assert "0 indexed" in run(capsys, "search_drain")  # not due before the wait is over
    assert "1 indexed" in run(capsys, "search_drain", all=True)


def test_rebuild_makes_an_index_where_there_is_none(missing, library, add_technology, capsys):
    add_technology(library, "Pump", "pump")
    assert "1 records indexed" in run(capsys, "search_rebuild")
    assert len(get_engine().versions()) == 1
