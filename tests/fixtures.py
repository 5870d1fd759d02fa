"""A loaded catalogue for any test: a small one of real records, or all that ships.

Loading takes seconds, so each is loaded once per run; later tests get its rows copied back, which takes a tenth of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction

from cms.facts.applying import load
from cms.facts.catalogue import loaders
from matching import alliance

SMALL = Path(__file__).parent / "data" / "small"
FULL = settings.BASE_DIR / "data"

Rows = dict[str, tuple[list[str], list[tuple]]]
_kept: dict[Path, Rows] = {}


def _tables() -> list[str]:
    """Every table but the migrations' own and the full-text index, which its triggers fill."""
    names = connection.introspection.table_names()
    return [name for name in names if name != "django_migrations" and "_fts" not in name]


def _copy() -> Rows:
    rows: Rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = [column[0] for column in cursor.description], cursor.fetchall()
    return rows


def _put_back(rows: Rows) -> None:
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor, connection.constraint_checks_disabled():
        for table in rows:
            cursor.execute(f"DELETE FROM {quote(table)}")
        for table, (columns, values) in rows.items():
            if values:
                names = ", ".join(quote(column) for column in columns)
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", values)
        for statement in connection.ops.sequence_reset_sql(
            no_style(), apps.get_models(include_auto_created=True)
        ):
            cursor.execute(statement)


def _loaded(folder: Path) -> None:
    if folder in _kept:
        _put_back(_kept[folder])
    else:
        load(folder, loaders())
        _kept[folder] = _copy()
    _forget()


def _forget() -> None:
    """What is kept in memory about another test's rows is wrong for this one."""
    cache.clear()
    alliance.forget()
    ContentType.objects.clear_cache()


@pytest.fixture
def small_catalogue(db: None) -> Iterator[Path]:
    """A few real records of each kind (8 technologies, among them ``mbr`` and ``uasb-reactor``); gives their folder."""
    _loaded(SMALL)
    yield SMALL
    _forget()


@pytest.fixture
def full_catalogue(db: None) -> Iterator[Path]:
    """All that ships in ``data/``; gives the folder. For tests about the whole: use ``small_catalogue`` otherwise."""
    _loaded(FULL)
    yield FULL
    _forget()
