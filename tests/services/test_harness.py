"""The harness itself: what it fetches is checked, what it starts runs as nobody special, what is missing is told."""

import contextlib
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from . import fetching, processes
from . import postgres as postgres_server
from .__main__ import ROOT, main
from .processes import Process, ServiceFailed, ServiceMissing


def test_elasticsearch_is_a_real_server_of_the_pinned_version(elasticsearch):
    with urllib.request.urlopen(f"{elasticsearch.url}/_nodes") as answer:
        assert fetching.VERSION in answer.read().decode()


def test_three_nodes_form_one_cluster(three_nodes):
    from .elasticsearch import ask

    health = ask(three_nodes.nodes[0].url, "/_cluster/health")
    assert (health["number_of_nodes"], health["status"]) == (3, "green")


def test_servers_do_not_run_as_root(elasticsearch, postgres):
    for folder in (elasticsearch.nodes[0].folder / "data", postgres.data):
        assert folder.stat().st_uid != 0 or not processes.is_root()


def test_an_archive_with_another_checksum_is_refused_and_removed(tmp_path):
    archive = tmp_path / "elasticsearch.zip"
    archive.write_bytes(b"not what we know")
    with pytest.raises(ServiceFailed, match="checksum"):
        fetching._checked(archive)
    assert not archive.exists()


def test_without_java_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    for name in ("JAVA_HOME", "ES_JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ServiceMissing, match="Java 17"):
        fetching.java_home()


def test_a_server_that_dies_while_starting_fails_with_its_last_words(tmp_path):
    processes.give(tmp_path)
    log = tmp_path / "log"
    tmp_path.chmod(0o755)
    process = Process(
        ["/bin/sh", "-c", "echo no more room; exit 3"], log=log, environment=os.environ, folder=Path("/")
    )
    with pytest.raises(ServiceFailed, match="no more room"):
        process.wait_until(lambda: False, seconds=5)


@pytest.mark.parametrize(("required", "code"), [("1", 1), ("", 0)])
def test_without_postgres_the_second_run_is_left_out_unless_it_is_required(
    monkeypatch, capsys, required, code
):
    def missing():
        raise ServiceMissing("PostgreSQL is not installed")

    monkeypatch.setattr(postgres_server, "programs", missing)
    monkeypatch.setenv("REQUIRE_SERVICES", required)
    monkeypatch.setattr("sys.argv", ["services", "postgres", "--optional", "--", "false"])
    assert main() == code
    said = capsys.readouterr()
    assert "PostgreSQL is not installed" in said.out + said.err


def test_ports_that_are_drawn_together_differ():
    assert len(set(processes.free_ports(20))) == 20


def test_a_command_runs_with_the_database_it_is_given(postgres, monkeypatch, capfd):
    monkeypatch.setattr(postgres_server, "running", lambda: contextlib.nullcontext(postgres))
    monkeypatch.setattr("sys.argv", ["services", "postgres", "--optional", "--", "printenv", "DATABASE_URL"])
    assert main() == 0
    assert capfd.readouterr().out.strip() == postgres.url


def test_sigterm_ends_the_command_and_then_its_server(postgres):
    """`postgres` only says that one can be had here."""
    command = [
        sys.executable,
        "-m",
        "tests.services",
        "postgres",
        "--",
        "sh",
        "-c",
        "echo $DATABASE_URL; exec sleep 600",
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        url = running.stdout.readline().strip()
        running.terminate()
        try:
            assert running.wait(30) != 0
        finally:
            running.kill()
    port = int(url.rpartition(":")[2].partition("/")[0])
    with socket.socket() as client, pytest.raises(ConnectionRefusedError):
        client.connect(("127.0.0.1", port))
