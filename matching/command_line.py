"""Numbers with units as they are typed on a command line: ``cod=75``, ``so2=200 mg/Nm3``, ``3000 m3/d``."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence

from cms import units

from .core.understanding import Limit

_NUMBER_AND_UNIT = re.compile(r"\s*([-+]?[\d.,\s\u00a0\u202f]*\d(?:[eE][-+]?\d+)?)\s*(.*)", re.DOTALL)


class BadOption(ValueError):  # noqa: N818 - says option, value and reason
    """An option that cannot be used; the text names the option and the reason."""


def number_and_unit(option: str, text: str) -> tuple[float, str]:
    """A number and its unit (empty where there is none). The decimal sign is a point; commas part thousands."""
    match = _NUMBER_AND_UNIT.fullmatch(text)
    if match is None:
        raise BadOption(f"{option}: {text!r} does not begin with a number")
    digits = re.sub(r"[,\s\u00a0\u202f]", "", match.group(1))
    try:
        value = float(digits)
    except ValueError:
        raise BadOption(f"{option}: {match.group(1).strip()!r} is no number; write it as 1234.5") from None
    if not math.isfinite(value):
        raise BadOption(f"{option}: {text!r} is too large")
    return value, match.group(2).strip()


def capacity_option(text: str) -> tuple[float, str]:
    """Value and unit of ``--capacity``; both are needed, the value is above zero and the unit is a known one."""
    value, unit = number_and_unit("--capacity", text)
    if not unit:
        raise BadOption(f"--capacity: {text!r} has no unit, e.g. 3000 m3/d")
    if value <= 0:
        raise BadOption("--capacity: wants a value above zero")
    try:
        units.base(value, unit)
    except units.UnitError:
        raise BadOption(f"--capacity: {unit!r} is no known unit") from None
    return value, unit


def limit_options(limits: Sequence[str], inlets: Sequence[str], known: Collection[str]) -> tuple[Limit, ...]:
    """``--limit`` and ``--inlet`` joined by parameter. An inlet may stand alone: it says what comes in."""
    targets = dict(_assignment("--limit", text, known) for text in limits)
    entering = dict(_assignment("--inlet", text, known) for text in inlets)
    joined = []
    for code in dict.fromkeys((*targets, *entering)):
        target, unit = targets.get(code, (None, ""))
        inlet, inlet_unit = entering.get(code, (None, ""))
        if inlet is not None and target is not None and inlet_unit != unit:
            inlet, inlet_unit = _converted(code, inlet, inlet_unit, unit)
        joined.append(Limit(code, target, inlet, unit or inlet_unit))
    return tuple(joined)


def _assignment(option: str, text: str, known: Collection[str]) -> tuple[str, tuple[float, str]]:
    code, sign, rest = text.partition("=")
    code = code.strip().lower()
    if not sign:
        raise BadOption(f"{option}: {text!r} is not of the form PARAMETER=VALUE")
    if code not in known:
        raise BadOption(f"{option}: {code!r} is no parameter of the vocabulary")
    value, unit = number_and_unit(option, rest)
    if value < 0:
        raise BadOption(f"{option}: {text!r} is below zero")
    return code, (value, unit)


def _converted(code: str, inlet: float, unit: str, wanted: str) -> tuple[float, str]:
    """The inlet in the unit of the limit; a missing unit is the other's."""
    if not unit or not wanted:
        return inlet, wanted or unit
    try:
        return units.convert(inlet, unit, wanted), wanted
    except units.UnitError:
        raise BadOption(f"--inlet: {code} in {unit!r} cannot be set against a limit in {wanted!r}") from None
