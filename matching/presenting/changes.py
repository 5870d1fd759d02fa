"""What would change a match, in sentences that carry the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cms.presenters.numbers import format_number, format_unit

from ..core.profiles import Change, Requirement
from .words import amount, code_text, exact, listed, requirement_name, rounded

SHOWN = 4
NAMES = 6  # of figures that are missing; the table names them all


def change_sentences(changes: Sequence[Change]) -> list[SafeString]:
    """The first few changes, one sentence each; figures that are only missing share one."""
    return list(_sentences(changes))[:SHOWN]


def _sentences(changes: Sequence[Change]) -> Iterator[SafeString]:
    missing = [c for c in changes if c.kind == "missing-figure"]
    for change in changes:
        if change.kind != "missing-figure":
            yield change_sentence(change)
        elif change is missing[0]:
            yield _missing(missing)


def _missing(changes: Sequence[Change]) -> SafeString:
    names = dict.fromkeys(requirement_name(c.requirement) for c in changes if c.requirement)
    return format_html(
        gettext("Figures that the sheet does not state: {names}. Ask the supplier for them."),
        names=listed(list(names), NAMES),
    )


def change_sentence(change: Change) -> SafeString:
    """One change in words. Raises ``KeyError`` for a kind that does not exist."""
    if change.requirement is None or change.kind == "missing-figure":
        return _missing([change])
    return _WRITERS[change.kind](change, change.requirement)


def _need_inlet(_change: Change, requirement: Requirement) -> SafeString:
    return format_html(
        gettext("Say how much comes in, {name}: then the removal on the sheet can be judged."),
        name=requirement_name(requirement),
    )


def _need_capacity(_change: Change, requirement: Requirement) -> SafeString:
    return format_html(
        gettext("Say the size of the plant: {name} is stated per unit of it."),
        name=requirement_name(requirement),
    )


def _open_end(_change: Change, requirement: Requirement) -> SafeString:
    return format_html(
        gettext("{name}: the end of the range that decides is not stated. Ask the supplier for it."),
        name=requirement_name(requirement),
    )


def _not_comparable(change: Change, requirement: Requirement) -> SafeString:
    stated = change.values.get("stated-unit")
    if not stated:
        return format_html(
            gettext("{name}: the sheet states it in another way. Ask for a figure in {unit}."),
            name=requirement_name(requirement),
            unit=format_unit(requirement.unit),
        )
    return format_html(
        gettext("{name}: stated in {stated}, asked in {unit}. Ask for a figure in {unit}."),
        name=requirement_name(requirement),
        stated=format_unit(str(stated)),
        unit=format_unit(requirement.unit),
    )


def _inlet_outside(change: Change, requirement: Requirement) -> SafeString:
    values, unit = change.values, str(change.values.get("unit", ""))
    name = requirement_name(requirement)
    if "bring-to" in values:
        return format_html(
            gettext("A step before it that brings {name} from {inlet} to {most} or less (removes {share})."),
            name=name,
            inlet=exact(values["inlet"]),
            most=exact(values["bring-to"], unit),
            share=amount(values["step-removal"], "%", "up"),
        )
    if "from" in values:
        return format_html(
            gettext(
                "{name}: its figures begin at {least}, yours is {inlet}. Ask for a figure for inlets that low."
            ),
            name=name,
            least=exact(values["from"], unit),
            inlet=exact(values["inlet"]),
        )
    return format_html(gettext("{name}: its figures are for other inlets. Ask for one for yours."), name=name)


def _straddles(change: Change, requirement: Requirement) -> SafeString:
    return format_html("{} {}", _distance(change, requirement), _way_out(change, requirement))


def _distance(change: Change, requirement: Requirement) -> SafeString:
    """Where the range ends, beside what was asked."""
    values, unit = change.values, str(change.values.get("unit", ""))
    if "worst" not in values:
        return format_html(gettext("{name} is outside what you asked."), name=requirement_name(requirement))
    words = {
        ("straddles", "at-most"): gettext("{name}: the range runs on to {worst}, above {asked}."),
        ("straddles", "at-least"): gettext("{name}: the range begins at {worst}, below {asked}."),
        ("fails", "at-most"): gettext("{name} goes up to {worst}, {factor} times what you asked."),
        ("fails", "at-least"): gettext("{name} may be as low as {worst}, where you asked for {asked}."),
    }
    return format_html(
        words[change.kind, requirement.direction],
        name=requirement_name(requirement),
        worst=exact(values["worst"], unit),
        asked=exact(values["asked"], unit),
        factor=format_number(rounded(float(values.get("factor", 0)), digits=2)),
    )


def _way_out(change: Change, requirement: Requirement) -> SafeString:
    values = change.values
    if "inlet-that-would-do" in values and "removal-needed" in values:
        return format_html(
            gettext(
                "A guaranteed removal of {share} or more would make it met; so would an inlet of {inlet} or less."
            ),
            share=amount(values["removal-needed"], "%", "up"),
            inlet=amount(values["inlet-that-would-do"], requirement.unit, "down"),
        )
    return format_html("{}", gettext("A guaranteed figure inside your limit would make it met."))


def _too_small(change: Change, _requirement: Requirement) -> SafeString:
    return format_html(
        gettext(
            "One installation serves {most} at most; you need {factor} times that. Several side by side may do."
        ),
        most=exact(change.values["largest"], str(change.values["unit"])),
        factor=format_number(rounded(float(change.values["factor"]), "up", 2)),
    )


def _too_large(change: Change, _requirement: Requirement) -> SafeString:
    return format_html(
        gettext("It begins at {least}, {factor} times your size. Joining with others would make it fit."),
        least=exact(change.values.get("smallest", 0), str(change.values["unit"])),
        factor=format_number(rounded(float(change.values.get("factor", 1)), digits=2)),
    )


def _several(change: Change, _requirement: Requirement) -> SafeString:
    return format_html(
        gettext("{units} units side by side: one serves {most} at most."),
        units=format_number(change.values["units"]),
        most=exact(change.values["largest"], str(change.values["unit"])),
    )


def _code_missing(change: Change, requirement: Requirement) -> SafeString:
    return format_html(
        gettext("{name}: you asked for {asked}, which the sheet does not state."),
        name=requirement_name(requirement),
        asked=code_text(requirement, str(change.values.get("asked", ""))),
    )


_WRITERS: dict[str, Callable[[Change, Requirement], SafeString]] = {
    "need-inlet": _need_inlet,
    "need-capacity": _need_capacity,
    "open-end": _open_end,
    "not-comparable": _not_comparable,
    "inlet-outside": _inlet_outside,
    "straddles": _straddles,
    "fails": _straddles,
    "capacity-too-small": _too_small,
    "capacity-too-large": _too_large,
    "several-units": _several,
    "code-missing": _code_missing,
}
