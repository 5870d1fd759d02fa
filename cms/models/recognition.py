"""Agreements by which a label counts in another country."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from .constraints import countries_by_code, plausible_years
from .fields import Sourced, country_field, items_field, source_panels, year_field
from .labels import ProductGroup

DAY = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z"


class RecognitionAgreement(Sourced, ClusterableModel):
    """A dated agreement between schemes, with its kind and scope. Only what is stated counts as recognised."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=200)
    year = year_field(_("year"))
    signed_on = models.CharField(
        _("date"),
        max_length=20,
        blank=True,
        help_text=_("As exact as the source: 2005, 2005-01, 2005-01-25"),
        validators=[RegexValidator(DAY, _("Write a date like 2005, 2005-01 or 2005-01-25."))],
    )
    recognises = models.BooleanField(
        _("recognises"),
        default=True,
        help_text=_("False for memoranda and capacity building that recognise nothing yet"),
    )
    scope = items_field(_("product groups, in the source's words"))
    groups = ParentalManyToManyField(
        ProductGroup, verbose_name=_("product groups"), blank=True, related_name="agreements"
    )
    detail = models.TextField(_("detail"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("year"), FieldPanel("signed_on")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("recognises")]),
        InlinePanel("parties", heading=_("Parties"), label=_("Party"), min_num=2),
        FieldPanel("scope"),
        FieldPanel("groups"),
        FieldPanel("detail"),
        source_panels,
    ]

    class Meta:
        ordering = ["year", "code"]
        verbose_name = _("recognition agreement")
        verbose_name_plural = _("recognition agreements")
        constraints = [
            plausible_years("agreement_year", "year"),
            models.CheckConstraint(
                name="agreement_signed_on",
                condition=models.Q(signed_on="") | models.Q(signed_on__regex=DAY),
                violation_error_message=_("Write a date like 2005, 2005-01 or 2005-01-25."),
            ),
            models.CheckConstraint(
                name="agreement_signed_in_its_year",
                condition=models.Q(signed_on="")
                | models.Q(signed_on__startswith=Cast("year", models.CharField())),
                violation_error_message=_("The date lies in another year."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """Refuse a date of another year, at the date."""
        super().clean()
        if self.year and self.signed_on and not self.signed_on.startswith(str(self.year)):
            raise ValidationError({"signed_on": _("The date lies in another year.")})


class AgreementParty(Orderable):
    """One side of an agreement: a country or region and the body that signed for it."""

    agreement = ParentalKey(RecognitionAgreement, on_delete=models.CASCADE, related_name="parties")
    country = country_field(_("country or region"))
    body = models.CharField(_("body"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "country"],
                name="party_once",
                violation_error_message=_("A party is named once."),
            ),
            countries_by_code("party_country", "country"),
        ]
