"""Demonstration bases and the projects, pilots and reference plants where a technology can be seen at work."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from .constraints import (
    above_zero,
    countries_by_code,
    known_values,
    plausible_years,
    shares_of_all,
    spans_in_order,
)
from .fields import Sourced, country_field, items_field, source_panels, year_field
from .quantities import bound, code_field, impossible_shares, refuse, swapped_ends
from .stored_lists import check_image
from .technology import TechnologyPage
from .vocabulary import Scheme


class DemonstrationFields(Sourced):
    """What bases and projects have in common. Amounts are kept in the words of the source where they are ranges of plans."""

    sector = models.CharField(_("field"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    country = country_field(_("country"), blank=True)
    technology = items_field(_("technology, in the source's words"))
    operator = models.CharField(_("operator"), max_length=300, blank=True)
    partners = items_field(_("partners"))
    year = year_field(_("since"))
    status = models.CharField(_("status"), max_length=500, blank=True)
    capacity = models.CharField(_("capacity"), max_length=300, blank=True)
    investment = models.CharField(_("investment"), max_length=300, blank=True)
    results = items_field(_("results, in the source's words"))
    caution = models.TextField(
        _("caution"), blank=True, help_text=_("Why a figure is doubtful; shown beside it")
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(_("image description"), max_length=250, blank=True)

    class Meta:
        abstract = True

    fact_panels = [
        MultiFieldPanel(
            [
                FieldPanel("sector"),
                FieldRowPanel([FieldPanel("place"), FieldPanel("country"), FieldPanel("year")]),
                FieldPanel("operator"),
                FieldPanel("partners"),
                FieldPanel("status"),
            ],
            heading=_("Who, where, since when"),
        ),
        MultiFieldPanel(
            [FieldPanel("technology"), FieldPanel("capacity"), FieldPanel("investment")], heading=_("What")
        ),
        MultiFieldPanel([FieldPanel("results"), FieldPanel("caution")], heading=_("Results")),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Image")),
    ]

    def clean(self) -> None:
        """Refuse an image without words."""
        super().clean()
        check_image(self)

    def get_context(self, request, *args, **kwargs):  # noqa: ANN201 - Wagtail's own signature
        """The page, read with few queries."""
        from cms.selectors.demonstrations import demonstration_context

        return {**super().get_context(request, *args, **kwargs), **demonstration_context(self)}


class DemonstrationBasePage(DemonstrationFields, Page):
    """A place that shows many technologies and hosts projects."""

    parent_page_types = ["cms.DemonstrationIndexPage"]
    subpage_types = ["cms.DemonstrationProjectPage"]
    content_panels = [*Page.content_panels, *DemonstrationFields.fact_panels, source_panels]

    class Meta:
        verbose_name = _("demonstration base")
        verbose_name_plural = _("demonstration bases")
        constraints = [
            countries_by_code("demonstration_base_country", "country"),
            plausible_years("demonstration_base_year", "year"),
        ]


class DemonstrationKind(models.TextChoices):
    """What can be seen at a place."""

    PROJECT = "demonstration project", _("demonstration project")
    PILOT = "technology pilot", _("technology pilot")
    REFERENCE = "full-scale plant used as reference", _("full-scale plant used as reference")


class DemonstrationProjectPage(DemonstrationFields, Page):
    """One plant or project, with measured before and after lines where they exist."""

    Kind = DemonstrationKind

    kind = models.CharField(_("kind"), max_length=40, choices=Kind.choices, default=Kind.PROJECT)
    technologies = ParentalManyToManyField(
        TechnologyPage, verbose_name=_("technology sheets"), blank=True, related_name="demonstrations"
    )

    parent_page_types = ["cms.DemonstrationIndexPage", "cms.DemonstrationBasePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        *DemonstrationFields.fact_panels,
        InlinePanel("measurements", heading=_("Measured before and after"), label=_("Measurement")),
        FieldPanel("technologies"),
        source_panels,
    ]

    class Meta:
        verbose_name = _("demonstration project")
        verbose_name_plural = _("demonstration projects")
        constraints = [
            countries_by_code("demonstration_country", "country"),
            plausible_years("demonstration_year", "year"),
            known_values("demonstration_known_values", empty=["kind"], kind=DemonstrationKind.values),
        ]


class Measurement(Orderable):
    """One parameter measured before and after, with method and period."""

    page = ParentalKey(DemonstrationProjectPage, on_delete=models.CASCADE, related_name="measurements")
    parameter = code_field(Scheme.PARAMETER, _("parameter"))
    before_min = bound(_("before, from"))
    before_max = bound(_("before, to"))
    after_min = bound(_("after, from"))
    after_max = bound(_("after, to"))
    unit = models.CharField(_("unit"), max_length=60)
    method = models.CharField(_("method"), max_length=300, blank=True)
    period = models.CharField(_("period"), max_length=200, blank=True)
    samples = models.PositiveIntegerField(
        _("number of samples"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    panels = [
        FieldRowPanel([FieldPanel("parameter"), FieldPanel("unit"), FieldPanel("samples")]),
        FieldRowPanel(
            [
                FieldPanel("before_min"),
                FieldPanel("before_max"),
                FieldPanel("after_min"),
                FieldPanel("after_max"),
            ]
        ),
        FieldRowPanel([FieldPanel("method"), FieldPanel("period")]),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            spans_in_order("measurement_in_order", "before", "after"),
            above_zero("measurement_samples", "samples"),
            shares_of_all(
                "measurement_percentages", "unit", "before_min", "before_max", "after_min", "after_max"
            ),
        ]

    def clean(self) -> None:
        """Refuse swapped ends, and shares of more than everything."""
        super().clean()
        spans = ("before", "after")
        refuse(swapped_ends(self, spans), impossible_shares(self, spans))
