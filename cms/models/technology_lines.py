"""Rows of a technology sheet: performance lines and words in other languages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.admin.widgets import LinesInput
from cms.languages import DATA_LANGUAGE_CHOICES

from .quantities import bound, check_spans, code_field
from .stored_lists import check_texts
from .technology import TechnologyPage
from .vocabulary import Scheme


class PerformanceLine(Orderable):
    """One stated performance: inlet, outlet and removal for a treatment, a value for anything else."""

    class Basis(models.TextChoices):
        LITERATURE = "literature range", _("literature range")
        MEASURED = "measured at a plant", _("measured at a plant")
        DESIGN = "design value", _("design value")
        CLAIM = "supplier's claim", _("supplier's claim")

    page = ParentalKey(TechnologyPage, on_delete=models.CASCADE, related_name="performance")
    parameter = code_field(Scheme.PARAMETER, _("parameter"))
    inlet_min = bound(_("inlet from"))
    inlet_max = bound(_("inlet to"))
    outlet_min = bound(_("outlet from"))
    outlet_max = bound(_("outlet to"))
    removal_min = bound(_("removal from, %"))
    removal_max = bound(_("removal to, %"))
    value_min = bound(_("value from"))
    value_max = bound(_("value to"))
    unit = models.CharField(_("unit"), max_length=60)
    conditions = models.CharField(_("conditions"), max_length=500, blank=True)
    basis = models.CharField(_("basis"), max_length=24, choices=Basis.choices, default=Basis.LITERATURE)

    panels = [
        FieldPanel("parameter"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("basis")]),
        FieldRowPanel(
            [
                FieldPanel("inlet_min"),
                FieldPanel("inlet_max"),
                FieldPanel("outlet_min"),
                FieldPanel("outlet_max"),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("removal_min"),
                FieldPanel("removal_max"),
                FieldPanel("value_min"),
                FieldPanel("value_max"),
            ]
        ),
        FieldPanel("conditions"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("performance line")
        constraints = [
            models.CheckConstraint(
                name="performance_removal_is_a_percentage",
                condition=models.Q(removal_max__isnull=True) | models.Q(removal_max__lte=100),
            )
        ]

    def clean(self) -> None:
        """Refuse swapped ends and a line that states no number."""
        super().clean()
        spans = ("inlet", "outlet", "removal", "value")
        check_spans(self, spans)
        if all(getattr(self, f"{s}_{e}") is None for s in spans for e in ("min", "max")):
            raise ValidationError(_("State at least one number."))


class TechnologyWords(Orderable):
    """Title, summary, problem and search terms of a technology in one more language."""

    class Origin(models.TextChoices):
        MACHINE = "machine", _("machine translation")
        HUMAN = "human", _("written or confirmed by a person")

    page = ParentalKey(TechnologyPage, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=8, choices=DATA_LANGUAGE_CHOICES)
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    problem = models.TextField(_("problem"), blank=True)
    terms = models.JSONField(_("search terms"), default=list, blank=True)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin.choices, default=Origin.HUMAN)

    panels = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("origin")]),
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("problem"),
        FieldPanel("terms", widget=LinesInput, help_text=_("One on each line")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("words in another language")
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="words_page_language")]

    def clean(self) -> None:
        """Refuse search terms that are no list of texts."""
        super().clean()
        check_texts(self, "terms")
