"""Fields for codes and for ranges with units, and the rule that a range's ends are in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from .vocabulary import Concept

READINESS_LEVELS = (1, 9)


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


def bound(verbose_name: str, least: float | None = None, most: float | None = None) -> models.FloatField:
    """One end of a range, itself between ``least`` and ``most``; empty means that nobody stated it."""
    return models.FloatField(verbose_name, null=True, blank=True, validators=_limits(least, most))


def amount(verbose_name: str) -> models.FloatField:
    """One end of a range of what cannot be below zero."""
    return bound(verbose_name, least=0)


def lifetime_field(verbose_name: str) -> models.FloatField:
    """A number of years above zero; empty means that nobody stated it."""
    return models.FloatField(verbose_name, null=True, blank=True, validators=[check_above_zero])


def check_above_zero(value: float) -> None:
    """Raise a ``ValidationError`` for nought and less."""
    if value <= 0:
        raise ValidationError(_("This number must be above zero."))


def _limits(least: float | None, most: float | None) -> list[BaseValidator]:
    low = [] if least is None else [MinValueValidator(least)]
    return low if most is None else [*low, MaxValueValidator(most)]


def swapped_ends(record: models.Model, names: Iterable[str]) -> dict[str, str]:
    """A problem at the upper end of each range whose lower end lies above it."""
    ends = {name: (getattr(record, f"{name}_min"), getattr(record, f"{name}_max")) for name in names}
    return {
        f"{name}_max": _("The upper end is below the lower end.")
        for name, (low, high) in ends.items()
        if low is not None and high is not None and low > high
    }


def missing_units(record: models.Model, names: Iterable[str]) -> dict[str, str]:
    """A problem at the unit of each range that states a number without one."""
    return {
        f"{name}_unit": _("State the unit of these numbers.")
        for name in names
        if not getattr(record, f"{name}_unit").strip() and _stated(record, name)
    }


def impossible_shares(record: models.Model, names: Iterable[str]) -> dict[str, str]:
    """A problem at each end of a range in % that is no share of a whole."""
    if record.unit != "%":
        return {}
    return {
        end: _("A percentage lies between 0 and 100.")
        for name in names
        for end, value in _stated(record, name).items()
        if not 0 <= value <= 100
    }


def _stated(record: models.Model, name: str) -> dict[str, float]:
    ends = {f"{name}_{end}": getattr(record, f"{name}_{end}") for end in ("min", "max")}
    return {end: value for end, value in ends.items() if value is not None}


def refuse(*problems: Mapping[str, str]) -> None:
    """Raise a ``ValidationError`` with all problems, each at its field; nothing where there is none."""
    found: dict[str, str] = {}
    for some in problems:
        found = {**some, **found}
    if found:
        raise ValidationError(found)


def span_panel(name: str, heading: str, *more: str) -> MultiFieldPanel:
    """Lower end, upper end, unit and what belongs to them, in one row."""
    fields = [f"{name}_min", f"{name}_max", f"{name}_unit", *more]
    return MultiFieldPanel([FieldRowPanel([FieldPanel(field) for field in fields])], heading=heading)
