"""The site as it runs in production, on real servers: PostgreSQL, Elasticsearch, workers; and what a restore brings back."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "data" / "small"
RENAME = """
from cms.models import TechnologyPage
page = TechnologyPage.objects.get(slug="mbr")
page.title = {title!r}
page.save_revision().publish()
"""
# Commands one after another in one process, since to start one takes seconds; prints what each printed.
COMMANDS = """
import io, json, sys
import django
from django.core.management import call_command
if __name__ == "__main__":
    django.setup()
    said = []
    for command in json.loads(sys.argv[1]):
        said.append(io.StringIO())
        sys.stdout = said[-1]
        call_command(*command)
        sys.stdout = sys.__stdout__
    print(json.dumps([text.getvalue() for text in said]))
"""
WORK = ("db_worker", "--batch")  # do what is queued, and end


def rename(title):
    return ("shell", "-v0", "-c", RENAME.format(title=title))


def search(text):
    return ("search", text, "--json")


def ids(said):
    return {hit["id"] for hit in json.loads(said)["hits"]}


class Site:
    """The project's commands on real servers, in processes of their own."""

    def __init__(self, database, server, folder):
        self.prefix = f"test-{uuid.uuid4().hex[:12]}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "marketplace.settings.dev",
            "DATABASE_URL": database,
            "ESTUARY_VAR": str(folder),
            "ESTUARY_DATA": str(SMALL),
            "TASKS": "workers",
            "SEARCH_ENGINE": "search.engines.elasticsearch_engine.ElasticsearchEngine",
            "ELASTICSEARCH_URL": server,
            "ELASTICSEARCH_PREFIX": self.prefix,
            "ELASTICSEARCH_REPLICAS": "0",
        }
        self.script = folder / "commands.py"
        self.script.write_text(COMMANDS)

    def manage(self, *commands, fails=False):
        """Run the commands; what each printed."""
        done = subprocess.run(
            [sys.executable, str(self.script), json.dumps(commands)],
            cwd=ROOT, env=self.environment | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert bool(done.returncode) == fails, done.stdout[-3000:] + done.stderr[-3000:]
        return [] if fails else json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def site(postgres, elasticsearch, tmp_path_factory):
    """A site with the small catalogue."""
    site = Site(postgres.url, elasticsearch.url, tmp_path_factory.mktemp("var"))
    site.manage(
        ("migrate", "--verbosity=0"), ("load_data",), ("search_rebuild", "--workers=2", "--verbosity=0")
    )
    yield site
    with Elasticsearch(elasticsearch.url) as client:
        for name in client.indices.get(index=f"{site.prefix}-*"):
            client.indices.delete(index=name)


def test_several_processes_fill_one_index_that_agrees_with_the_database(site):
    answer, verdict = site.manage(search("membrane bioreactor"), ("search_check",))
    assert "mbr" in ids(answer)
    assert "agree" in verdict


def test_a_change_waits_for_a_worker_and_is_found_then(site):
    _, early, _, late = site.manage(rename("Thundering zebra"), search("zebra"), WORK, search("zebra"))
    assert (ids(early), ids(late)) == (set(), {"mbr"})


def test_a_restore_of_database_and_index_brings_the_site_back(site, postgres, elasticsearch):
    """docs/operations.md, 'Back up and restore', on the servers of this test."""
    site.manage(rename("Quagga"), WORK)
    dump = postgres.folder / "estuary.dump"
    postgres.tool("pg_dump", "--format=custom", f"--file={dump}", "estuary")
    with Elasticsearch(elasticsearch.url, request_timeout=60) as client:
        where = {"type": "fs", "settings": {"location": str(elasticsearch.folder / "snapshots")}}
        client.snapshot.create_repository(name="backup", repository=where)
        client.snapshot.create(
            repository="backup", snapshot="one", indices=f"{site.prefix}-*",
            include_global_state=False, wait_for_completion=True,
        )  # fmt: skip

        site.manage(rename("Axolotl"), WORK)  # what is lost with the servers
        for name in client.indices.get(index=f"{site.prefix}-*"):
            client.indices.delete(index=name)
        postgres.tool("dropdb", "--force", "estuary")

        postgres.tool("createdb", "estuary")
        postgres.tool("pg_restore", "--dbname=estuary", "--no-owner", str(dump))
        client.snapshot.restore(
            repository="backup", snapshot="one", indices=f"{site.prefix}-*", wait_for_completion=True
        )
        client.snapshot.delete_repository(name="backup")
    kept, lost, verdict = site.manage(search("quagga"), search("axolotl"), ("search_check",))
    assert (ids(kept), ids(lost)) == ({"mbr"}, set())
    assert "agree" in verdict
    # The counter of tickets went back with the database: a new index knows no higher ones.
    *_, later = site.manage(("search_rebuild", "--verbosity=0"), rename("Pangolin"), WORK, search("pangolin"))
    assert ids(later) == {"mbr"}
