"""Why a technology is here: sentences that name the words, codes and numbers, and a score whose parts add up to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from cms.countries import country_name

from ..core.profiles import Match, NeedProfile, Reason, Requirement, Verdict
from .said import Said
from .words import code_label, listed, quoted, requirement_name

# Signals that are shown as one part.
PARTS = {
    "words": ("lexical", "latent", "semantic"),
    "sectors": ("sectors",),
    "media": ("media",),
    "parameters": ("parameters",),
    "limits": ("limits",),
    "capacity": ("capacity",),
    "neighbours": ("neighbours",),
    "practice": ("practice",),
}
# Parts that are told in one breath.
TOGETHER = (("sectors", "media"), ("parameters", "limits", "capacity"), ("lexical",), ("practice",))
CLOSE = 0.5  # of the points for meaning: from here on it is worth a sentence
WORDS_SHOWN = NAMES = 6


@dataclass(frozen=True)
class ScorePart:
    """One part of a score: ``points`` of ``of`` possible."""

    name: str
    points: float
    of: float


@dataclass(frozen=True)
class Score:
    """A score and its parts, all in hundredths of a point; the parts add up to it exactly."""

    total: float
    of: float
    parts: tuple[ScorePart, ...]


def part_name(part: str) -> str:
    """The name of a part of the score."""
    return {
        "words": pgettext("score", "words"),
        "sectors": pgettext("score", "sector"),
        "media": pgettext("score", "medium"),
        "parameters": pgettext("score", "parameters"),
        "limits": pgettext("score", "requirements"),
        "capacity": pgettext("score", "capacity"),
        "neighbours": pgettext("score", "related sheets"),
        "practice": pgettext("score", "practice"),
    }[part]


def score_of(match: Match) -> Score:
    """The score with its parts, each the sum of the reasons that belong together."""
    found = {reason.part: reason for reason in match.reasons}
    parts = []
    for part, names in PARTS.items():
        reasons = [found[name] for name in names if name in found]
        if reasons:
            points, of = (
                round(sum(values), 2) for values in zip(*((r.points, r.of) for r in reasons), strict=True)
            )
            parts.append(ScorePart(part_name(part), points, of))
    return Score(match.score, round(sum(part.of for part in parts), 2), tuple(parts))


def reason_sentences(match: Match, need: NeedProfile, said: Said) -> list[SafeString]:
    """What earned points, most telling first."""
    found = {reason.part: reason for reason in match.reasons if reason.points > 0}
    sentences: list[SafeString] = []
    for parts in TOGETHER:
        told = [line for p in parts if p in found for line in _WRITERS[p](found[p], match, need, said)]
        if told:
            sentences.append(format_html_join(" ", "{}", ((line,) for line in told)))
    if not any(part in found for part in ("sectors", "parameters", "limits", "capacity")):
        sentences += _meaning(found)
    return sentences


Writer = Callable[[Reason, Match, NeedProfile, Said], Iterator[SafeString]]


def _coded(message: Callable[[], str], scheme: str) -> Writer:
    def write(reason: Reason, *_rest: object) -> Iterator[SafeString]:
        names = [code_label(scheme, code) for _kind, code in reason.because]
        if names:
            yield format_html(message(), names=listed(names, NAMES))

    return write


def _numbers(reason: Reason, match: Match, _need: NeedProfile, _said: Said) -> Iterator[SafeString]:
    """Requirements by outcome, each named once."""
    keys = dict(reason.because)
    by_outcome = {"met": gettext("Met: {names}."), "part": gettext("Met in part: {names}.")}
    for outcome, message in by_outcome.items():
        names = [
            requirement_name(v.requirement)
            for v in match.verdicts
            if _key(v.requirement) in keys and v.outcome.value == outcome and _belongs(v, reason)
        ]
        if names:
            yield format_html(message, names=listed(list(dict.fromkeys(names)), NAMES))


def _belongs(verdict: Verdict, reason: Reason) -> bool:
    return (verdict.requirement.kind.value == "capacity") is (reason.part == "capacity")


def _key(requirement: Requirement) -> str:
    return requirement.parameter or requirement.kind.value


def _words(reason: Reason, _match: Match, need: NeedProfile, said: Said) -> Iterator[SafeString]:
    words = said.passages([token for kind, token in reason.because if kind == "word"], WORDS_SHOWN)
    if words:
        names = listed([quoted(word, need.language) for word in words])
        yield format_html(gettext("Its sheet uses your words: {names}."), names=names)


def _practice(reason: Reason, _match: Match, _need: NeedProfile, _said: Said) -> Iterator[SafeString]:
    for kind, value in reason.because:
        if kind == "trl":
            yield format_html(gettext("Proven at full scale: readiness level {level}."), level=value)
        elif kind == "basis":
            yield format_html("{}", gettext("A figure on its sheet was measured at a plant."))
        elif kind == "service-country":
            yield format_html(gettext("Its supplier works in {country}."), country=country_name(value))
        elif kind == "reference":
            yield format_html(gettext("It runs in the country: {plant}."), plant=value)


def _meaning(found: Mapping[str, Reason]) -> Iterator[SafeString]:
    """For a match that words alone brought: say so, since no code or number speaks for it."""
    close = [r for name in ("latent", "semantic") if (r := found.get(name)) and r.points >= CLOSE * r.of]
    if close:
        yield format_html("{}", gettext("Its description is close to yours in meaning."))
    elif "neighbours" in found:
        yield format_html("{}", gettext("Sheets that fit name it as an alternative or a complement."))


_WRITERS: dict[str, Writer] = {
    "sectors": _coded(lambda: gettext("Made for your sector: {names}."), "sector"),
    "parameters": _coded(lambda: gettext("Its sheet speaks of {names}."), "parameter"),
    "media": _coded(lambda: gettext("It works on your medium: {names}."), "medium"),
    "limits": _numbers,
    "capacity": _numbers,
    "lexical": _words,
    "practice": _practice,
}
