"""Organisations, and who may act for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.models.constraints import countries_by_code, known_values
from cms.models.fields import country_field

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .users import User


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads of organisations."""

    def verified(self) -> OrganisationQuerySet:
        """Those that the secretariat has confirmed to be who they say."""
        return self.filter(verified_at__isnull=False)

    def of_member(self, user: User | AnonymousUser) -> OrganisationQuerySet:
        """Those that ``user`` belongs to; none for a visitor."""
        return self.filter(memberships__user=user) if user.is_authenticated else self.none()


class OrganisationKind(models.TextChoices):
    """What an organisation is to the marketplace."""

    AGENCY = "agency", _("Agency")
    ENTERPRISE = "enterprise", _("Enterprise")
    SCHEME_BODY = "scheme-body", _("Eco-label body")
    FOCAL_POINT = "focal-point", _("National focal point")
    SECRETARIAT = "secretariat", _("Alliance secretariat")


class MemberRole(models.TextChoices):
    """What a person may do for an organisation."""

    OWNER = "owner", pgettext_lazy("role in an organisation", "Owner")
    EDITOR = "editor", pgettext_lazy("role in an organisation", "Editor")
    VIEWER = "viewer", pgettext_lazy("role in an organisation", "Viewer")


class Organisation(models.Model):
    """An agency, an enterprise, or another body that people act for."""

    Kind = OrganisationKind

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=300)
    country = country_field(_("country"))
    website = models.URLField(_("website"), max_length=500, blank=True)
    supplier_page = models.OneToOneField(
        "cms.SupplierPage",
        verbose_name=_("supplier page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="organisation",
        help_text=_("The public profile of this enterprise, once it has claimed one."),
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("members"),
        through="Membership",
        related_name="organisations",
    )
    verified_at = models.DateTimeField(_("verified on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    verified_reason = models.TextField(
        _("reason for the verification"),
        blank=True,
        help_text=_("What was checked: a letter, a register, a call back."),
    )
    is_sample = models.BooleanField(_("sample"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        permissions = [("verify_organisation", "Can verify an organisation")]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "country",
                name="organisation_name_country",
                violation_error_message=_(
                    "An organisation of this name is already registered in this country."
                ),
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True) | ~Q(verified_reason=""),
                name="organisation_verified_with_reason",
                violation_error_message=_("Say why the organisation counts as verified."),
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=False) | Q(verified_by__isnull=True),
                name="organisation_verified_by_with_date",
                violation_error_message=_("Say when the organisation was verified."),
            ),
            models.CheckConstraint(
                condition=Q(supplier_page__isnull=True) | Q(kind=OrganisationKind.ENTERPRISE),
                name="organisation_page_of_an_enterprise",
                violation_error_message=_("Only an enterprise has a supplier page."),
            ),
            countries_by_code("organisation_country", "country"),
            known_values("organisation_known_values", kind=OrganisationKind.values),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        """Whether the secretariat has confirmed it."""
        return self.verified_at is not None

    def clean(self) -> None:
        """Only an enterprise has a supplier page."""
        super().clean()
        if self.supplier_page_id and self.kind != self.Kind.ENTERPRISE:
            raise ValidationError({"supplier_page": _("Only an enterprise has a supplier page.")})


class Membership(models.Model):
    """A person's role in an organisation."""

    Role = MemberRole

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    class Meta:
        ordering = ["organisation", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="membership_once",
                violation_error_message=_("This person already belongs to the organisation."),
            ),
            known_values("membership_known_values", role=MemberRole.values),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} ({self.get_role_display()})"
