"""Entries of the outbox as rows of a table."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column
from wagtail.models import Page

from search.documents import source_of
from search.models import OutboxEntry


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with the record it is about; `edit_url` is None without a screen, or without the right to it."""

    entry: OutboxEntry
    title: str
    kind: str
    edit_url: str | None

    @property
    def state(self) -> str:
        """Whether the entry is tried again."""
        if self.entry.parked:
            return gettext("parked")
        return gettext("being carried over") if self.entry.claim else gettext("waiting")

    @property
    def next_attempt(self) -> datetime | None:
        """When it is due; None where it is parked."""
        return None if self.entry.parked else timezone.localtime(self.entry.due)


def rows_of(entries: Iterable[OutboxEntry], user: AbstractBaseUser) -> list[Row]:
    """The entries with their records: one query for each model."""
    entries = list(entries)
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        wanted[entry.model_label].add(entry.object_id)
    found = {label: _records(label, ids) for label, ids in wanted.items()}
    finder = AdminURLFinder(user)
    return [_row(entry, found[entry.model_label].get(entry.object_id), finder) for entry in entries]


def _row(entry: OutboxEntry, record: models.Model | None, finder: AdminURLFinder) -> Row:
    source = source_of(entry.model_label)
    kind = str(capfirst(source.model._meta.verbose_name)) if source else entry.model_label
    if record is None:
        return Row(entry, entry.record, kind, None)
    return Row(entry, _title(record), kind, finder.get_edit_url(record))


def _records(label: str, ids: set[str]) -> dict[str, models.Model]:
    source = source_of(label)
    if source is None:  # of an app that is no longer installed
        return {}
    return {str(row.pk): row for row in source.model._default_manager.filter(pk__in=ids)}


def _title(row: models.Model) -> str:
    return str(row.get_admin_display_title() if isinstance(row, Page) else row)


class RetryColumn(Column):
    """A button that has the entry tried again."""

    cell_template_name = "search/admin/retry_cell.html"

    def get_cell_context_data(self, instance: Row, parent_context: Any) -> dict[str, Any]:
        """See `wagtail.admin.ui.tables.Column`."""
        context = super().get_cell_context_data(instance, parent_context)
        request = context["request"]
        context["retry_url"] = reverse("search_index:retry", args=[instance.entry.pk])
        # The cell is drawn without the context processors of the page.
        context["csrf_token"] = get_token(request)
        context["next"] = back_to(request)
        return context


def back_to(request: HttpRequest) -> str:
    """The list as it is filtered, ordered and paged now; also where only its rows are fetched."""
    query = request.GET.copy()
    query.pop("_w_filter_fragment", None)
    return f"{reverse('search_index:report')}?{query.urlencode()}"
