"""Conditions on numbers as an address and the command line write them: `cod:removal:90`."""

import re
from decimal import Decimal

from cms.vocabulary import parameters
from search.params import LineAsk

MAX_LINES = 8  # of one question
PERCENT = "%"
_NUMBER = re.compile(r"\d{1,16}(\.\d{1,40})?", re.ASCII)
_LINE = re.compile(r"(?P<parameter>[\w-]{1,60}):(?P<measure>[a-z]{1,20}):(?P<bound>[^:]{1,60})", re.ASCII)


class UnreadableAsk(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """A condition that nothing can be asked by; the text says why, for whoever wrote the address."""


def plain_number(value: float) -> str:
    """A number in digits with at most a point, never in powers of ten: what `read_number` reads as the same value."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_number(text: str) -> float | None:
    """A finite number written with digits and at most a point; None for anything else."""
    return float(text) if _NUMBER.fullmatch(text) else None


def read_line(text: str) -> LineAsk:
    """The condition that `parameter:measure:bound` asks, in the unit of its parameter. Raises `UnreadableAsk`."""
    match = _LINE.fullmatch(text)
    bound = read_number(match["bound"]) if match else None
    if match is None or bound is None:
        raise UnreadableAsk(
            f"{text}: write parameter:removal:percent or parameter:outlet:number, as cod:removal:90"
        )
    return line_ask(match["parameter"], match["measure"], bound)


def line_ask(parameter: str, measure: str, bound: float) -> LineAsk:
    """A condition in the unit that compares. Raises `UnreadableAsk` where there is none.

    A removal is in per cent, an outlet in the unit that the vocabulary gives the parameter.
    """
    known = parameters().get(parameter)
    if known is None:
        raise UnreadableAsk(f"{parameter}: no such parameter in the vocabulary")
    unit = PERCENT if measure == "removal" else known.unit
    if not unit:
        raise UnreadableAsk(f"{parameter}: no unit in the vocabulary, so that no outlets compare")
    if measure == "removal" and bound > 100:
        raise UnreadableAsk(f"{parameter}: a removal is at most 100 %")
    try:
        return LineAsk(parameter, measure, bound, unit)
    except ValueError as error:
        raise UnreadableAsk(f"{parameter}: {error}") from error


def line_text(ask: LineAsk) -> str:
    """The condition as an address writes it; `read_line` reads it back."""
    return f"{ask.parameter}:{ask.measure}:{plain_number(ask.bound)}"
