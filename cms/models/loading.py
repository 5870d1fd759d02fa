"""What the loader of ``data/`` remembers, so that it never overwrites an editor's work."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class LoadedRecord(models.Model):
    """One record of one data file: the hash of what was read, and of what the database held afterwards.

    A record whose present state differs from ``state_hash`` was changed by an editor since and is left alone.
    """

    source = models.CharField(max_length=80)
    record_id = models.CharField(max_length=200)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.CharField(max_length=64)
    instance = GenericForeignKey("content_type", "object_id")
    data_hash = models.CharField(max_length=64)
    state_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "record_id"], name="loaded_record_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.record_id}"
