"""Shapes of values in the data files: small checks that are put together to a record's description.

A shape is called with a value, the name of the field it stands in, and what the data knows; it yields
``(field, reason)`` for everything that is wrong, so that one run lists all mistakes of all files.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from cms.countries import is_country

from .known import Known
from .registry import Finding, Shape

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def _kind(value: Any) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return "null" if value is None else names.get(type(value), "a number")


def text(longest: int = 100_000, *, empty: bool = False) -> Shape:
    """Text of at most ``longest`` characters; blank only where ``empty``."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if not isinstance(value, str):
            yield where, f"text is wanted, this is {_kind(value)}"
        elif not value.strip() and not empty:
            yield where, "is empty"
        elif len(value) > longest:
            yield where, f"has {len(value)} characters, at most {longest} are allowed"

    return check


def slug(longest: int = 80) -> Shape:
    """Small letters, digits and single hyphens."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if not isinstance(value, str) or not _SLUG.fullmatch(value):
            yield where, f"{value!r} is no slug (small letters, digits, single hyphens)"
        elif len(value) > longest:
            yield where, f"has {len(value)} characters, at most {longest} are allowed"

    return check


def number(low: float = -math.inf, high: float = math.inf, *, whole: bool = False) -> Shape:
    """A number between two ends."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield where, f"a number is wanted, this is {_kind(value)}"
        elif whole and not isinstance(value, int):
            yield where, f"a whole number is wanted, this is {value}"
        elif not low <= value <= high:
            yield where, f"{value} is not between {low} and {high}"

    return check


def year() -> Shape:
    """A year that a record of our time may name."""
    return number(1800, 2200, whole=True)


def flag() -> Shape:
    """``true`` or ``false``."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if not isinstance(value, bool):
            yield where, f"true or false is wanted, this is {_kind(value)}"

    return check


def date(*, whole: bool = False) -> Shape:
    """A date as exact as its source: ``2005``, ``2005-01``, ``2005-01-25``; only the last where ``whole``."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if not isinstance(value, str) or not _DATE.fullmatch(value) or (whole and len(value) != 10):
            yield where, f"{value!r} is no date"

    return check


def optional(shape: Shape) -> Shape:
    """The shape, or ``null``."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if value is not None:
            yield from shape(value, where, known)

    return check


def either(*shapes: Shape) -> Shape:
    """One of several shapes; what the last one says is reported where none fits."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        findings: list[Finding] = []
        for shape in shapes:
            findings = list(shape(value, where, known))
            if not findings:
                return
        yield from findings

    return check


def one_of(choices: Iterable[str]) -> Shape:
    """One of a few words."""
    allowed = tuple(choices)

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if value not in allowed:
            yield where, f"{value!r} is none of {', '.join(allowed)}"

    return check


def code(scheme: str) -> Shape:
    """A code of the vocabulary's scheme."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if not isinstance(value, str) or not known.has("vocabulary", f"{scheme}/{value}"):
            yield where, f"unknown code {value!r}: no {scheme} of the vocabulary"

    return check


def country() -> Shape:
    """An ISO 3166 code, or a label-issuing region's."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if not isinstance(value, str) or not is_country(value):
            yield where, f"unknown country {value!r}"

    return check


def reference(table: str) -> Shape:
    """The key of a record of another table (or of this one)."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if not isinstance(value, str) or not known.has(table, value):
            yield where, f"refers to {value!r}, which is not in {table}"

    return check


def items(shape: Shape, *, at_least: int = 0, unique: bool = False) -> Shape:
    """A list whose members have one shape."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if not isinstance(value, list):
            yield where, f"a list is wanted, this is {_kind(value)}"
            return
        if len(value) < at_least:
            yield where, f"has {len(value)} entries, at least {at_least} are wanted"
        if unique and len({str(member) for member in value}) < len(value):
            yield where, "names something twice"
        for index, member in enumerate(value):
            yield from shape(member, f"{where}[{index}]", known)

    return check


def table_of(shape: Shape, keys: Iterable[str]) -> Shape:
    """An object whose keys come from a given list (languages) and whose values have one shape."""
    allowed = tuple(keys)

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield where, f"an object is wanted, this is {_kind(value)}"
            return
        for key, member in value.items():
            if key not in allowed:
                yield f"{where}.{key}", f"{key!r} is none of {', '.join(allowed)}"
            else:
                yield from shape(member, f"{where}.{key}", known)

    return check


class Maybe:
    """Marks a field of a record that may be absent altogether."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape


def record(**fields: Shape | Maybe) -> Shape:
    """An object with named fields; any other field is a mistake, since it is most often a misspelt one."""

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield where, f"an object is wanted, this is {_kind(value)}"
            return
        for name, shape in fields.items():
            at = f"{where}.{name}" if where else name
            if name in value:
                yield from (shape.shape if isinstance(shape, Maybe) else shape)(value[name], at, known)
            elif not isinstance(shape, Maybe):
                yield at, "is missing"
        for name in value.keys() - fields.keys():
            yield f"{where}.{name}" if where else name, "unknown field"

    return check


def span(low: float = -math.inf, high: float = math.inf, **more: Shape | Maybe) -> Shape:
    """A range: ``min`` and ``max`` (either may be null), in order, with further fields such as ``unit``."""
    fields = record(min=optional(number(low, high)), max=optional(number(low, high)), **more)

    def check(value: Any, where: str, known: Known) -> Iterator[Finding]:
        findings = list(fields(value, where, known))
        yield from findings
        if not findings and None not in (value["min"], value["max"]) and value["min"] > value["max"]:
            yield where, f"min {value['min']} is above max {value['max']}"

    return check


def sources(*, seen: bool = False) -> Shape:
    """Where facts come from: an address with what it supports, or (``seen``) a title, an address and
    whether it was read.
    """
    address = optional(text(1000))
    if seen:
        return items(record(title=text(500), url=address, seen=flag()))
    return items(record(url=address, supports=Maybe(text(2000)), page_date=Maybe(optional(text(40)))))


def sentences(*, at_least: int = 0) -> Shape:
    """A list of short sentences."""
    return items(text(2000), at_least=at_least)
