"""The matcher measured on the judged needs, beside the plain methods it has to beat."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.conf import settings

from .asking import Ask, understand
from .catalogue import Snapshot
from .core import metrics
from .core.catalogue import tie
from .core.ranking import rank
from .core.signals import SEMANTIC_LANGUAGES, Question
from .files import ask_of
from .service import question

DEPTH = 50
FUSION_K = 60  # Cormack, Clarke and Büttcher (2009)
METHODS = ("lexical only", "LSA only", "encoder only", "plain fusion", "matcher")


@dataclass(frozen=True)
class JudgedNeed:
    """A need with its grades, and what rankings are reported by."""

    id: str
    ask: Ask
    grades: metrics.Grades
    language: str
    country: str


def judged_needs(folder: Path | None = None) -> list[JudgedNeed]:
    """The judged needs of the data folder that have a good technology at all."""
    folder = folder or Path(settings.MATCHING["DATA_DIR"])
    needs = {need["id"]: need for need in json.loads((folder / "judged-needs-dev.json").read_text("utf-8"))}
    judgments = json.loads((folder / "judgments-dev.json").read_text("utf-8"))
    graded = metrics.judged({key: judgment["grades"] for key, judgment in judgments.items()})
    return [
        JudgedNeed(
            id=key,
            ask=ask_of(needs[key]),
            grades=grades,
            language=judgments[key]["language"],
            country=judgments[key]["country_iso2"],
        )
        for key, grades in graded.items()
    ]


def rankings(needs: Sequence[JudgedNeed], now: Snapshot) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """For each need the ranking of each method, best first."""
    for judged in needs:
        profile = understand(judged.ask).profile
        asked = question(profile, encode=True)
        found = _plain(asked, now)
        found["matcher"] = [match.technology for match in rank(asked, now.catalogue, DEPTH)]
        yield judged.id, found


def _plain(asked: Question, now: Snapshot) -> dict[str, list[str]]:
    """The plain methods on the words alone: BM25, latent cosines, encoder cosines, and their reciprocal-rank fusion.

    The encoder joins the fusion in the languages where it was measured to help.
    """
    catalogue = now.catalogue
    scores = {"lexical only": catalogue.lexicon.scores(asked.tokens)}
    if catalogue.space is not None and catalogue.latent is not None:
        scores["LSA only"] = catalogue.latent @ catalogue.space.vectors([asked.tokens])[0]
    if catalogue.encoded is not None and asked.vectors is not None:
        scores["encoder only"] = np.einsum("nvd,md->n", catalogue.encoded, asked.vectors)
    ids = [profile.id for profile in catalogue.profiles]
    orders = {name: _order(values, ids) for name, values in scores.items()}
    fused = np.zeros(len(ids))
    for name, order in orders.items():
        if name == "encoder only" and asked.need.language not in SEMANTIC_LANGUAGES:
            continue
        for place, row in enumerate(order):
            fused[row] += 1 / (FUSION_K + place + 1)
    orders["plain fusion"] = _order(fused, ids)
    return {name: [ids[row] for row in order[:DEPTH]] for name, order in orders.items()}


def _order(scores: np.ndarray, ids: Sequence[str]) -> list[int]:
    return sorted(range(len(ids)), key=lambda row: (-scores[row], tie(ids[row])))


def by(needs: Sequence[JudgedNeed], name: Callable[[JudgedNeed], str]) -> Mapping[str, list[JudgedNeed]]:
    """Needs grouped by a name, sorted; 'all' first."""
    groups: dict[str, list[JudgedNeed]] = {}
    for need in needs:
        groups.setdefault(name(need), []).append(need)
    return {"all": list(needs), **dict(sorted(groups.items()))}
