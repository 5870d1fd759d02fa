"""The command line of the services: see the package's own description."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from . import postgres
from .elasticsearch import Elasticsearch
from .processes import ServiceFailed, ServiceMissing, cache_folder

ROOT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """Where the data of this checkout's services are kept between runs."""
    name = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    folder = cache_folder() / f"data-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def both() -> Iterator[dict[str, str]]:
    """Both servers on kept data; gives the environment of a site that uses them. Those that run already are shared."""
    folder = data_folder()
    kept = folder / "environment.json"
    with (folder / "running.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("The services of this folder run already; using them.", flush=True)
            yield json.loads(kept.read_text())
            return
        with started(folder) as environment:
            kept.write_text(json.dumps(environment))
            yield environment


@contextlib.contextmanager
def started(folder: Path) -> Iterator[dict[str, str]]:
    """Start both servers, and stop them afterwards."""
    for name in ("elasticsearch", "postgres"):
        (folder / name).mkdir(exist_ok=True)
    database, search = postgres.Postgres(folder / "postgres"), Elasticsearch(folder / "elasticsearch")
    begun = time.monotonic()
    try:
        print("Starting PostgreSQL …", flush=True)
        database.start()
        print("Starting Elasticsearch (about ten seconds) …", flush=True)
        search.start()
        print(f"Both are up after {time.monotonic() - begun:.0f} s; their data are in {folder}", flush=True)
        yield {
            "DATABASE_URL": database.url,
            "SEARCH_ENGINE": "search.engines.elasticsearch_engine.ElasticsearchEngine",
            "ELASTICSEARCH_URL": search.url,
            "ELASTICSEARCH_REPLICAS": "0",  # one node has no place for a copy
        }
    finally:
        print("Stopping the services …", flush=True)
        search.stop()
        database.stop()


def up() -> int:
    """Both services until somebody stops them."""
    with both() as environment:
        print("\n".join(f"export {name}={value}" for name, value in environment.items()))
        print("Ctrl-C stops them.", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


def run(command: list[str]) -> int:
    """A command with both services."""
    with both() as environment:
        return call(command, environment)


def with_postgres(command: list[str], *, optional: bool) -> int:
    """A command with an empty PostgreSQL; left out where that is optional, not installed and not required."""
    try:
        postgres.programs()
    except ServiceMissing as missing:
        if not optional or os.environ.get("REQUIRE_SERVICES") == "1":
            raise
        print(f"Left out: {missing}", flush=True)
        return 0
    with postgres.running() as server:
        return call(command, {"DATABASE_URL": server.url})


def call(command: list[str], environment: dict[str, str]) -> int:
    """Run a command; Ctrl-C and SIGTERM end it, and then what is around it."""
    process = subprocess.Popen(command, env={**os.environ, **environment})
    # Ctrl-C reaches it by itself, since a terminal sends it to both.
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # it has had the signal too, and ends in its own way


def main() -> int:
    """Read the arguments and do it."""
    parser = argparse.ArgumentParser(prog="python -m tests.services", description=__doc__)
    parser.add_argument("what", choices=("up", "run", "postgres"))
    parser.add_argument(
        "--optional", action="store_true", help="do nothing where the server is not installed"
    )
    parser.usage = "%(prog)s [--optional] {up,run,postgres} [-- command …]"
    # What comes after `--` is another program's; the parser of Python 3.11 would refuse it after an option.
    given = sys.argv[1:]
    cut = given.index("--") if "--" in given else len(given)
    asked, command = parser.parse_args(given[:cut]), given[cut + 1 :]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that servers are stopped then, too
    try:
        if asked.what == "up":
            return up()
        if asked.what == "run":
            return run(command)
        return with_postgres(command, optional=asked.optional)
    except (ServiceMissing, ServiceFailed) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
