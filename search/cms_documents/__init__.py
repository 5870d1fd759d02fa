"""The catalogue as documents: one function for each kind of record, and which rows readers may see."""

from typing import Any

from django.db.models import QuerySet

from cms.models import (
    ArticlePage,
    CertifiedProduct,
    CountryPage,
    DemonstrationBasePage,
    DemonstrationProjectPage,
    DischargeStandard,
    EventPage,
    LabelSchemePage,
    SupplierPage,
    TechnologyPage,
    TrainingPage,
)
from search.cms_documents.knowledge import article, country, gathering, label_scheme, product
from search.cms_documents.offers import attach_owners, demonstration, supplier, technology
from search.documents import register


def register_cms() -> None:
    """Register every public record of the catalogue."""
    register(
        TechnologyPage,
        technology,
        visible=lambda: _public(
            TechnologyPage.objects.select_related("group", "maturity", "evidence").prefetch_related(
                "media", "sectors", "parameters", "words", "performance__parameter", "reference_sheets__words"
            )
        ),
        dependents=lambda page: page.listings.all(),
        prepare=attach_owners,
    )
    register(
        SupplierPage,
        supplier,
        visible=lambda: _public(
            SupplierPage.objects.prefetch_related("technology_groups", "sectors", "active_in", "references")
        ),
        dependents=lambda page: TechnologyPage.objects.child_of(page),
    )
    register(
        DemonstrationBasePage, demonstration, visible=lambda: _public(DemonstrationBasePage.objects.all())
    )
    register(
        DemonstrationProjectPage,
        demonstration,
        visible=lambda: _public(
            DemonstrationProjectPage.objects.prefetch_related(
                "technologies__group", "technologies__media", "technologies__sectors"
            )
        ),
    )
    register(
        LabelSchemePage,
        label_scheme,
        visible=lambda: _public(LabelSchemePage.objects.all()),
        dependents=lambda page: page.products.all(),
    )
    register(
        CertifiedProduct,
        product,
        visible=lambda: CertifiedProduct.objects.select_related("scheme", "group"),
    )
    register(CountryPage, country, visible=lambda: _public(CountryPage.objects.all()))
    # A standard has no page of its own; it is found as its country.
    register(
        DischargeStandard,
        lambda row: None,
        visible=DischargeStandard.objects.none,
        dependents=lambda row: CountryPage.objects.filter(country=row.country),
    )
    register(ArticlePage, article, visible=lambda: _public(ArticlePage.objects.all()))
    register(EventPage, gathering, visible=lambda: _public(EventPage.objects.all()))
    register(TrainingPage, gathering, visible=lambda: _public(TrainingPage.objects.all()))


def _public(pages: Any) -> QuerySet:
    """Pages that anyone may read: live, and under no view restriction."""
    return pages.live().public().order_by("pk")
