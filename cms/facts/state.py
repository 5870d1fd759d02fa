"""What the database holds for a record, as a hash, so that a later load can tell whether an editor changed
it.

Read in bulk with ``values()``: one query for the records, one for each kind of row that belongs to them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Field, ForeignKey, ManyToManyField, Model
from modelcluster.models import get_all_child_relations

# What Wagtail and the tree keep up by themselves. A waiting draft shows in ``has_unpublished_changes``.
_KEPT_BY_WAGTAIL = frozenset(
    [
        "path",
        "depth",
        "numchild",
        "url_path",
        "content_type",
        "locale",
        "translation_key",
        "alias_of",
        "owner",
        "draft_title",
        "locked",
        "locked_at",
        "locked_by",
        "latest_revision",
        "live_revision",
        "first_published_at",
        "last_published_at",
        "latest_revision_created_at",
    ]
)
# Fields that came later than the first load of their records: they count only where they are filled, so that a record
# that was loaded before them is still as it was loaded.
_ADDED = frozenset(["requests"])
# SQLite allows few parameters in one statement.
_AT_ONCE = 500


def _batches(keys: Collection[Any]) -> Iterator[list[Any]]:
    ordered = list(keys)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def digest(value: object) -> str:
    """A hash of anything JSON can say; dates and the like count by their text."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _content_fields(model: type[Model], without: Collection[str]) -> list[Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key
        and field.name not in without
        and not getattr(field, "auto_now", False)
        and not getattr(field, "auto_now_add", False)
        and not (field.remote_field and field.remote_field.parent_link)
        and field.name != "id"
    ]


def _plain(field: Field, value: Any) -> Any:
    return value if isinstance(field, ForeignKey) else field.get_prep_value(value)


def _rows(
    model: type[Model], key: str, pks: Collection[Any], without: Collection[str]
) -> Iterator[tuple[Any, list]]:
    """Pairs of the record's key and one row's content, in a stable order."""
    fields = _content_fields(model, without)
    order = [name for name in ("sort_order", "pk") if name == "pk" or any(f.name == name for f in fields)]
    names = [field.attname for field in fields]
    for some in _batches(pks):
        rows = model._base_manager.filter(**{f"{key}__in": some}).order_by(*order)
        for owner, *values in rows.values_list(key, *names):
            plain = [_plain(field, value) for field, value in zip(fields, values, strict=True)]
            content = [v for field, v in zip(fields, plain, strict=True) if field.name not in _ADDED]
            later = [
                {field.name: v}
                for field, v in zip(fields, plain, strict=True)
                if field.name in _ADDED and v not in ("", None, [])
            ]
            yield owner, content + later


def _belonging(model: type[Model], children: Collection[str]) -> Iterator[tuple[type[Model], str]]:
    """Models of rows that are part of a record, with the name of their way to it."""
    for relation in get_all_child_relations(model):
        if relation.related_model._meta.app_label != "wagtailcore":  # comments are no content
            yield relation.related_model, relation.field.name
    for name in children:
        relation = model._meta.get_field(name)
        yield relation.related_model, relation.field.name


def _links(model: type[Model]) -> Iterator[ManyToManyField]:
    return (field for field in model._meta.many_to_many if field.remote_field.through._meta.auto_created)


def states(
    model: type[Model],
    pks: Collection[Any],
    *,
    children: Collection[str] = (),
    volatile: Collection[str] = (),
) -> dict[Any, str]:
    """Hashes of the present content of records, by primary key; a record that is gone has none."""
    without = _KEPT_BY_WAGTAIL | set(volatile)
    content: dict[Any, dict[str, Any]] = {pk: {"fields": row} for pk, row in _rows(model, "pk", pks, without)}
    for related, way in _belonging(model, children):
        grouped: dict[Any, list] = defaultdict(list)
        for owner, row in _rows(related, way, list(content), {*volatile, way}):
            grouped[owner].append(row)
        for owner, rows in grouped.items():
            content[owner][f"{related._meta.label}.{way}"] = rows
    for field in _links(model):
        through, source, target = (
            field.remote_field.through,
            field.m2m_field_name(),
            field.m2m_reverse_field_name(),
        )
        for some in _batches(content):
            pairs = through._base_manager.filter(**{f"{source}__in": some}).order_by(source, target)
            for owner, other in pairs.values_list(source, target):
                content[owner].setdefault(f"m2m {field.name}", []).append(other)
    return {pk: digest(record) for pk, record in content.items()}
