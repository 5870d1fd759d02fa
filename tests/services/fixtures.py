"""Real servers for tests, one for a whole run. Without what they need a test is skipped, or fails where it must run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TypeVar

import pytest

from . import elasticsearch as elasticsearch_server
from . import postgres as postgres_server
from .elasticsearch import Elasticsearch
from .postgres import Postgres
from .processes import ServiceMissing

Server = TypeVar("Server")
FIXTURES = {"elasticsearch", "three_nodes", "postgres"}


def _started(make: Callable[[], AbstractContextManager[Server]]) -> Iterator[Server]:
    manager = make()
    try:
        server = manager.__enter__()
    except ServiceMissing as missing:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    try:
        yield server
    finally:
        manager.__exit__(None, None, None)


@pytest.fixture(scope="session")
def elasticsearch() -> Iterator[Elasticsearch]:
    """One node."""
    yield from _started(elasticsearch_server.running)


@pytest.fixture(scope="session")
def three_nodes() -> Iterator[Elasticsearch]:
    """Three nodes that form one cluster."""
    yield from _started(lambda: elasticsearch_server.running(3))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """An empty database."""
    yield from _started(postgres_server.running)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one server run in one process, one after another; the mark tells which they are."""
    for item in items:
        used = FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if used:
            item.add_marker(pytest.mark.services)
            item.add_marker(pytest.mark.xdist_group("services"))
