"""Every code of the catalogue, with its labels and other names in ten languages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from cms.admin.widgets import ByLanguageInput, LinesInput
from cms.languages import DATA_LANGUAGE_CHOICES, DATA_LANGUAGES

from .constraints import known_values
from .stored_lists import check_by_language, check_texts


class Scheme(models.TextChoices):
    """The lists that codes belong to."""

    MEDIUM = "medium", _("Medium")
    SECTOR = "sector", _("Sector")
    PARAMETER = "parameter", _("Parameter")
    GROUP = "technology-group", _("Technology group")
    LISTING_TYPE = "listing-type", _("Listing type")
    COOPERATION = "cooperation", _("Cooperation")
    EVIDENCE = "evidence", _("Evidence level")
    DECLINE_REASON = "decline-reason", _("Decline reason")
    MATURITY = "maturity", _("Maturity")
    OPERATOR_SKILL = "operator-skill", _("Operator skill")


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Reads of the vocabulary."""

    def of(self, scheme: str) -> ConceptQuerySet:
        """The codes of one scheme, in their given order."""
        return self.filter(scheme=scheme)


class Concept(ClusterableModel):
    """One code of one scheme: ``parameter/cod``, ``sector/textile`` …"""

    scheme = models.CharField(_("scheme"), max_length=24, choices=Scheme.choices)
    code = models.SlugField(_("code"), max_length=60)
    label = models.CharField(_("English label"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, blank=True, help_text=_("Parameters only"))
    medium = models.CharField(_("medium"), max_length=24, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    panels = [
        FieldRowPanel([FieldPanel("scheme"), FieldPanel("code")]),
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("medium"), FieldPanel("position")]),
        InlinePanel("labels", heading=_("Labels in other languages"), label=_("Label")),
    ]

    objects = ConceptQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "position", "code"]
        verbose_name = _("vocabulary code")
        verbose_name_plural = _("vocabulary codes")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="concept_scheme_code"),
            known_values("concept_known_values", scheme=Scheme.values),
            models.CheckConstraint(
                name="concept_unit_of_a_parameter",
                condition=models.Q(unit="") | models.Q(scheme=Scheme.PARAMETER),
                violation_error_message=_("Only a parameter has a unit."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def key(self) -> str:
        """Scheme and code as one word, e.g. ``parameter/cod``."""
        return f"{self.scheme}/{self.code}"


class ConceptLabel(models.Model):
    """Label and other names of a code in one language; ``sure`` false: shown with the English beside it."""

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=8, choices=DATA_LANGUAGE_CHOICES)
    label = models.CharField(_("label"), max_length=200, blank=True)
    alternatives = models.JSONField(_("other names"), default=list, blank=True)
    sure = models.BooleanField(_("confirmed by a reader of the language"), default=True)

    panels = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("sure")]),
        FieldPanel("label"),
        FieldPanel("alternatives", widget=LinesInput, help_text=_("One on each line")),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concept", "language"], name="label_concept_language"),
            known_values("label_known_values", language=DATA_LANGUAGES),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.language})"

    def clean(self) -> None:
        """Refuse other names that are no list of texts."""
        super().clean()
        check_texts(self, "alternatives")


class SynonymGroup(models.Model):
    """Interchangeable terms in ten languages, for search and matching, never for display."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    terms = models.JSONField(
        _("terms"),
        default=dict,
        help_text=_('Terms by language: {"en": ["sewage"], "vi": ["nước thải sinh hoạt"]}'),
    )

    panels = [
        FieldPanel("code"),
        FieldPanel("terms", widget=ByLanguageInput(lines=True), help_text=_("One on each line")),
    ]

    class Meta:
        ordering = ["code"]
        verbose_name = _("synonym group")
        verbose_name_plural = _("synonym groups")

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """Refuse terms that are no lists of texts by language."""
        super().clean()
        check_by_language(self, "terms", lists=True)
