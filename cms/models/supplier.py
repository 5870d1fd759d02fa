"""Enterprises that offer technologies."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from .constraints import countries_by_code, plausible_years
from .fields import Sourced, country_field, source_panels, year_field
from .quantities import codes_field
from .vocabulary import Scheme

FIRST_REFERENCE = 1900  # the year of the oldest plant that would still be shown as a reference


class SupplierPage(Sourced, Page):
    """An enterprise. Until its owner has claimed it, it is an 'unclaimed profile' written from public facts."""

    name_local = models.CharField(_("name in the local language"), max_length=300, blank=True)
    country = country_field(_("country"))
    city = models.CharField(_("city"), max_length=200, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    founded = year_field(_("founded"))
    summary = models.TextField(_("summary"))
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    technology_groups = codes_field(Scheme.GROUP, _("technology groups"))
    sectors = codes_field(Scheme.SECTOR, _("sectors"))
    claimed = models.BooleanField(_("claimed by the enterprise"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False)

    parent_page_types = ["cms.SupplierIndexPage"]
    subpage_types = ["cms.TechnologyPage"]

    content_panels = [
        *Page.content_panels,
        FieldPanel("name_local"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("country"), FieldPanel("city")]),
                FieldRowPanel([FieldPanel("website"), FieldPanel("founded")]),
            ],
            heading=_("Where and since when"),
        ),
        FieldPanel("summary"),
        FieldPanel("logo"),
        MultiFieldPanel(
            [FieldPanel("technology_groups"), FieldPanel("sectors")], heading=_("Fields of work")
        ),
        InlinePanel("active_in", heading=_("Countries of work"), label=_("Country")),
        InlinePanel("references", heading=_("References"), label=_("Reference")),
        InlinePanel("certificates", heading=_("Certificates"), label=_("Certificate")),
        source_panels,
    ]
    settings_panels = [*Page.settings_panels, FieldPanel("claimed"), FieldPanel("is_sample")]

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")
        constraints = [
            countries_by_code("supplier_country", "country"),
            plausible_years("supplier_founded", "founded"),
        ]

    def get_context(self, request, *args, **kwargs):  # noqa: ANN201 - Wagtail's own signature
        """The page, read with few queries."""
        from cms.selectors.suppliers import supplier_context

        return {**super().get_context(request, *args, **kwargs), **supplier_context(self)}


class SupplierCountry(Orderable):
    """A country in which a supplier works."""

    page = ParentalKey(SupplierPage, on_delete=models.CASCADE, related_name="active_in")
    country = country_field(_("country"))

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "country"], name="supplier_country_once"),
            countries_by_code("supplier_works_in_country", "country"),
        ]


class SupplierReference(Orderable):
    """A plant or project that a supplier built or runs."""

    page = ParentalKey(SupplierPage, on_delete=models.CASCADE, related_name="references")
    name = models.CharField(_("name"), max_length=300)
    place = models.CharField(_("place"), max_length=200, blank=True)
    country = country_field(_("country"), blank=True)
    year = year_field(_("year"), first=FIRST_REFERENCE)
    capacity = models.CharField(_("capacity"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=1000, blank=True)

    class Meta(Orderable.Meta):
        constraints = [
            countries_by_code("reference_country", "country"),
            plausible_years("reference_year", "year", first=FIRST_REFERENCE),
        ]


class SupplierCertificate(Orderable):
    """A certificate a supplier is said to hold."""

    page = ParentalKey(SupplierPage, on_delete=models.CASCADE, related_name="certificates")
    standard = models.CharField(_("standard"), max_length=300)
    source = models.CharField(_("source"), max_length=1000, blank=True)
