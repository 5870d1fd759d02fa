"""What the matcher keeps: the semantic vectors of each technology, and the rankings it learned."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class RankingModel(models.Model):
    """A learned ranking: what each signal is worth, what it was learned from, and how it did on needs held out.

    ``metrics`` holds nDCG@10 by language, its own and that of the ranking that ran before; ``estimator`` is the
    scikit-learn estimator, written with skops.
    """

    class State(models.TextChoices):
        """One runs; others can run again; a refused one was worse, and can run too where someone decides so."""

        RUNNING = "running", _("running")
        KEPT = "kept", _("kept")
        REFUSED = "refused", _("refused: worse")

    created = models.DateTimeField(_("learned on"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=State)
    features = models.JSONField()
    points = models.JSONField(_("points"))
    metrics = models.JSONField()
    learned_from = models.PositiveIntegerField(_("learned from needs"))
    compared_on = models.PositiveIntegerField(_("compared on needs"))
    data_hash = models.CharField(max_length=64)
    estimator = models.BinaryField()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="running"), name="ranking_one_runs"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "kept", "refused"])
                & models.Q(learned_from__gte=1, compared_on__gte=1)
                & ~models.Q(data_hash=""),
                name="ranking_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}, {self.created:%Y-%m-%d}"
