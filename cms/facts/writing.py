"""Writing of pages and of rows that belong to a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils import timezone
from modelcluster.models import ClusterableModel
from wagtail.models import Page
from wagtail.signals import page_published


def set_fields(instance: Model, values: Mapping[str, Any]) -> None:
    """Give an instance several fields at once."""
    for name, value in values.items():
        setattr(instance, name, value)


def _is_ordered(model: type[Model]) -> bool:
    try:
        model._meta.get_field("sort_order")
    except FieldDoesNotExist:
        return False
    return True


def set_rows(
    owner: ClusterableModel, relation: str, values: Sequence[Mapping[str, Any]], by: str | None = None
) -> None:
    """Give a record its rows, written when it is saved.

    Rows of an earlier load are changed in place (matched by position, or by the field ``by``), so that the
    comparison of two revisions shows what changed in a row instead of one row gone and another come.
    """
    manager = getattr(owner, relation)
    ordered = _is_ordered(manager.model)
    old = list(manager.all()) if owner.pk else []
    place = {getattr(row, by): row for row in old} if by else dict(enumerate(old))
    rows = []
    for index, fields in enumerate(values):
        row = place.get(fields[by] if by else index) or manager.model()
        set_fields(row, fields)
        if ordered:
            row.sort_order = index
        rows.append(row)
    setattr(owner, relation, rows)


def put_page(page: Page, parent: Page, slug: str) -> Page:
    """Put a new page below its parent, live. ``publish`` gives it its first revision."""
    page.slug = slug
    page.live = True
    parent.add_child(instance=page)
    return page


def publish(page: Page) -> None:
    """Record what a page holds as its published revision, as an editor's 'Publish' does.

    A page just added is live already; only the revision is new, against which later edits are compared.
    """
    if page.latest_revision_id is not None:
        page.save_revision(log_action=True).publish()
        return
    revision = page.save_revision(clean=False, changed=False, log_action=False)
    now = timezone.now()
    page.live_revision = revision
    page.first_published_at = page.last_published_at = now
    # An update, since nothing but these columns changed and a save would write all rows once more.
    Page.objects.filter(pk=page.pk).update(
        live_revision=revision, first_published_at=now, last_published_at=now
    )
    page_published.send(sender=page.specific_class, instance=page.specific, revision=revision)


def existing_pages(model: type[Page], parent: type[Page], keys: Iterable[str]) -> dict[str, Page]:
    """Pages that somebody made under addresses that records want."""
    pages = model.objects.filter(slug__in=list(keys))
    above = parent.objects.first()
    return {page.slug: page for page in pages.child_of(above)} if above else {}
