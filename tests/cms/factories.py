"""Records for tests that need one of their own, not a whole catalogue."""

from __future__ import annotations

import factory
import wagtail_factories
from factory.django import DjangoModelFactory

from cms.models import Concept, Scheme, SupplierPage, TechnologyPage


class ConceptFactory(DjangoModelFactory):
    """A code; the same scheme and code give the same row."""

    class Meta:
        model = Concept
        django_get_or_create = ("scheme", "code")

    scheme = Scheme.GROUP
    code = factory.Sequence(lambda number: f"code-{number}")
    label = factory.LazyAttribute(lambda concept: concept.code.replace("-", " ").capitalize())


class SupplierPageFactory(wagtail_factories.PageFactory):
    """An enterprise; give it a ``parent``."""

    class Meta:
        model = SupplierPage

    title = factory.Sequence(lambda number: f"Supplier {number}")
    country = "VN"
    summary = "Builds treatment plants."


class TechnologyPageFactory(wagtail_factories.PageFactory):
    """A technology; give it a ``parent``: the reference library or a supplier."""

    class Meta:
        model = TechnologyPage

    title = factory.Sequence(lambda number: f"Technology {number}")
    summary = "Removes organic matter from wastewater."
    problem = "Our wastewater does not meet the limit."
    group = factory.SubFactory(ConceptFactory, scheme=Scheme.GROUP, code="wastewater-biological")
    listing_type = factory.SubFactory(ConceptFactory, scheme=Scheme.LISTING_TYPE, code="process")
