"""Takes out what the generator made, in a few statements for each table however many rows there are.

Django's own ``delete`` loads every row and tells every listener, which takes an hour for a hundred thousand pages. This
follows the same relations and the same rules for them, with statements alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db.models import CASCADE, DO_NOTHING, SET_NULL, CharField, Exists, Model, OuterRef, QuerySet
from django.db.models.deletion import get_candidate_relations_to_delete
from django.db.models.functions import Cast, Length, Substr
from wagtail.models import Page, ReferenceIndex

from cms.models import SupplierPage, TechnologyPage

from .marks import made_pages, other_pages


class StillUsed(Exception):  # noqa: N818 - a state to name, not a fault
    """Something that the generator did not make stands in the way; says what."""


def remove_made() -> tuple[int, int]:
    """Remove every generated page with all that hangs on it; how many suppliers and listings there were.

    Call it inside a transaction. Raises ``StillUsed``.
    """
    made = made_pages()
    counts = (
        SupplierPage.objects.filter(page_ptr__in=made).count(),
        TechnologyPage.objects.filter(page_ptr__in=made).count(),
    )
    if not made.exists():
        return counts
    _check_below(made)
    parents = _parent_paths(made).exclude(Exists(made.filter(path=OuterRef("parent"))))
    left = list(parents.order_by("parent").values_list("parent", flat=True).distinct())
    _remove(made)
    for path in left:
        _recount(path)
    return counts


def _parent_paths(pages: QuerySet[Page]) -> QuerySet[Page]:
    return pages.annotate(parent=Substr("path", 1, Length("path") - Page.steplen))


def _check_below(made: QuerySet[Page]) -> None:
    """Refuse where somebody put a page of their own below a generated one: it would hang in the air."""
    others = _parent_paths(other_pages()).filter(Exists(made.filter(path=OuterRef("parent"))))
    titles = list(others.values_list("title", flat=True)[:5])
    if titles:
        raise StillUsed(
            f"Pages that somebody else made lie below sample suppliers; move them: {', '.join(titles)}"
        )


def _recount(path: str) -> None:
    """Say again how many children the page at a path has."""
    depth = len(path) // Page.steplen
    children = Page.objects.filter(path__startswith=path, depth=depth + 1).count()
    Page.objects.filter(path=path).update(numchild=children)


def _remove(rows: QuerySet) -> None:
    """Delete rows and, before them, what their relations say must go with them."""
    for related in _generic(rows):
        _remove_any(related)
    for relation in get_candidate_relations_to_delete(rows.model._meta):
        if relation.model is not rows.model or relation.on_delete is DO_NOTHING:
            continue  # the relations of a parent are followed from the parent
        name = relation.field.name
        related = relation.related_model._base_manager.filter(**{f"{name}__in": rows})
        if relation.on_delete is SET_NULL:
            related.update(**{name: None})
        elif relation.on_delete is CASCADE:
            _remove_any(related)
        elif related.exists():
            raise StillUsed(f"{related.model._meta.verbose_name_plural} still use sample pages as {name}")
    rows._raw_delete(rows.db)


def _remove_any(rows: QuerySet) -> None:
    # A count, since PostgreSQL plans the search for a first row as if one were near, and here there is mostly none.
    if rows.count():
        _remove(rows)


def _generic(rows: QuerySet) -> Iterator[QuerySet]:
    """Rows that name theirs by type and id: revisions, workflow states, entries of the full-text index."""
    if rows.model._meta.parents:
        return
    for field in rows.model._meta.private_fields:
        if isinstance(field, GenericRelation):
            yield _naming(rows, field.related_model, field.content_type_field_name)
    if rows.model is Page:
        yield _naming(rows, ReferenceIndex, "base_content_type")


def _naming(rows: QuerySet, model: type[Model], type_field: str) -> QuerySet:
    kinds = [kind for kind in apps.get_models() if issubclass(kind, rows.model)]
    return model._base_manager.filter(
        **{f"{type_field}__in": list(ContentType.objects.get_for_models(*kinds).values())},
        object_id__in=rows.annotate(text=Cast("pk", CharField())).values("text"),
    )
