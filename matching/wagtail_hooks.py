"""What matching adds to the editors' screens."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from matching.admin.views import POLICY, TITLE, RankingReport, UseNone, UseRanking


class _ReportItem(MenuItem):
    """Shown to those who may open what it leads to."""

    def is_shown(self, request: HttpRequest) -> bool:
        """See `wagtail.admin.menu.MenuItem`."""
        return POLICY.user_has_permission(request.user, "change")


@hooks.register("register_reports_menu_item")
def report() -> MenuItem:
    """The report 'Rankings'."""
    return _ReportItem(TITLE, reverse("rankings:report"), name="rankings", icon_name="order", order=1310)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    """Addresses of the report and of its buttons."""
    patterns = [
        path("", RankingReport.as_view(), name="report"),
        path("results/", RankingReport.as_view(results_only=True), name="report_results"),
        path("use/<int:pk>/", UseRanking.as_view(), name="use"),
        path("use/none/", UseNone.as_view(), name="use_none"),
    ]
    return [path("reports/rankings/", include((patterns, "rankings")))]


@hooks.register("register_permissions")
def permissions() -> QuerySet:
    """The right to the report can be given to any group."""
    return Permission.objects.filter(content_type__app_label="matching", codename="change_rankingmodel")
