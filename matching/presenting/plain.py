"""An answer as text for a terminal of 100 columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext

from cms.countries import country_name
from cms.presenters.numbers import format_number, plain_quantity
from cms.templatetags.estuary import verdict_word

from ..core.profiles import Match, NeedProfile, TechnologyProfile, Verdict
from ..labels import LabelPartner
from ..service import Answer
from .changes import change_sentences
from .chips import asked
from .problems import problem_notice
from .reasons import reason_sentences, score_of
from .said import said_words
from .trains import effects
from .verdicts import verdict_row
from .words import code_label, requirement_name
from .words import plain as without_markup

WIDTH = 100
MATCHES = 10
REASONS = 3
UNBROKEN = "\u00a0"  # keeps a number and its unit on one line while lines are wrapped
_PIECES = re.compile(
    r" +|[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]|[^ \u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]+"
)
NAME, ASKED, OFFERED = 26, 24, 24  # columns of a verdict line


def render(answer: Answer, matches: int = MATCHES) -> str:
    """What was understood, the first ``matches`` with their verdicts and reasons, and the label partners."""
    return "\n".join(_lines(answer, matches)).replace(UNBROKEN, " ") + "\n"


def _lines(answer: Answer, matches: int) -> Iterator[str]:
    yield from _understood(answer)
    if answer.snapshot is None:
        yield gettext("Nothing is published yet, so there is nothing to match.")
        return
    said = said_words(answer.need)
    profiles, rows = answer.snapshot.catalogue.profiles, answer.snapshot.catalogue.rows
    for rank, match in enumerate(answer.matches[:matches], 1):
        yield ""
        yield from _match(rank, match, profiles[rows[match.technology]], answer.need, said)
    if not answer.matches:
        yield gettext("No sheet fits these words.")
    yield from _trains(answer)
    yield from _partners(answer.label_partners)


def _trains(answer: Answer) -> Iterator[str]:
    for number, train in enumerate(answer.trains, 1):
        yield ""
        yield from _wrapped(f"{gettext('In steps')} {number}: {' → '.join(train.steps)}", "")
        for verdict in train.verdicts:
            yield from _verdict(verdict)
        for step in train.steps:
            for _stage, sentence in effects(train, step):
                yield from _wrapped(f"· {step}: {plain(sentence)}")


def plain(html: str) -> str:
    """A sentence without markup; number and unit stay together."""
    return without_markup(html, UNBROKEN)


def _understood(answer: Answer) -> Iterator[str]:
    need = answer.need
    parts = [
        (gettext("Sector"), [code_label("sector", code) for code in sorted(need.sectors)]),
        (gettext("Medium"), [code_label("medium", code) for code in sorted(need.media)]),
        (gettext("Country"), [country_name(need.country)] if need.country else []),
        (gettext("Parameters"), [code_label("parameter", code) for code in sorted(need.parameters)]),
        (gettext("Asked"), [_asked(need, n) for n in range(len(need.requirements))]),
    ]
    text = "; ".join(f"{name}: {', '.join(values)}" for name, values in parts if values)
    yield from _wrapped(f"{gettext('Understood')} ({need.language}): {text or gettext('nothing')}", "")
    for problem in answer.problems:
        notice = problem_notice(problem)
        yield from _wrapped(f"! {plain(notice.title)} {notice.text}", "")


def _asked(need: NeedProfile, place: int) -> str:
    requirement = need.requirements[place]
    must = f" ({gettext('must')})" if requirement.must else ""
    return f"{requirement_name(requirement)} {plain(asked(requirement))}{must}"


def _match(
    rank: int, match: Match, profile: TechnologyProfile, need: NeedProfile, said: dict[str, str]
) -> Iterator[str]:
    score = score_of(match)
    words = profile.words.get("en") or next(iter(profile.words.values()))
    points = f"{format_number(score.total)} / {format_number(score.of)}"
    name = f" [{match.technology}]"
    title = _cut(f"{rank:>2}  {words.title}", WIDTH - len(points) - len(name) - 2)
    yield _padded(title + name, WIDTH - len(points)) + points
    for verdict in match.verdicts:
        yield from _verdict(verdict)
    for reason in reason_sentences(match, need, said)[:REASONS]:
        yield from _wrapped(f"+ {plain(reason)}")
    for change in change_sentences(match.missing):
        yield from _wrapped(f"→ {plain(change)}")
    parts = ", ".join(f"{p.name} {format_number(p.points)}/{format_number(p.of)}" for p in score.parts)
    yield from _wrapped(f"= {parts}")


def _verdict(verdict: Verdict) -> Iterator[str]:
    """One line in columns; the arithmetic beneath where it does not fit."""
    row = verdict_row(verdict)
    offered = row.offered_words or (
        "–" if row.low is None and row.high is None else plain_quantity(row.low, row.high, row.unit)
    )
    columns = ((row.name, NAME), (plain(row.asked), ASKED), (offered.replace("\u202f", UNBROKEN), OFFERED))
    line = "    " + "".join(_padded(_cut(text, width - 1), width) for text, width in columns)
    yield line + verdict_word(row.outcome)
    if row.note:
        yield from _wrapped(plain(row.note), "        ")


def _partners(partners: Sequence[LabelPartner]) -> Iterator[str]:
    if not partners:
        return
    yield ""
    yield gettext("Label partners")
    for partner in partners:
        yield from _wrapped(f"* {partner.name} ({partner.country}): {partner.group_name}. {partner.why_text}")
        for caveat in partner.caveats:
            yield from _wrapped(f"! {caveat.text}", "        ")


def _wrapped(text: str, indent: str = "    ") -> list[str]:
    """Lines of a text, broken by the columns its signs take: between words, or anywhere between Chinese signs."""
    lines, line = [], indent
    for piece in _PIECES.findall(text.replace("\n", " ")):
        for part in _broken(piece, WIDTH - len(indent) - 2):
            if _columns(line + part.rstrip(" ")) > WIDTH:
                lines.append(line.rstrip(" "))
                line = f"{indent}  "
            line += part if line.strip() else part.lstrip(" ")
    return [*lines, line.rstrip(" ")] if line.strip() else lines


def _broken(piece: str, width: int) -> Iterator[str]:
    """A run without spaces in parts that fit a line; no mark is parted from its letter."""
    start = 0
    for at in range(1, len(piece)):
        if _columns(piece[start : at + 1]) > width and unicodedata.category(piece[at])[0] != "M":
            yield piece[start:at]
            start = at
    yield piece[start:]


def _columns(text: str) -> int:
    """How many columns a terminal gives to a text: wide signs take two, combining ones none."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.category(c) in ("Mn", "Me", "Cf") for c in text)


def _cut(text: str, width: int) -> str:
    while _columns(text) > width:
        text = f"{text[:-2].rstrip()}…"
    return text


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - _columns(text))
