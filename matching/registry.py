"""The learned rankings that were kept: which one runs, why others were refused, and the way back.

Without any, or where the running one was made by another version, the ranking is the one without learning.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

import skops.io
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from .core.learning import PointsRanker
from .core.points import POINTS
from .models import RankingModel
from .storage import ModelMismatch

if TYPE_CHECKING:
    from .training import Learned

logger = logging.getLogger(__name__)

UNLEARNED = "unlearned"
TRUSTED = [f"{PointsRanker.__module__}.{PointsRanker.__qualname__}"]
MANAGE = "matching.change_rankingmodel"


def running() -> RankingModel | None:
    """The ranking in use; None for the one without learning."""
    return RankingModel.objects.filter(state=RankingModel.State.RUNNING).first()


def running_points() -> tuple[Mapping[str, float], str]:
    """The points of the ranking in use, and its name; those without learning where it cannot be used."""
    model = running()
    if model is None:
        return POINTS, UNLEARNED
    try:
        return read(model), str(model.pk)
    except ModelMismatch as error:
        logger.warning("Ranking %s is not used: %s. Run fit_matcher.", model.pk, error)
        return POINTS, UNLEARNED


def read(model: RankingModel) -> dict[str, float]:
    """The points of a kept ranking. Raises ``ModelMismatch`` where another version made it, or it cannot be read."""
    if list(model.features) != list(POINTS):
        raise ModelMismatch(f"it weighs {model.features}, this version weighs {list(POINTS)}")
    try:
        ranker = skops.io.loads(bytes(model.estimator), trusted=TRUSTED)
        return dict(ranker.points(model.features))
    except Exception as error:
        raise ModelMismatch(f"cannot be read: {error}") from error


def propose(learned: Learned, before: Mapping[str, float]) -> RankingModel:
    """Keep what was learned, and run it unless it is worse than the running one on the needs held out.

    ``before`` is the quality of the running ranking on the same needs.
    """
    worse = learned.held_out["all"] < before["all"]
    with transaction.atomic():
        model = RankingModel.objects.create(
            features=list(POINTS),
            points=dict(learned.points),
            estimator=skops.io.dumps(learned.ranker),
            metrics={"held out": dict(learned.held_out), "running": dict(before)},
            learned_from=learned.learned_from,
            compared_on=learned.compared_on,
            data_hash=learned.data,
            state=RankingModel.State.REFUSED if worse else RankingModel.State.KEPT,
        )
        if not worse:
            _run(model)
    return model


def use(model: RankingModel, user: AbstractBaseUser) -> None:
    """Run a kept ranking from now on. ``PermissionDenied`` without the right, ``ModelMismatch`` where it cannot be read."""
    if not user.has_perm(MANAGE):
        raise PermissionDenied
    read(model)
    with transaction.atomic():
        _run(model)


def use_none(user: AbstractBaseUser) -> None:
    """Go back to the ranking without learning."""
    if not user.has_perm(MANAGE):
        raise PermissionDenied
    RankingModel.objects.filter(state=RankingModel.State.RUNNING).update(state=RankingModel.State.KEPT)


def _run(model: RankingModel) -> None:
    others = RankingModel.objects.select_for_update().filter(state=RankingModel.State.RUNNING)
    others.exclude(pk=model.pk).update(state=RankingModel.State.KEPT)
    model.state = RankingModel.State.RUNNING
    model.save(update_fields=["state"])
