"""Reads of the eco-label catalogue."""

from __future__ import annotations

from cms.models import CertifiedProduct, LabelSchemePage


def scheme_context(page: LabelSchemePage) -> dict[str, object]:
    """What a scheme's page shows beside its own fields."""
    return {"criteria": page.criteria.select_related("group"), "products": page.products.select_related("group")}


def product_context(product: CertifiedProduct) -> dict[str, object]:
    """What a certified product's page shows."""
    return {"product": product}
