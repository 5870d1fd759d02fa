"""A supplier's page, read with few queries."""

from __future__ import annotations

from cms.countries import country_name
from cms.models import SupplierPage, TechnologyPage
from cms.selectors.ordering import BY_TITLE
from cms.selectors.pages import trail
from cms.selectors.technologies import titled
from cms.selectors.vocabulary import shown_labels

SHEETS = 12


def supplier_context(page: SupplierPage) -> dict[str, object]:
    """What a supplier's page shows beside its own fields."""
    groups = list(page.technology_groups.all())
    sheets = TechnologyPage.objects.live().filter(group__in=groups).not_descendant_of(page)
    return {
        "labels": shown_labels(("technology-group", "sector")),
        "groups": groups,
        "countries": [country_name(active.country) for active in page.active_in.all()],
        "references": list(page.references.all()),
        "certificates": list(page.certificates.all()),
        "listings": titled(list(TechnologyPage.objects.live().child_of(page))),
        "sheets": titled(list(sheets.order_by(*BY_TITLE)[:SHEETS])),
        "trail": trail(page),
    }
