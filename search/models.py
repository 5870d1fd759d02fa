"""The outbox, what the index has yet to learn; tickets that put writes in order; leases on work that one process does."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxEntry(models.Model):
    """One record whose document may differ from its row. Written in the transaction that changed the row.

    There is one entry for each record, however often it changed. `token` is new with each change: whoever drains deletes
    the entry only where it still holds the token that was read, so that a change made meanwhile stays noted. `claim` is
    whoever carries it over now, until `claimed_until`: nobody else takes it before. An entry that failed for what its
    record holds, again and again, is `parked`: it waits for a change of the record, or for somebody to say 'try again'.
    """

    class Action(models.TextChoices):
        SAVE = "save", _("save")
        DELETE = "delete", _("delete")

    model_label: models.CharField = models.CharField(_("model"), max_length=100)
    object_id: models.CharField = models.CharField(_("record"), max_length=64)
    action: models.CharField = models.CharField(
        _("action"), max_length=8, choices=Action.choices, default=Action.SAVE
    )
    token: models.UUIDField = models.UUIDField(_("token"), default=uuid.uuid4)
    created: models.DateTimeField = models.DateTimeField(_("since"), default=timezone.now)
    due: models.DateTimeField = models.DateTimeField(_("next attempt"), default=timezone.now, db_index=True)
    attempts: models.PositiveIntegerField = models.PositiveIntegerField(_("attempts"), default=0)
    last_error: models.CharField = models.CharField(_("last error"), max_length=500, blank=True)
    claim: models.UUIDField = models.UUIDField(_("claim"), null=True, blank=True)
    claimed_until: models.DateTimeField = models.DateTimeField(_("claimed until"), null=True, blank=True)
    parked: models.DateTimeField = models.DateTimeField(_("parked since"), null=True, blank=True)

    class Meta:
        verbose_name = _("entry of the outbox")
        verbose_name_plural = _("outbox")
        constraints = [
            models.UniqueConstraint(fields=["model_label", "object_id"], name="outbox_entry_per_record"),
            models.CheckConstraint(
                name="outbox_claim_has_an_end",
                condition=models.Q(claim__isnull=True, claimed_until__isnull=True)
                | models.Q(claim__isnull=False, claimed_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.record

    @property
    def record(self) -> str:
        """The record's name in the index."""
        return f"{self.model_label}:{self.object_id}"


class IndexTicket(models.Model):
    """A number that only grows, from the database's own counter: the version of a write to the index.

    A ticket is drawn before records are read. So of two writes of a record the one with the higher number read it later,
    whatever the clocks of the machines say and whichever arrives first.
    """

    KEPT = 1000

    class Meta:
        verbose_name = _("ticket of the index")
        verbose_name_plural = _("tickets of the index")

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def draw(cls) -> int:
        """The next number."""
        number = int(cls.objects.create().pk)
        if number % cls.KEPT == 0:
            cls.objects.filter(pk__lt=number).delete()
        return number


class Lease(models.Model):
    """The right to do a work that one process at a time does; it runs out unless its holder renews it."""

    work: models.CharField = models.CharField(_("work"), max_length=60, unique=True)
    holder: models.UUIDField = models.UUIDField(_("holder"))
    since: models.DateTimeField = models.DateTimeField(_("since"), default=timezone.now)
    until: models.DateTimeField = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")

    def __str__(self) -> str:
        return self.work
