"""Quantities in free text: number, range, unit, and how often, in ten languages. Linear in the text's length.

Nothing here knows what a quantity is for; ``linking`` decides that. Units come from a ``UnitReader`` that is
handed in (``cms.units`` is one), so that this module stays plain Python.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from matching.core.folding import Folded
from matching.core.numerals import HAN_NUMBER, NUMBER, Numeral, read_han, read_numeral

__all__ = ["Cue", "Measure", "UnitReader", "find_measures"]

NEAR = 30  # characters: how far a word such as 'daily' reaches
RANGE = re.compile(
    r" ?(?:-|–|—|~|至|到|to|đến|tới|den|hingga|sampai|sehingga|hanggang|ដល់|ទៅ|ຫາ|ເຖິງ|ถึง|မှ) ?(?=\d)",
    re.IGNORECASE,
)
LATER_RATE = re.compile(
    r" ?[^\d.,;:。，；()\n]{0,24}?(?:/|\bper\b|mỗi|một|\bkada\b|\bbawat\b|ต่อ|每|ក្នុងមួយ|ຕໍ່) ?", re.IGNORECASE
)
MONEY_BEFORE = re.compile(r"(USD|US\$|VND|IDR|Rp\.?|RM|CNY|RMB|THB|PHP|SGD|EUR|€|S\$) ?$")
# An abbreviation of a parameter may be written right against its number: 'COD900'.
GLUED = re.compile(r"(?:COD|CODcr|BOD|TSS|SS|TDS|pH|TN|TP)$", re.IGNORECASE)
RATED = ("m3", "t", "Nm3", "t CO2e", "t CO2", "kWh", "people")


class UnitReader(Protocol):
    """What reads units: ``cms.units`` or anything of its shape. Unknown units raise ``ValueError``."""

    def base(self, value: float, unit: str, *, kind: str | None = None) -> tuple[float, str]:
        """Return the value in the base unit of its kind, and that unit."""
        ...

    def read_at(self, text: str, start: int) -> tuple[str, int] | None:
        """Return the unit that begins at ``start`` and where it ends, if one does."""
        ...


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says what a number is for: its key and its place in the folded text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity as written: ``high`` for a range, ``unit`` as a reader knows it, place in the folded text."""

    value: float
    high: float | None
    unit: str
    start: int
    end: int
    ambiguous: bool = False


def find_measures(
    folded: Folded, language: str, reader: UnitReader, rates: Sequence[Cue]
) -> tuple[Measure, ...]:
    """Return every number with its unit (which may be empty), in order; ``rates`` are cues such as 'daily'."""
    found: list[Measure] = []
    text = folded.text
    for numeral, start in _numerals(text, language):
        if found and start < found[-1].end:
            continue
        measure = _measure(text, numeral, start, language, reader)
        if measure is not None:
            found.append(_with_rate(text, measure, reader, rates))
    return tuple(found)


def _numerals(text: str, language: str) -> Iterable[tuple[Numeral, int]]:
    """Digits anywhere, and Chinese number words in a Chinese text, by position."""
    matches = [(m.start(), m, False) for m in NUMBER.finditer(text)]
    if language == "zh":
        matches += [(m.start(), m, True) for m in HAN_NUMBER.finditer(text)]
    for start, match, han in sorted(matches, key=lambda found: found[0]):
        numeral = read_han(match) if han else read_numeral(text, match, language)
        if numeral is not None and (han or not _inside_word(text, start)):
            yield numeral, start


def _inside_word(text: str, start: int) -> bool:
    """Whether digits belong to a word: CO2, PM2.5, m3."""
    before = text[start - 1 : start]
    return before.isascii() and before.isalpha() and not GLUED.search(text[max(0, start - 6) : start])


def _measure(text: str, first: Numeral, start: int, language: str, reader: UnitReader) -> Measure | None:
    """The number, a second one if it is a rising range, and the unit behind or (Burmese, money) before it."""
    last, high = first, None
    if (joint := RANGE.match(text, first.end)) and (match := NUMBER.match(text, joint.end())):
        second = read_numeral(text, match, language)
        if second is not None:
            lower = first.value
            if second.multiplied and not first.multiplied:  # '2 to 3 million'
                lower = first.value * _times(match, second, language)
            if lower < second.value:
                first = replace(first, value=lower, ambiguous=first.ambiguous or second.ambiguous)
                last, high = second, second.value
    at = last.end + (text[last.end : last.end + 1] == " ")
    unit = reader.read_at(text, at)
    measure = Measure(first.value, high, "", start, last.end, first.ambiguous)
    if money := MONEY_BEFORE.search(text, max(0, start - 6), start):
        return _money(text, measure, money, reader)
    if unit is not None:
        return replace(measure, unit=unit[0], end=unit[1])
    if language == "my":
        return _unit_before(text, measure, reader)
    return None if _is_han(text[start]) else measure


def _times(match: re.Match[str], numeral: Numeral, language: str) -> float:
    """By what a multiplier raised a number."""
    plain = read_numeral(match.group(), NUMBER.match(match.group()) or match, language)
    return numeral.value / plain.value if plain is not None and plain.value else 1.0


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _money(text: str, measure: Measure, money: re.Match[str], reader: UnitReader) -> Measure:
    """USD 0.3/m3: the currency stands before, the rest of the unit behind."""
    currency = money.group(1).rstrip(".")
    unit, end = currency, measure.end
    if text[end : end + 1] == "/" and (behind := reader.read_at(text, end + 1)):
        unit, end = f"{currency}/{behind[0]}", behind[1]
    return replace(measure, unit=unit, start=money.start(), end=end)


def _unit_before(text: str, measure: Measure, reader: UnitReader) -> Measure:
    """Burmese puts the unit first: 'cubic metre 500'."""
    before = text[: measure.start].rstrip(" ")
    for start in range(max(0, len(before) - 24), len(before)):
        found = reader.read_at(text, start) if before[start] > "\u0fff" else None
        if found is not None and found[1] == len(before):
            return replace(measure, unit=found[0], start=start)
    return measure


def _with_rate(text: str, measure: Measure, reader: UnitReader, rates: Sequence[Cue]) -> Measure:
    """Make 'm3' an 'm3/d' where the sentence says so: '700 m3 of wastewater/day', 'daily 500 m3', '日产700吨'."""
    base = _base_unit(reader, measure.unit)
    if base not in RATED:
        return measure
    later = LATER_RATE.match(text, measure.end)
    if later and base != "people":
        time = reader.read_at(text, later.end())
        if time and _base_unit(reader, time[0]) == "h":
            return replace(measure, unit=f"{measure.unit}/{time[0]}", end=time[1])
    cue = _nearest_rate(text, measure, rates)
    if cue is None or base == "people":
        return measure
    return replace(measure, unit=f"{measure.unit}/{cue.key.partition('/')[2]}")


def _base_unit(reader: UnitReader, unit: str) -> str:
    if not unit:
        return ""
    try:
        return reader.base(1.0, unit)[1]
    except ValueError:  # a unit for showing only: it takes no rate
        return ""


def _nearest_rate(text: str, measure: Measure, rates: Sequence[Cue]) -> Cue | None:
    """The cue that ends before, or begins behind, the quantity within the same clause."""
    at = bisect_left([cue.start for cue in rates], measure.start)
    near = rates[max(0, at - 2) : at + 2]
    for cue in reversed(near):
        gap = text[cue.end : measure.start] if cue.start < measure.start else text[measure.end : cue.start]
        limit = NEAR if cue.start < measure.start else 2
        if len(gap) <= limit and not re.search(r"[.,;:。，；、။၊។\n]", gap) and not re.search(r"\d", gap):
            return cue
    return None
