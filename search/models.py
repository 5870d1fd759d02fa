"""The outbox: what the index has yet to learn."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxEntry(models.Model):
    """One record whose document may differ from its row. Written in the transaction that changed the row.

    There is one entry for each record, however often it changed. `token` is new with each change: whoever
    drains deletes the entry only where it still holds the token that was read, so that a change made
    meanwhile stays noted.
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

    class Meta:
        verbose_name = _("entry of the outbox")
        verbose_name_plural = _("outbox")
        constraints = [
            models.UniqueConstraint(fields=["model_label", "object_id"], name="outbox_entry_per_record")
        ]

    def __str__(self) -> str:
        return self.record

    @property
    def record(self) -> str:
        """The record's name in the index."""
        return f"{self.model_label}:{self.object_id}"
