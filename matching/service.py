"""Answers a question: what was understood, which technologies fit and why, which label partners."""

from __future__ import annotations

from dataclasses import dataclass

from search.analysis import analyse

from .asking import Ask, understand
from .catalogue import NoTechnologies, Snapshot, snapshot
from .core.profiles import Match, NeedProfile
from .core.ranking import Ranking, order
from .core.signals import SEMANTIC_LANGUAGES, Question
from .core.text import need_tokens
from .core.trains import Train, propose_trains
from .core.understanding import Problem
from .encoders import question_vectors
from .labels import LabelPartner, label_partners

DEFAULT_LIMIT = 50
PARTNERS = 6
TRAIN_CANDIDATES = 200  # technologies of the ranking that may be a step of a train


@dataclass(frozen=True)
class Answer:
    """What a question got. ``matches`` is empty where nothing is published or nothing was asked.

    ``trains`` answer where no single technology meets every limit; else there are none.
    """

    need: NeedProfile
    problems: tuple[Problem, ...]
    matches: tuple[Match, ...]
    label_partners: tuple[LabelPartner, ...]
    snapshot: Snapshot | None
    trains: tuple[Train, ...] = ()


def answer(ask: Ask, limit: int = DEFAULT_LIMIT) -> Answer:
    """Understand a question and match it against everything published now."""
    reading = understand(ask)
    try:
        now = snapshot()
    except NoTechnologies:
        return Answer(reading.profile, reading.problems, (), (), None)
    ranking = order(question(reading.profile), now.catalogue)
    partners = label_partners(reading.profile, limit=PARTNERS)
    return Answer(
        reading.profile, reading.problems, ranking.matches(limit), partners, now, trains_of(ranking)
    )


def trains_of(ranking: Ranking) -> tuple[Train, ...]:
    """Trains of two or three of the technologies that rank best, where no single one meets every limit."""
    profiles = ranking.catalogue.profiles
    steps = [profiles[row] for row in ranking.rows[:TRAIN_CANDIDATES]]
    points = dict(zip((step.id for step in steps), ranking.scores.tolist(), strict=False))
    return propose_trains(ranking.question.need, steps, points)


def question(need: NeedProfile, *, encode: bool = False) -> Question:
    """A need with its words analysed; encoded where an encoder is installed and the ranking will ask it.

    ``encode`` asks it in any language, for measuring.
    """
    heard = encode or need.language in SEMANTIC_LANGUAGES
    return Question(need, need_tokens(need, analyse), question_vectors(need) if heard else None)
