"""A verdict as a row of the requirement table: asked, bar, offered, and beneath it how the offer was found."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cms.presenters.numbers import format_quantity, format_unit, plain_quantity
from cms.presenters.requirements import RequirementRow

from ..core.profiles import Outcome, RequirementKind, Verdict
from .words import arithmetic, code_text, exact, foreign, requirement_name

# Kinds whose asked value is a number that has to be reached.
FLOORS = (RequirementKind.TRL, RequirementKind.LIFETIME)
# Rules whose formula ends in the range that stands under 'offered' anyway.
SHOWN_RESULT = ("removal", "reduction", "per-flow", "per-year", "sum")


def verdict_row(verdict: Verdict) -> RequirementRow:
    """The row; what is not stated has no bar and no offer, whatever the sheet says about other cases."""
    requirement = verdict.requirement
    stated = verdict.outcome is not Outcome.NOT_STATED and verdict.offered is not None
    offered = verdict.offered if stated else None
    return RequirementRow(
        name=requirement_name(requirement),
        outcome=verdict.outcome.value,
        low=offered.low if offered else None,
        high=offered.high if offered else None,
        limit=requirement.target,
        unit=requirement.unit,
        direction=bar_direction(verdict),
        borrowed=verdict.borrowed,
        asked_words=code_text(requirement, requirement.code),
        offered_words="" if stated else offered_words(verdict),
        note=note(verdict),
    )


def bar_direction(verdict: Verdict) -> str:
    """How the bar is drawn: a capacity has to hold the need, a floor has to be reached."""
    kind = verdict.requirement.kind
    if kind is RequirementKind.CAPACITY:
        return "holds"
    return "at-least" if kind in FLOORS else verdict.requirement.direction


def offered_words(verdict: Verdict) -> str:
    """What a sheet states where that is no closed range: a level, or a range with an open end."""
    if verdict.rule == "ladder":
        return code_text(verdict.requirement, verdict.conditions)
    if verdict.rule == "open-end" and verdict.offered is not None:
        return plain_quantity(verdict.offered.low, verdict.offered.high, verdict.unit)
    return ""


def note(verdict: Verdict) -> SafeString:
    """How the offer was found, the conditions it was stated for, and where the figure is borrowed."""
    return format_html_join("; ", "{}", ((part,) for part in _parts(verdict) if part))


def _parts(verdict: Verdict) -> Iterator[str]:
    yield account(verdict)
    if verdict.conditions and verdict.rule not in ("ladder", "code"):
        yield foreign(verdict.conditions, "en")
    if verdict.basis == "measured at a plant":
        yield gettext("measured at a plant")
    elif verdict.basis and verdict.requirement.kind is not RequirementKind.PARAMETER:
        yield format_html(gettext("per {basis}"), basis=foreign(verdict.basis, "en"))
    if verdict.borrowed:
        yield gettext("figure for other water than yours")


def account(verdict: Verdict) -> str:
    """The rule in words, or the formula where there is one."""
    rule, formula = verdict.rule, arithmetic(verdict.arithmetic)
    if rule in SHOWN_RESULT:
        return formula.rpartition(" = ")[0] or formula
    if rule == "range" and verdict.requirement.kind is RequirementKind.CAPACITY:
        return gettext("one installation serves")
    if rule == "outside-inlet" and verdict.offered is not None:
        takes = format_quantity(verdict.offered.low, verdict.offered.high, verdict.unit)
        return format_html(
            gettext("takes {range}, not {inlet}"), range=takes, inlet=exact(verdict.requirement.inlet or 0)
        )
    if rule == "not-comparable" and verdict.unit:
        return format_html(
            gettext("stated in {unit}, which does not compare"), unit=format_unit(verdict.unit)
        )
    if rule in ("several-units", "open-end", "train"):
        return formula
    return _plain_account(rule)


def _plain_account(rule: str) -> str:
    words = {
        "own-outlet": gettext("the sheet’s own outlet"),
        "removal-percent": gettext("removal as stated"),
        "value": gettext("as stated"),
        "range": gettext("as stated"),
        "figure": gettext("as stated"),
        "ladder": gettext("as stated"),
        "code": gettext("as stated"),
        "not-used": gettext("this process uses none of it"),
        "not-comparable": gettext("stated in another way, which does not compare"),
        "nothing-stated": gettext("not on the sheet"),
        "inlet-unknown": gettext("what comes in is not given"),
        "capacity-unknown": gettext("the size of the plant is not given"),
        "not-treatment": gettext("the sheet states a measuring range, not what comes out"),
        "no-limit": gettext("no limit given"),
        "not-a-number": gettext("the limit or the figure is not a number"),
        "unknown-code": gettext("a level that the vocabulary does not know"),
        "label-partners": gettext("see the label partners"),
    }
    return words.get(rule, "")
