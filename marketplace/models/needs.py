"""What agencies ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.languages import DATA_LANGUAGE_CHOICES, DATA_LANGUAGES
from cms.models import Concept, Scheme
from cms.models.constraints import above_zero, countries_by_code, known_values, plausible_years
from cms.models.fields import country_field, year_field

from .organisations import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from .users import User

PROBLEM_LENGTH = 20_000  # ten dense pages; longer texts belong into an attachment
SENTENCE_LENGTH = 2_000
FIRST_YEAR = 1950  # what was needed before is history


def check_sentences(value: object) -> None:
    """Raise a ``ValidationError`` unless ``value`` is a list of sentences that say something."""
    good = isinstance(value, list) and all(
        isinstance(item, str) and item.strip() and len(item) <= SENTENCE_LENGTH for item in value
    )
    if not good:
        raise ValidationError(_("Give a list of sentences, none of them empty."))


def sentences_field(verbose_name: str) -> models.JSONField:
    """A list of short sentences, in the language of the need."""
    return models.JSONField(verbose_name, default=list, blank=True, validators=[check_sentences])


def codes_field(scheme: str, verbose_name: str) -> models.ManyToManyField:
    """Several codes of a scheme."""
    return models.ManyToManyField(
        Concept, verbose_name=verbose_name, blank=True, related_name="+", limit_choices_to={"scheme": scheme}
    )


class NeedQuerySet(models.QuerySet["Need"]):
    """Reads of needs."""

    def published(self) -> NeedQuerySet:
        """Those that their owner has published, to whomever."""
        return self.filter(status=Need.Status.PUBLISHED)

    def public(self) -> NeedQuerySet:
        """Those that anybody may read."""
        return self.published().filter(visibility=Need.Visibility.PUBLIC)

    def visible_to(self, user: User | AnonymousUser) -> NeedQuerySet:
        """Those that ``user`` may read; ``policies.NeedPolicy.view`` gives the same answer for one need."""
        if user.is_authenticated and user.is_active and user.is_superuser:
            return self.all()
        public = Q(status=Need.Status.PUBLISHED, visibility=Need.Visibility.PUBLIC)
        if not (user.is_authenticated and user.is_active):
            return self.filter(public)
        # Keys from subqueries and no joins, so that a need shared with two of one's organisations comes once.
        mine = Organisation.objects.of_member(user).values("pk")
        shared = Need.shared_with.through.objects.filter(organisation__in=mine).values("need")
        selected = Q(status=Need.Status.PUBLISHED, visibility=Need.Visibility.SELECTED)
        if not user.has_perm("marketplace.moderate_need"):
            selected &= Q(pk__in=shared)
        return self.filter(public | selected | Q(organisation__in=mine))

    def owned_by(self, organisation: Organisation) -> NeedQuerySet:
        """Those of one organisation."""
        return self.filter(organisation=organisation)


class NeedStatus(models.TextChoices):
    """Where a need stands."""

    DRAFT = "draft", pgettext_lazy("state of a need", "Draft")
    PUBLISHED = "published", pgettext_lazy("state of a need", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a need", "Withdrawn")


class NeedVisibility(models.TextChoices):
    """Who may read a need once it is published."""

    PUBLIC = "public", _("Everyone")
    SELECTED = "selected", _("Organisations I choose")
    PRIVATE = "private", _("My organisation only")


class NeedTrack(models.TextChoices):
    """Which half of climate policy a need belongs to."""

    ADAPTATION = "adaptation", _("Adaptation to climate change")
    MITIGATION = "mitigation", _("Less greenhouse gas")


class Need(models.Model):
    """A problem that looks for a technology: posted by an organisation, or read in a public source.

    ``slug`` is the identifier of the data file for a need from a public source. ``version`` counts the saves, so
    that whoever edited an older version can be told.
    """

    Status = NeedStatus
    Visibility = NeedVisibility
    Track = NeedTrack

    slug = models.SlugField(_("code"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    problem = models.TextField(
        _("problem"),
        blank=True,
        validators=[MaxLengthValidator(PROBLEM_LENGTH)],
        help_text=_("In your words"),
    )
    language = models.CharField(_("language"), max_length=8, choices=DATA_LANGUAGE_CHOICES, default="en")
    country = country_field(_("country"), blank=True)
    area = models.CharField(
        _("area"),
        max_length=120,
        blank=True,
        help_text=_("Where it is not one country, in the source's words"),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="needs",
    )
    agency_name = models.CharField(
        _("agency named by the source"),
        max_length=300,
        blank=True,
        help_text=_("It did not post the need itself"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    media = codes_field(Scheme.MEDIUM, _("media"))
    sectors = codes_field(Scheme.SECTOR, _("sectors"))
    parameters = codes_field(Scheme.PARAMETER, _("parameters"))
    source_sector = models.CharField(_("sector in the source's words"), max_length=120, blank=True)
    track = models.CharField(_("track"), max_length=12, choices=Track.choices, blank=True)
    need_type = models.CharField(_("kind of document it comes from"), max_length=120, blank=True)
    is_technology = models.BooleanField(
        _("asks for a technology"), default=True, help_text=_("Not set for a financing or policy measure")
    )
    technologies = sentences_field(_("technologies named"))
    barriers = sentences_field(_("barriers"))
    figures = sentences_field(_("figures"))
    year = year_field(_("year"), first=FIRST_YEAR)
    priority_rank = models.PositiveSmallIntegerField(
        _("rank in the source"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    note = models.TextField(_("note"), blank=True)

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility.choices, default=Visibility.PRIVATE
    )
    shared_with = models.ManyToManyField(
        Organisation, verbose_name=_("organisations that may see it"), blank=True, related_name="shared_needs"
    )

    source_url = models.URLField(_("source"), max_length=500, blank=True)
    source_pages = models.CharField(_("pages of the source"), max_length=120, blank=True)
    source_status = models.CharField(_("status at the source"), max_length=120, blank=True)
    via = models.URLField(_("read through"), max_length=500, blank=True)
    verification = models.CharField(_("how it was checked"), max_length=300, blank=True)

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        permissions = [("moderate_need", "Can withdraw the published need of any organisation")]
        indexes = [models.Index(fields=["status", "visibility", "country"], name="need_board")]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(source_url=""),
                name="need_has_owner_or_source",
                violation_error_message=_("A need belongs to an organisation or names its source."),
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="need_published_with_date",
                violation_error_message=_("A published need has a date of publication."),
            ),
            countries_by_code("need_country", "country"),
            plausible_years("need_year", "year", first=FIRST_YEAR),
            above_zero("need_rank", "priority_rank"),
            above_zero("need_version", "version"),
            known_values(
                "need_known_values",
                empty=["track"],
                status=NeedStatus.values,
                visibility=NeedVisibility.values,
                track=NeedTrack.values,
                language=DATA_LANGUAGES,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, update_fields: Iterable[str] | None = None, **kwargs: object) -> None:
        """Save, and count the version up for every save but the first."""
        if not self._state.adding:
            self.version += 1
            update_fields = None if update_fields is None else {*update_fields, "version", "updated_at"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def is_posted(self) -> bool:
        """Whether its owner posted it; otherwise it was read in a public source."""
        return self.organisation_id is not None


class NeedText(models.Model):
    """Title and problem of a need in another language."""

    need = models.ForeignKey(Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8, choices=DATA_LANGUAGE_CHOICES)
    title = models.CharField(_("title"), max_length=300)
    problem = models.TextField(_("problem"), blank=True, validators=[MaxLengthValidator(PROBLEM_LENGTH)])
    machine = models.BooleanField(_("machine translation"), default=False)

    class Meta:
        ordering = ["need", "language"]
        verbose_name = _("need in another language")
        verbose_name_plural = _("needs in other languages")
        constraints = [
            models.UniqueConstraint(fields=["need", "language"], name="need_text_language"),
            known_values("need_text_known_values", language=DATA_LANGUAGES),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
