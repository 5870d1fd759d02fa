"""The report 'Search index': its state, what waits or is parked, and 'Try again'."""

from typing import Any

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from search import outbox
from search.admin.columns import RetryColumn, back_to, rows_of
from search.admin.state import index_state
from search.models import OutboxEntry

POLICY = ModelPermissionPolicy(OutboxEntry)
TITLE = _("Search index")


class EntryFilters(WagtailFilterSet):
    """Waiting or parked."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        choices=[("waiting", _("Waiting")), ("parked", _("Parked"))],
        empty_label=_("All"),
    )

    class Meta:
        model = OutboxEntry
        fields: list[str] = []

    def in_state(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Those of one state."""
        return entries.filter(parked__isnull=value == "waiting")


def as_text(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


class SearchIndexReport(ReportView):
    """How the index is, and the entries of the outbox: parked ones first, then those that wait longest."""

    model = OutboxEntry
    permission_policy = POLICY
    permission_required = "change"
    page_title = TITLE
    header_icon = "search"
    template_name = "search/admin/report.html"
    filterset_class = EntryFilters
    index_url_name = "search_index:report"
    index_results_url_name = "search_index:report_results"
    verbose_name_plural = _("records")
    columns = [
        TitleColumn(
            "title", label=_("Record"), classname="title title--roomy", get_url=lambda row: row.edit_url
        ),
        Column("kind", label=_("Type")),
        StatusTagColumn("state", label=_("State"), primary=lambda row: not row.entry.parked),
        DateColumn("created", label=_("Since"), accessor="entry.created", sort_key="created"),
        Column("attempts", label=_("Attempts"), accessor="entry.attempts", sort_key="attempts"),
        Column("next_attempt", label=_("Next attempt")),
        Column("last_error", label=_("Last error"), accessor="entry.last_error"),
        RetryColumn("retry", label=_("Action")),
    ]
    list_export = ["record", "action", "created", "attempts", "due", "last_error", "parked"]
    export_headings = {"record": _("Record")}
    # What a record holds can reach its error, and a spreadsheet takes a cell that begins so for a formula.
    custom_field_preprocess = {"last_error": dict.fromkeys(("csv", "xlsx"), as_text)}

    def get_filename(self) -> str:
        """Of the spreadsheet."""
        return f"search-index-{timezone.now():%Y-%m-%d}"

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """A total order, so that pages do not overlap."""
        if self.ordering:
            return queryset.order_by(self.ordering, "pk")
        return queryset.order_by(F("parked").asc(nulls_last=True), "created", "pk")

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple[Paginator, Page, list, bool]:
        """Entries of one page, with the records they are about."""
        paginator, page, entries, others = super().paginate_queryset(queryset, page_size)
        page.object_list = rows_of(entries, self.request.user)
        return paginator, page, page.object_list, others

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The table, and above it the state, which rows that are fetched alone do without."""
        context = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context |= {"state": index_state(), "next": back_to(self.request)}
        return context


class _Retry(PermissionCheckedMixin, View):
    """Tries entries again. Nothing but POST."""

    permission_policy = POLICY
    permission_required = "change"
    http_method_names = ["post"]

    def again(self, entries: QuerySet) -> HttpResponseRedirect:
        """Try them, say what happened, and go back to the list."""
        count = outbox.retry(entries)
        if count:
            said = ngettext("%(count)s record is tried again.", "%(count)s records are tried again.", count)
            messages.success(self.request, said % {"count": count})
        else:
            messages.info(self.request, gettext("Nothing waits any more: it was carried over meanwhile."))
        return HttpResponseRedirect(
            get_valid_next_url_from_request(self.request) or reverse("search_index:report")
        )


class RetryOne(_Retry):
    """One entry, parked or failing."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Try it again."""
        return self.again(OutboxEntry.objects.filter(pk=pk))


class RetryParked(_Retry):
    """All that are parked."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try them again."""
        return self.again(OutboxEntry.objects.filter(parked__isnull=False))
