"""Numbers that would help: what was named without a number, and what the sheets shown are waiting for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from cms.presenters.numbers import format_number

from ..core.profiles import Match, NeedProfile, RequirementKind
from ..core.sizing import capacity_of
from .address import Address
from .words import code_label

SHOWN = 6


@dataclass(frozen=True)
class Hint:
    """A number worth giving, and the address whose form has its field."""

    text: SafeString | str
    url: str


def hints(need: NeedProfile, matches: Sequence[Match], address: Address) -> list[Hint]:
    """The most telling first: limits that are missing, inlets that sheets wait for, the size, the country."""
    found = [*_limits(need, address), *_inlets(need, matches, address)]
    if capacity_of(need) is None:
        text = gettext("Flow, load or size of the plant: costs and land follow from it")
        found.append(Hint(text, address.link("id_flow")))
    if not need.country:
        text = gettext("The country: suppliers at work there come first")
        found.append(Hint(text, address.link("id_country")))
    return found[:SHOWN]


def _limits(need: NeedProfile, address: Address) -> list[Hint]:
    limited = {r.parameter for r in need.requirements if r.target is not None}
    return [
        Hint(
            format_html(gettext("{name}: what may be left"), name=code_label("parameter", code)),
            address.asking_for(code, "target"),
        )
        for code in sorted(need.parameters - limited)
    ]


def _inlets(need: NeedProfile, matches: Sequence[Match], address: Address) -> list[Hint]:
    """Inlets nobody gave, with how many of the sheets shown state what they remove of it."""
    missing = {
        r.parameter: r
        for r in need.requirements
        if r.kind is RequirementKind.PARAMETER
        and r.inlet is None
        and r.direction == "at-most"
        and r.unit != "pH"
    }
    waiting: Counter[str] = Counter()
    for match in matches:
        rules = {v.requirement.parameter: v.rule for v in match.verdicts}
        waiting.update(code for code in missing if rules.get(code) in ("inlet-unknown", "own-outlet"))
    return [
        Hint(
            format_html(
                ngettext(
                    "{name}: what comes in. {count} of the sheets shown waits for it",
                    "{name}: what comes in. {count} of the sheets shown wait for it",
                    count,
                ),
                name=code_label("parameter", code),
                count=format_number(count),
            ),
            address.asking_for(code, "inlet", missing[code]),
        )
        for code, count in waiting.most_common()
    ]
