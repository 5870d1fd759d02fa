"""Every change of a registered record is noted in the outbox. Receivers write notes and do nothing else.

Publishing, unpublishing, scheduled publishing and moderation all save the live row of a page, and they may do
so through the base class; moves and new slugs change addresses below without saving those rows.
"""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search import outbox
from search.documents import source_of
from search.models import OutboxEntry


def connect() -> None:
    """Listen to saves and deletes of all models; called once the apps are ready."""
    name = "search.outbox"
    post_save.connect(note_save, dispatch_uid=name)
    post_delete.connect(note_delete, dispatch_uid=name)
    for signal in (page_published, page_unpublished):
        signal.connect(note_save, dispatch_uid=name)
    for signal in (page_slug_changed, post_page_move):
        signal.connect(note_branch, dispatch_uid=name)


def note_save(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Note the record and those whose documents repeat it. `raw` saves of fixtures are left to a rebuild."""
    if kwargs.get("raw"):
        return
    if isinstance(instance, PageViewRestriction):
        note_branch(sender, instance.page)
        return
    _note(instance, OutboxEntry.Action.SAVE)


def note_delete(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Note that the record is gone."""
    if isinstance(instance, PageViewRestriction):
        note_branch(sender, instance.page)
        return
    _note(instance, OutboxEntry.Action.DELETE)


def note_branch(sender: type[models.Model], instance: Page, **kwargs: Any) -> None:
    """Note a page and all below it: their addresses, or who may read them, have changed."""
    pages = Page.objects.descendant_of(instance, inclusive=True).only("pk", "path", "content_type")
    records = [name for page in pages if (name := _registered_name(page))]
    outbox.enqueue_records(records)


def _note(instance: models.Model, action: str) -> None:
    name = _registered_name(instance)
    if name is None:
        return
    label = name.rpartition(":")[0]
    source = source_of(label)
    if source is None:
        return
    outbox.enqueue_records([name], action=action)
    if action == OutboxEntry.Action.SAVE:
        specific = (
            instance
            if isinstance(instance, source.model)
            else source.model._default_manager.get(pk=instance.pk)
        )
        outbox.enqueue(source.dependents(specific))


def _registered_name(instance: models.Model) -> str | None:
    """The record's name, from the page's own class where a base class speaks for it; None if it is not
    indexed.
    """
    if isinstance(instance, Page):
        model = instance.specific_class
        label = model._meta.label_lower if model else ""
    else:
        label = instance._meta.label_lower
    return f"{label}:{instance.pk}" if source_of(label) else None
