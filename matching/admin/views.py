"""The report 'Rankings': which one runs, how each did on needs held out, and the way back in one click."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from matching import registry
from matching.core.points import POINTS
from matching.models import RankingModel
from matching.storage import ModelMismatch

POLICY = ModelPermissionPolicy(RankingModel)
TITLE = _("Rankings")


class UseColumn(Column):
    """A button that runs the ranking from now on."""

    cell_template_name = "matching/admin/use_cell.html"

    def get_cell_context_data(self, instance: RankingModel, parent_context: Any) -> dict[str, Any]:
        """See `wagtail.admin.ui.tables.Column`."""
        context = super().get_cell_context_data(instance, parent_context)
        context["use_url"] = reverse("rankings:use", args=[instance.pk])
        context["csrf_token"] = get_token(context["request"])  # cells are drawn without context processors
        context["runs"] = instance.state == RankingModel.State.RUNNING
        return context


def held_out(model: RankingModel) -> str:
    """nDCG@10 on the needs held out, and that of the ranking that ran before."""
    before, after = model.metrics["running"]["all"], model.metrics["held out"]["all"]
    return gettext("{after} (before: {before})").format(after=f"{after:.3f}", before=f"{before:.3f}")


def by_language(model: RankingModel) -> str:
    """nDCG@10 on the needs held out, language by language."""
    values = model.metrics["held out"].items()
    return ", ".join(f"{name} {value:.3f}" for name, value in values if name != "all")


def points(model: RankingModel) -> str:
    """What each signal is worth."""
    return ", ".join(f"{name} {value:g}" for name, value in model.points.items())


class RankingReport(ReportView):
    """The learned rankings, the newest first."""

    model = RankingModel
    permission_policy = POLICY
    permission_required = "change"
    page_title = TITLE
    header_icon = "order"
    template_name = "matching/admin/report.html"
    index_url_name = "rankings:report"
    index_results_url_name = "rankings:report_results"
    columns = [
        Column("pk", label=_("Number")),
        DateColumn("created", label=_("Learned on")),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda row: row.state == RankingModel.State.RUNNING,
        ),
        Column("learned_from", label=_("Learned from")),
        Column("compared_on", label=_("Held out")),
        Column("held_out", label=_("nDCG@10, held out"), accessor=held_out),
        Column("languages", label=_("By language"), accessor=by_language),
        Column("points", label=_("Points"), accessor=points),
        UseColumn("use", label=_("Action")),
    ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The table, and above it what runs."""
        context = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context["running"] = registry.running()
            context["unlearned"] = ", ".join(f"{name} {value:g}" for name, value in POINTS.items())
        return context


class _Change(PermissionCheckedMixin, View):
    """Changes which ranking runs. Nothing but POST."""

    permission_policy = POLICY
    permission_required = "change"
    http_method_names = ["post"]


class UseRanking(_Change):
    """Run one of the kept rankings."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Run it, or say why not."""
        model = get_object_or_404(RankingModel, pk=pk)
        try:
            registry.use(model, request.user)
        except ModelMismatch as error:
            messages.error(
                request, gettext("Ranking {number} cannot run: {reason}.").format(number=pk, reason=error)
            )
        else:
            messages.success(request, gettext("Ranking {number} runs from now on.").format(number=pk))
        return HttpResponseRedirect(reverse("rankings:report"))


class UseNone(_Change):
    """Go back to the ranking without learning."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go back."""
        registry.use_none(request.user)
        messages.success(request, gettext("The ranking without learning runs from now on."))
        return HttpResponseRedirect(reverse("rankings:report"))
