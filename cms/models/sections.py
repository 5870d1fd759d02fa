"""The home page and the pages that list the others."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class HomePage(Page):
    """The first page: one question."""

    max_count = 1
    subpage_types = [
        "cms.ReferenceLibraryPage",
        "cms.SupplierIndexPage",
        "cms.DemonstrationIndexPage",
        "cms.LabelIndexPage",
        "cms.CountryIndexPage",
        "cms.KnowledgeIndexPage",
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):  # noqa: ANN201 - Wagtail's own signature
        """Counts of the day and what to browse, read with few queries."""
        from cms.selectors.sections import home_context

        return {**super().get_context(request, *args, **kwargs), **home_context(self)}


class SectionPage(Page):
    """A page that lists its children."""

    introduction = models.TextField(_("introduction"), blank=True)

    parent_page_types = ["cms.HomePage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    max_count = 1

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):  # noqa: ANN201 - Wagtail's own signature
        """The children, read with few queries."""
        from cms.selectors.sections import section_context

        return {**super().get_context(request, *args, **kwargs), **section_context(self)}


class ReferenceLibraryPage(SectionPage):
    """The generic technology sheets, at /technologies/."""

    subpage_types = ["cms.TechnologyPage"]

    class Meta:
        verbose_name = _("reference library")


class SupplierIndexPage(SectionPage):
    """The suppliers, at /suppliers/."""

    subpage_types = ["cms.SupplierPage"]

    class Meta:
        verbose_name = _("list of suppliers")


class DemonstrationIndexPage(SectionPage):
    """The demonstration bases and projects, at /demonstrations/."""

    subpage_types = ["cms.DemonstrationBasePage", "cms.DemonstrationProjectPage"]

    class Meta:
        verbose_name = _("list of demonstrations")


class LabelIndexPage(SectionPage):
    """The eco-labelling alliance catalogue, at /labels/."""

    subpage_types = ["cms.LabelSchemePage"]

    class Meta:
        verbose_name = _("eco-label catalogue")


class CountryIndexPage(SectionPage):
    """The countries, at /countries/."""

    subpage_types = ["cms.CountryPage"]

    class Meta:
        verbose_name = _("list of countries")


class KnowledgeIndexPage(SectionPage):
    """Articles, events and trainings, at /knowledge/."""

    subpage_types = ["cms.ArticlePage", "cms.EventPage", "cms.TrainingPage"]

    class Meta:
        verbose_name = _("knowledge")
