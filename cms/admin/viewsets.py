"""Lists and forms of what is no page: the vocabulary, the eco-label catalogue, and the facts of countries."""

from __future__ import annotations

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from cms.models import (
    CertifiedProduct,
    Concept,
    DischargeStandard,
    FocalPoint,
    FundingSource,
    LabelCriteria,
    ProductGroup,
    RecognitionAgreement,
    SynonymGroup,
)


class _FactIndexView(IndexView):
    """A list of facts.

    Related records that columns name are read with the rows, not one by one; and a row that matches a search or
    a filter in several of its own rows (labels, parties, limits) is listed once.
    """

    joined: tuple[str, ...] = ()

    def get_base_queryset(self) -> QuerySet:
        """The rows with what their columns show."""
        rows = super().get_base_queryset()
        return rows.select_related(*self.joined) if self.joined else rows

    def get_queryset(self) -> QuerySet:
        """The rows that match, each once."""
        return super().get_queryset().distinct()


class _LabelIndexView(_FactIndexView):
    joined = ("scheme", "group")


class _StandardIndexView(_FactIndexView):
    joined = ("medium",)

    def get_base_queryset(self) -> QuerySet:
        """Standards with the number of their limits, which a filter by parameter must not multiply."""
        return super().get_base_queryset().annotate(limit_count=Count("limits", distinct=True))


class FactViewSet(ModelViewSet):
    """What all lists have in common."""

    index_view_class = _FactIndexView
    add_to_admin_menu = False
    copy_view_enabled = True
    inspect_view_enabled = True
    list_per_page = 50
    # Models name their panels themselves, so that a form is described in one place.
    exclude_form_fields: list[str] = []


class ConceptViewSet(FactViewSet):
    """Codes with their labels."""

    model = Concept
    icon = "tag"
    list_display = ["label", "scheme", "code", "unit", "medium"]
    list_filter = ["scheme", "medium"]
    search_fields = ["label", "code", "labels__label"]
    ordering = ["scheme", "position"]


class SynonymViewSet(FactViewSet):
    """Terms that mean the same."""

    model = SynonymGroup
    icon = "list-ul"
    list_display = ["code"]
    search_fields = ["code", "terms"]
    ordering = ["code"]


class ProductGroupViewSet(FactViewSet):
    """Harmonised groups of products."""

    model = ProductGroup
    icon = "folder-open-inverse"
    list_display = ["label", "code", "unspsc"]
    search_fields = ["label", "code", "aliases", "labels"]
    ordering = ["label"]


class CriteriaViewSet(FactViewSet):
    """Which scheme has criteria for which group."""

    model = LabelCriteria
    index_view_class = _LabelIndexView
    icon = "doc-full"
    list_display = ["__str__", "scheme", "group", "document", "version", "status"]
    list_filter = ["scheme", "group"]
    search_fields = ["local_name", "document"]


class AgreementViewSet(FactViewSet):
    """Agreements between schemes."""

    model = RecognitionAgreement
    icon = "link"
    list_display = ["code", "year", "kind", "recognises"]
    list_filter = ["recognises", "parties__country", "groups"]
    search_fields = ["code", "kind", "detail", "parties__body"]
    ordering = [F("year").desc(nulls_last=True), "code"]


class ProductViewSet(FactViewSet):
    """Products seen as certified."""

    model = CertifiedProduct
    index_view_class = _LabelIndexView
    icon = "success"
    list_display = ["__str__", "company", "scheme", "group", "expires", "status"]
    list_filter = ["scheme", "group", "company_country"]
    search_fields = ["product", "model", "company", "licence_number"]
    ordering = ["product"]


class FocalPointViewSet(FactViewSet):
    """Ministries that speak for their countries."""

    model = FocalPoint
    icon = "user"
    list_display = ["name", "country", "website"]
    search_fields = ["name", "name_local"]
    ordering = ["country"]


class StandardViewSet(FactViewSet):
    """National limits."""

    model = DischargeStandard
    index_view_class = _StandardIndexView
    icon = "clipboard-list"
    list_display = [
        "__str__",
        "country",
        "medium",
        "status",
        "year",
        Column("limit_count", label=_("Limits")),
    ]
    list_filter = ["country", "medium", "status", "limits__parameter"]
    search_fields = ["name", "name_local", "citation", "code"]
    ordering = ["country", "medium", "code"]


class FundingViewSet(FactViewSet):
    """Sources of money."""

    model = FundingSource
    icon = "pick"
    list_display = ["name", "operator", "status"]
    list_filter = ["countries__country", "sectors"]
    search_fields = ["name", "operator", "what_it_pays"]
    ordering = ["name"]


class VocabularyGroup(ModelViewSetGroup):
    """Words that the whole site uses."""

    menu_label = _("Vocabulary")
    menu_icon = "tag"
    menu_order = 300
    items = (ConceptViewSet, SynonymViewSet)


class LabelGroup(ModelViewSetGroup):
    """The eco-label catalogue."""

    menu_label = _("Eco-labels")
    menu_icon = "success"
    menu_order = 310
    items = (ProductGroupViewSet, CriteriaViewSet, AgreementViewSet, ProductViewSet)


class CountryGroup(ModelViewSetGroup):
    """The facts of countries."""

    menu_label = _("Countries")
    menu_icon = "globe"
    menu_order = 320
    items = (FocalPointViewSet, StandardViewSet, FundingViewSet)
