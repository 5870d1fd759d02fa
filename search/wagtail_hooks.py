"""What search adds to the editors' screens."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.admin.views import POLICY, TITLE, RetryOne, RetryParked, SearchIndexReport


class _ReportItem(MenuItem):
    """Shown to those who may open what it leads to."""

    def is_shown(self, request: HttpRequest) -> bool:
        """See `wagtail.admin.menu.MenuItem`."""
        return POLICY.user_has_permission(request.user, "change")


@hooks.register("register_reports_menu_item")
def report() -> MenuItem:
    """The report 'Search index'."""
    return _ReportItem(
        TITLE, reverse("search_index:report"), name="search-index", icon_name="search", order=1300
    )


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    """Addresses of the report and of its buttons."""
    patterns = [
        path("", SearchIndexReport.as_view(), name="report"),
        path("results/", SearchIndexReport.as_view(results_only=True), name="report_results"),
        path("retry/<int:pk>/", RetryOne.as_view(), name="retry"),
        path("retry/", RetryParked.as_view(), name="retry_parked"),
    ]
    return [path("reports/search-index/", include((patterns, "search_index")))]


@hooks.register("register_permissions")
def permissions() -> QuerySet:
    """The right to the report can be given to any group."""
    return Permission.objects.filter(content_type__app_label="search", codename="change_outboxentry")
