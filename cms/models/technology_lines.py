"""Rows of a technology sheet: performance lines and words in other languages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.admin.widgets import LinesInput
from cms.languages import DATA_LANGUAGE_CHOICES, DATA_LANGUAGES

from .constraints import between, known_values, shares_of_all, spans_in_order, states_a_number
from .quantities import bound, code_field, impossible_shares, refuse, swapped_ends
from .stored_lists import check_texts
from .technology import TechnologyPage
from .vocabulary import Scheme

SPANS = ("inlet", "outlet", "removal", "value")
ENDS = tuple(f"{span}_{end}" for span in SPANS for end in ("min", "max"))
# In %, what comes in and goes out is a part of the whole; a value may be more (a heat pump's efficiency) or less
# than nothing (a yield that falls).
SHARES = ("inlet", "outlet")


class PerformanceBasis(models.TextChoices):
    """What a stated number rests on."""

    LITERATURE = "literature range", _("literature range")
    MEASURED = "measured at a plant", _("measured at a plant")
    DESIGN = "design value", _("design value")
    CLAIM = "supplier's claim", _("supplier's claim")


class PerformanceLine(Orderable):
    """One stated performance: inlet, outlet and removal for a treatment, a value for anything else."""

    Basis = PerformanceBasis

    page = ParentalKey(TechnologyPage, on_delete=models.CASCADE, related_name="performance")
    parameter = code_field(Scheme.PARAMETER, _("parameter"))
    inlet_min = bound(_("inlet from"))
    inlet_max = bound(_("inlet to"))
    outlet_min = bound(_("outlet from"))
    outlet_max = bound(_("outlet to"))
    removal_min = bound(_("removal from, %"), least=0, most=100)
    removal_max = bound(_("removal to, %"), least=0, most=100)
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
            spans_in_order("performance_in_order", *SPANS),
            states_a_number("performance_states_a_number", *ENDS),
            between("performance_removal_is_a_percentage", 0, 100, "removal_min", "removal_max"),
            shares_of_all(
                "performance_percentages", "unit", "inlet_min", "inlet_max", "outlet_min", "outlet_max"
            ),
            known_values("performance_known_values", empty=["basis"], basis=PerformanceBasis.values),
        ]

    def clean(self) -> None:
        """Refuse swapped ends, shares of more than everything, and a line that states no number."""
        super().clean()
        refuse(swapped_ends(self, SPANS), impossible_shares(self, SHARES))
        if all(getattr(self, end) is None for end in ENDS):
            raise ValidationError(_("State at least one number."))


class WordsOrigin(models.TextChoices):
    """Who wrote the words."""

    MACHINE = "machine", _("machine translation")
    HUMAN = "human", _("written or confirmed by a person")


class TechnologyWords(Orderable):
    """Title, summary, problem and search terms of a technology in one more language."""

    Origin = WordsOrigin

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
        constraints = [
            models.UniqueConstraint(fields=["page", "language"], name="words_page_language"),
            known_values(
                "words_known_values",
                empty=["language", "origin"],
                language=DATA_LANGUAGES,
                origin=WordsOrigin.values,
            ),
        ]

    def clean(self) -> None:
        """Refuse search terms that are no list of texts."""
        super().clean()
        check_texts(self, "terms")
