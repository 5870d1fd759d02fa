"""A country's page, read with few queries."""

from __future__ import annotations

from django.db.models.functions import Lower

from cms.countries import country_name
from cms.extensions import country_sections
from cms.models import (
    CountryPage,
    DemonstrationBasePage,
    DemonstrationProjectPage,
    DischargeStandard,
    FocalPoint,
    FundingSource,
    LabelSchemePage,
    SupplierPage,
)
from cms.selectors.ordering import BY_TITLE, BY_YEAR
from cms.selectors.pages import trail
from cms.selectors.registered import country_counts
from cms.selectors.standards import unseen_limits
from cms.selectors.vocabulary import shown_labels


def country_context(page: CountryPage) -> dict[str, object]:
    """Limits, focal point, funding, labels, suppliers and projects of a country."""
    code = page.country
    name = country_name(code)
    standards = DischargeStandard.objects.filter(country=code).prefetch_related("limits__parameter")
    return {
        "name": name,
        "trail": trail(page, name),
        "labels": shown_labels(("medium", "parameter", "sector")),
        "country_sections": country_sections(code),
        "need_count": country_counts("needs").get(code, 0),
        "focal_point": FocalPoint.objects.filter(country=code).first(),
        "standards": [(s, unseen_limits(s)) for s in sorted(standards, key=_in_force_first)],
        "funding": list(FundingSource.objects.filter(countries__country=code).order_by(Lower("name"), "pk")),
        "schemes": list(LabelSchemePage.objects.live().filter(country=code).order_by(*BY_TITLE)),
        "suppliers": list(SupplierPage.objects.live().filter(country=code).order_by(*BY_TITLE)),
        "active_suppliers": list(
            SupplierPage.objects.live()
            .filter(active_in__country=code)
            .exclude(country=code)
            .order_by(*BY_TITLE)
        ),
        "projects": list(DemonstrationProjectPage.objects.live().filter(country=code).order_by(*BY_YEAR)),
        "bases": list(DemonstrationBasePage.objects.live().filter(country=code).order_by(*BY_TITLE)),
    }


def _in_force_first(standard: DischargeStandard) -> tuple[bool, str]:
    return standard.status == DischargeStandard.Status.REPLACED, standard.code
