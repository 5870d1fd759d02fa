"""Fields for codes and for ranges with units, and the rule that a range's ends are in order."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from .vocabulary import Concept


def code_field(scheme: str, verbose_name: str, **options: object) -> models.ForeignKey:
    """One code of a scheme; protected, so that a code in use cannot be deleted."""
    return models.ForeignKey(
        Concept,
        verbose_name=verbose_name,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"scheme": scheme},
        **options,
    )


def codes_field(scheme: str, verbose_name: str) -> ParentalManyToManyField:
    """Several codes of a scheme."""
    return ParentalManyToManyField(
        Concept, verbose_name=verbose_name, blank=True, related_name="+", limit_choices_to={"scheme": scheme}
    )


def bound(verbose_name: str) -> models.FloatField:
    """One end of a range; empty means that nobody stated it."""
    return models.FloatField(verbose_name, null=True, blank=True)


def check_spans(record: models.Model, names: tuple[str, ...]) -> None:
    """Raise a ``ValidationError`` at the field where a range's lower end lies above its upper end."""
    problems = {}
    for name in names:
        low, high = getattr(record, f"{name}_min"), getattr(record, f"{name}_max")
        if low is not None and high is not None and low > high:
            problems[f"{name}_max"] = _("The upper end is below the lower end.")
    if problems:
        raise ValidationError(problems)


def span_panel(name: str, heading: str, *more: str) -> MultiFieldPanel:
    """Lower end, upper end, unit and what belongs to them, in one row."""
    fields = [f"{name}_min", f"{name}_max", f"{name}_unit", *more]
    return MultiFieldPanel([FieldRowPanel([FieldPanel(field) for field in fields])], heading=heading)
