"""Countries: their limits, focal points and funding."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from cms.countries import country_name

from .constraints import (
    countries_by_code,
    known_values,
    not_negative,
    plausible_years,
    shares_of_all,
    spans_in_order,
    states_a_number,
)
from .fields import Sourced, country_field, source_panels, year_field
from .quantities import amount, code_field, codes_field, impossible_shares, refuse, swapped_ends
from .vocabulary import Scheme


class CountryPage(Page):
    """A member state, or China: needs, limits, focal point, labels, funding, projects and suppliers in one place."""

    country = country_field(_("country"))
    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link", "ul", "ol"]
    )

    parent_page_types = ["cms.CountryIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("country"), FieldPanel("introduction")]

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints = [
            countries_by_code("country_page_country", "country"),
            models.UniqueConstraint(
                fields=["country"],
                condition=~models.Q(country=""),  # drafts may not name theirs yet
                name="country_page_once",
                violation_error_code="unique",
                violation_error_message=_("This country has a page already."),
            ),
        ]

    def get_context(self, request, *args, **kwargs):  # noqa: ANN201 - Wagtail's own signature
        """The page, read with few queries."""
        from cms.selectors.countries import country_context

        return {**super().get_context(request, *args, **kwargs), **country_context(self)}


class FocalPoint(Sourced, models.Model):
    """The ministry that speaks for a country in environmental cooperation."""

    country = country_field(_("country"), unique=True)
    name = models.CharField(_("name"), max_length=300)
    name_local = models.CharField(_("name in the local language"), max_length=300, blank=True)
    website = models.CharField(_("website"), max_length=500, blank=True)
    role = models.TextField(_("role"), blank=True)
    evidence = models.CharField(_("evidence for being the focal point"), max_length=500, blank=True)
    least_developed = models.BooleanField(_("least developed country"), default=False)
    least_developed_note = models.CharField(_("note on that status"), max_length=500, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("country"), FieldPanel("website")]),
        FieldPanel("name"),
        FieldPanel("name_local"),
        FieldPanel("role"),
        FieldPanel("evidence"),
        FieldRowPanel([FieldPanel("least_developed"), FieldPanel("least_developed_note")]),
        source_panels,
    ]

    class Meta:
        ordering = ["country"]
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        constraints = [countries_by_code("focal_point_country", "country")]

    def __str__(self) -> str:
        return f"{country_name(self.country, 'en')}: {self.name}"


class StandardStatus(models.TextChoices):
    """Whether a limit list binds anybody."""

    IN_FORCE = "in force", _("in force")
    REPLACED = "replaced", _("replaced")
    GUIDELINE = "guideline", _("guideline")


class DischargeStandard(Sourced, ClusterableModel):
    """A national limit list: one regulation, one class, one medium."""

    Status = StandardStatus

    code = models.SlugField(_("code"), max_length=80, unique=True)
    country = country_field(
        _("country"), blank=True, help_text=_("Empty for guidelines of international organisations")
    )
    name = models.CharField(_("name"), max_length=300)
    name_local = models.CharField(_("name in the local language"), max_length=300, blank=True)
    citation = models.CharField(_("citation"), max_length=300)
    year = year_field(_("year"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    applies_to = models.TextField(_("applies to"), blank=True)
    discharge_class = models.CharField(_("class"), max_length=80, blank=True)
    medium = code_field(Scheme.MEDIUM, _("medium"))
    sectors = codes_field(Scheme.SECTOR, _("sectors"))
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("country"), FieldPanel("code"), FieldPanel("status")]),
        FieldPanel("name"),
        FieldPanel("name_local"),
        FieldRowPanel([FieldPanel("citation"), FieldPanel("year"), FieldPanel("discharge_class")]),
        FieldPanel("applies_to"),
        FieldRowPanel([FieldPanel("medium"), FieldPanel("sectors")]),
        MultiFieldPanel([InlinePanel("limits", heading=_("Limits"), label=_("Limit"))], heading=_("Limits")),
        FieldPanel("note"),
        source_panels,
    ]

    class Meta:
        ordering = ["country", "medium", "code"]
        verbose_name = _("discharge standard")
        verbose_name_plural = _("discharge standards")
        constraints = [
            countries_by_code("standard_country", "country"),
            plausible_years("standard_year", "year"),
            known_values("standard_known_values", status=StandardStatus.values),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.citation, self.discharge_class) if part)


class DischargeLimit(Orderable):
    """One parameter's limit: at most ``value_max``, at least ``value_min`` (a range for pH)."""

    standard = ParentalKey(DischargeStandard, on_delete=models.CASCADE, related_name="limits")
    parameter = code_field(Scheme.PARAMETER, _("parameter"))
    value_min = amount(_("at least"))
    value_max = amount(_("at most"))
    unit = models.CharField(_("unit"), max_length=40)
    expressed_as = models.CharField(
        _("expressed as"),
        max_length=20,
        blank=True,
        help_text=_("N, P, PO4 …: must agree before values are compared"),
    )
    averaging = models.CharField(_("averaging"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    panels = [
        FieldRowPanel(
            [FieldPanel("parameter"), FieldPanel("value_min"), FieldPanel("value_max"), FieldPanel("unit")]
        ),
        FieldRowPanel([FieldPanel("expressed_as"), FieldPanel("averaging"), FieldPanel("note")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("limit")
        constraints = [
            spans_in_order("limit_in_order", "value"),
            states_a_number("limit_states_a_number", "value_min", "value_max"),
            not_negative("limit_not_negative", "value_min", "value_max"),
            shares_of_all("limit_percentages", "unit", "value_min", "value_max"),
        ]

    def clean(self) -> None:
        """Refuse a limit without a number, with swapped ends, or of more than everything."""
        super().clean()
        refuse(swapped_ends(self, ("value",)), impossible_shares(self, ("value",)))
        if self.value_min is None and self.value_max is None:
            raise ValidationError({"value_max": _("State a number.")})


class FundingSource(Sourced, ClusterableModel):
    """A source of money that a need can be paid from."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=300)
    operator = models.CharField(_("operator"), max_length=300, blank=True)
    who_can_apply = models.TextField(_("who can apply"), blank=True)
    what_it_pays = models.TextField(_("what it pays"), blank=True)
    size_text = models.TextField(_("size"), blank=True)
    sectors = codes_field(Scheme.SECTOR, _("sectors"))
    status = models.CharField(_("status"), max_length=500, blank=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("operator")]),
        FieldPanel("who_can_apply"),
        FieldPanel("what_it_pays"),
        FieldPanel("size_text"),
        InlinePanel("countries", heading=_("Countries"), label=_("Country")),
        FieldPanel("sectors"),
        FieldPanel("status"),
        source_panels,
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")

    def __str__(self) -> str:
        return self.name


class FundingCountry(Orderable):
    """A country that a funding source serves."""

    funding = ParentalKey(FundingSource, on_delete=models.CASCADE, related_name="countries")
    country = country_field(_("country"))

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["funding", "country"], name="funding_country_once"),
            countries_by_code("funding_country", "country"),
        ]
