"""What the matcher keeps: the semantic vectors of each technology."""

from __future__ import annotations

from django.db import models


class TechnologyVector(models.Model):
    """The encoder's views of one technology: ``data`` holds float16, views × dimensions, row by row.

    ``text_hash`` is of the texts that were encoded, so that a change of a number encodes nothing again.
    """

    page = models.ForeignKey("cms.TechnologyPage", on_delete=models.CASCADE, related_name="vectors")
    encoder = models.CharField(max_length=60)
    text_hash = models.CharField(max_length=64)
    views = models.PositiveSmallIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "encoder"], name="vector_page_encoder"),
            models.CheckConstraint(
                condition=~models.Q(encoder="") & ~models.Q(text_hash="") & models.Q(views__gte=1),
                name="vector_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} ({self.encoder})"
