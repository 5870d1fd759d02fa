"""The typed lines of a need: what a technology must reach."""

from __future__ import annotations

import math

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Concept, Scheme
from cms.models.constraints import LARGEST, known_values
from cms.models.quantities import READINESS_LEVELS
from cms.units import UnknownUnit
from marketplace import quantities
from matching.core.profiles import RequirementKind

from .needs import Need

WEIGHT_MAX = 10

KIND_CHOICES = (
    (RequirementKind.PARAMETER.value, _("What comes in and what may leave")),
    (RequirementKind.CAPACITY.value, _("How much it must handle")),
    (RequirementKind.FOOTPRINT.value, _("Land")),
    (RequirementKind.ENERGY.value, _("Energy use")),
    (RequirementKind.CAPEX.value, _("Cost to build")),
    (RequirementKind.OPEX.value, _("Cost to run")),
    (RequirementKind.SKILL.value, _("Skill of the operators")),
    (RequirementKind.TRL.value, _("Technology readiness level")),
    (RequirementKind.EVIDENCE.value, _("Evidence")),
    (RequirementKind.LIFETIME.value, _("Lifetime")),
    (RequirementKind.SERVICE.value, _("Service in the country")),
    (RequirementKind.COOPERATION.value, _("Way of working together")),
    (RequirementKind.LABEL.value, _("Eco-label")),
)
# Kinds that a code answers; all others are numbers.
CODED = tuple(
    kind.value
    for kind in (
        RequirementKind.SKILL,
        RequirementKind.EVIDENCE,
        RequirementKind.SERVICE,
        RequirementKind.COOPERATION,
        RequirementKind.LABEL,
    )
)


class RequirementDirection(models.TextChoices):
    """On which side of a target a technology must stay."""

    AT_MOST = "at-most", _("at most")
    AT_LEAST = "at-least", _("at least")


class Requirement(models.Model):
    """One line of a need. ``target`` and ``inlet`` are in ``unit`` as it was typed; ``code`` is what is no number.

    Empty numbers mean that nobody stated them. ``source`` says where a target comes from: a permit, a standard.
    """

    Direction = RequirementDirection

    need = models.ForeignKey(
        Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="requirements"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=16, choices=KIND_CHOICES)
    parameter = models.ForeignKey(
        Concept,
        verbose_name=_("parameter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"scheme": Scheme.PARAMETER},
    )
    inlet = models.FloatField(_("now"), null=True, blank=True)
    target = models.FloatField(_("target"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    code = models.CharField(_("code"), max_length=80, blank=True)
    direction = models.CharField(
        _("direction"), max_length=8, choices=Direction.choices, default=Direction.AT_MOST
    )
    must = models.BooleanField(_("must have"), default=True)
    weight = models.FloatField(_("weight"), default=1.0)
    note = models.CharField(_("note"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        ordering = ["need", "position", "pk"]
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints = [
            models.CheckConstraint(
                condition=Q(inlet__range=(0, LARGEST)) & Q(target__range=(0, LARGEST)),
                name="requirement_not_negative",
                violation_error_message=_("A number below zero makes no sense here."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=WEIGHT_MAX),
                name="requirement_weight",
                violation_error_message=_("A weight lies above 0 and is at most 10."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="capacity") | Q(target__isnull=False, target__gt=0),
                name="requirement_capacity_above_zero",
                violation_error_message=_("A capacity is more than zero."),
            ),
            models.CheckConstraint(
                condition=Q(kind="parameter", parameter__isnull=False)
                | (~Q(kind="parameter") & Q(parameter__isnull=True, inlet__isnull=True)),
                name="requirement_parameter",
                violation_error_message=_("Name the parameter; other kinds of requirement have none."),
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=CODED) & ~Q(code="") & Q(target__isnull=True))
                | (~Q(kind__in=CODED) & Q(code="")),
                name="requirement_code",
                violation_error_message=_(
                    "This kind of requirement is answered by a choice, not by a number."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CODED) | Q(target__isnull=False) | Q(inlet__isnull=False),
                name="requirement_says_something",
                violation_error_message=_("State a number."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="trl") | Q(target__range=READINESS_LEVELS),
                name="requirement_readiness_level",
                violation_error_message=_("A readiness level lies between 1 and 9."),
            ),
            known_values(
                "requirement_known_values",
                kind=[kind for kind, _label in KIND_CHOICES],
                direction=RequirementDirection.values,
            ),
        ]

    def __str__(self) -> str:
        if self.target is None:
            return f"{self.get_kind_display()} {self.code}".strip()
        return f"{self.get_kind_display()} {self.get_direction_display()} {self.target:g} {self.unit}".strip()

    def clean(self) -> None:
        """Refuse numbers that are not finite, and units that cannot be read or measure something else."""
        super().clean()
        problems = {
            name: _("State a finite number.")
            for name in ("inlet", "target", "weight")
            if (value := getattr(self, name)) is not None and not math.isfinite(value)
        }
        if self.unit and (problem := self._unit_problem()):
            problems["unit"] = problem
        low, high = READINESS_LEVELS
        if (
            self.kind == RequirementKind.TRL.value
            and self.target is not None
            and not low <= self.target <= high
        ):
            problems.setdefault("target", _("A readiness level lies between 1 and 9."))
        if problems:
            raise ValidationError(problems)

    def _unit_problem(self) -> str:
        try:
            quantities.in_base_unit(1.0, self.unit, self.parameter)
        except UnknownUnit:
            return _("“%(unit)s” is not a unit we know. Try m3/d or mg/L.") % {"unit": self.unit}
        if self.parameter and not quantities.measures(self.unit, self.parameter):
            return _("This parameter is not measured in %(unit)s.") % {"unit": self.unit}
        return ""
