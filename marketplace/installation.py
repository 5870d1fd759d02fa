"""What a site needs before it can be served, in order, and how to tell that it is there already.

Each step leaves a stamp in ``var/setup`` **after** it succeeded: a fingerprint of all that its result depends on (facts,
code, packages, database). A step whose stamp is missing or different runs again, and takes away the stamps of the steps
that build on it before it starts. So a run that was stopped at any point is carried on by running it again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms.models import LoadedRecord
from search import service
from search.params import IndexMissing, IndexOutdated, SearchParams

MIGRATIONS = ("*/migrations/*.py",)
FACTS = ("data/**/*.json", "cms/facts/*.py", "cms/units.py", "marketplace/need_*.py")
SEARCH_CODE = ("search/**/*.py", "marketplace/need_documents.py")
MATCHING_CODE = ("matching/*.py", "matching/core/*.py", "search/analysis.py")
PACKAGES = ("requirements.txt",)
DATABASE_CACHE = "django.core.cache.backends.db.DatabaseCache"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the command that does it, what it depends on, and whether its result is still there.

    ``inputs`` are globs below the project's folder. ``after`` names the steps that this one builds on.
    """

    command: str
    title: str
    inputs: tuple[str, ...]
    after: tuple[str, ...]
    stands: Callable[[], bool]


def is_migrated() -> bool:
    """Whether the database has every migration that the code has."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def has_cache_table() -> bool:
    """Whether every cache that lives in the database has its table."""
    tables = {
        cache.get("LOCATION") for cache in settings.CACHES.values() if cache["BACKEND"] == DATABASE_CACHE
    }
    return tables <= set(connection.introspection.table_names())


def has_facts() -> bool:
    """Whether the facts have ever been loaded into this database."""
    return LoadedRecord.objects.exists()


def has_index() -> bool:
    """Whether there is an index that this code can ask. An outage is none of this step's business, and raises."""
    try:
        service.search(SearchParams(page_size=1))
    except (IndexMissing, IndexOutdated):
        return False
    return True


def has_matcher() -> bool:
    """Whether a fitted model stands on disk."""
    return Path(settings.MATCHING["MODEL_PATH"]).exists()


STEPS = (
    Step("migrate", "Preparing the database", (*MIGRATIONS, *PACKAGES), (), is_migrated),
    Step("createcachetable", "Preparing the cache", PACKAGES, ("migrate",), has_cache_table),
    Step("load_data", "Loading the facts of data/", (*FACTS, *MIGRATIONS), ("migrate",), has_facts),
    Step("fit_matcher", "Fitting the matcher", (*MATCHING_CODE, *PACKAGES), ("load_data",), has_matcher),
    # After the matcher, whose vectors say in the index which technologies are alike.
    Step(
        "search_rebuild",
        "Building the search index",
        (*SEARCH_CODE, *PACKAGES),
        ("load_data", "fit_matcher"),
        has_index,
    ),
)


def fingerprint(patterns: Iterable[str]) -> str:
    """A hash of the addresses of database and index and of every file below the project's folder that matches a pattern."""
    database = connection.settings_dict
    address = [str(database.get(key)) for key in ("ENGINE", "HOST", "PORT", "NAME")]
    address += [str(settings.SEARCH.get(key)) for key in ("ENGINE", "PREFIX")]
    total = hashlib.sha256("\0".join(address).encode())
    for path in sorted({path for pattern in patterns for path in settings.BASE_DIR.glob(pattern)}):
        total.update(f"\0{path.relative_to(settings.BASE_DIR)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _stamp(command: str) -> Path:
    return Path(settings.VAR_DIR) / "setup" / command


def is_current(step: Step) -> bool:
    """Whether the step succeeded on just these inputs, and its result is still there."""
    stamp = _stamp(step.command)
    return stamp.exists() and stamp.read_text() == fingerprint(step.inputs) and step.stands()


def forget(step: Step) -> None:
    """Take away the stamps of a step and of all that build on it, however indirectly."""
    _stamp(step.command).unlink(missing_ok=True)
    for later in STEPS:
        if step.command in later.after:
            forget(later)


def remember(step: Step, inputs: str) -> None:
    """Write the step's stamp in one piece. ``inputs`` is the fingerprint taken before the step ran."""
    stamp = _stamp(step.command)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    unfinished = stamp.with_suffix(".part")
    unfinished.write_text(inputs)
    os.replace(unfinished, stamp)
