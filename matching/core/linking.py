"""What a quantity in a text is for: the limit or the inlet of a parameter, by the words around it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from matching.core.numbers import Cue, Measure, UnitReader
from matching.core.treatment import MORE_IS_BETTER

__all__ = ["Linked", "kind_of_unit", "link", "sentences", "to_base"]

SENTENCE = re.compile(r"[.!?](?=\s|$)|[。！？；;\n]|[។။]")
FAR = 6  # values of one parameter that are looked at together
# What is named with a number without more words is wanted; 65 % methane or an efficiency may just be reported.
WANTED = MORE_IS_BETTER - {
    "ch4",
    "efficiency",
    "calorific-value",
    "ghg",
    "power-output",
    "dissolved-oxygen",
    "lead-time",
}
REACH = 40  # characters a cue reaches forward to its number
BESIDE = 12  # characters between a parameter and a bare number that is its own
LISTED = re.compile(r"^[\s,、]*(?:and|và|va|dan|at|和|及|与|และ|និង|ແລະ|နှင့်|[,、/&])?[\s,、]*$", re.IGNORECASE)
OF = re.compile(r"^\s?(?:of |的|của |ของ|ng )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Linked:
    """A measure with its parameter and role (``target``, ``inlet``), in base units; ``assumed`` if read so."""

    measure: Measure
    parameter: str
    role: str
    value: float
    high: float | None
    unit: str
    direction: str
    assumed: bool = False


_Placed = TypeVar("_Placed", Cue, Measure)


@dataclass(slots=True)
class _Draft:
    measure: Measure
    role: str = ""
    direction: str = ""


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the bounds of the sentences of a folded text."""
    bounds, start = [], 0
    for match in SENTENCE.finditer(text):
        bounds.append((start, match.end()))
        start = match.end()
    return [*bounds, (start, len(text))]


def kind_of_unit(unit: str) -> str | None:
    """What a parameter's own unit says about ppm and m3: measured in water, in a stack, or neither."""
    if "Nm3" in unit:
        return "stack"
    return "water" if unit in ("mg/L", "g/L") else None


def to_base(reader: UnitReader, value: float, unit: str, kind: str | None) -> tuple[float, str] | None:
    """Return value and base unit, or ``None`` for a unit that is for showing only."""
    try:
        return reader.base(value, unit, kind=kind)
    except ValueError:
        return None


def link(
    text: str,
    parameters: Sequence[Cue],
    measures: Sequence[Measure],
    cues: Sequence[Cue],
    reader: UnitReader,
    units: Mapping[str, str],
) -> tuple[Linked, ...]:
    """Link measures to the parameters of their sentence, and give them roles; ``units`` maps code to own unit."""
    found: list[Linked] = []
    for start, end in sentences(text):
        own = _between(measures, start, end)
        names = _between(parameters, start, end)
        if not own or not names:
            continue
        hints = _between(cues, start, end)
        for codes, group, anchor in _groups(text, names, own):
            found += _roles(text, codes, group, anchor, hints, reader, units, start)
    return tuple(found)


def _between(things: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """Those that begin in a stretch of the text, by two searches: a text may hold thousands."""
    return things[
        bisect_left(things, start, key=lambda thing: thing.start) : bisect_left(
            things, end, key=lambda thing: thing.start
        )
    ]


def _groups(
    text: str, names: Sequence[Cue], measures: Sequence[Measure]
) -> list[tuple[list[str], list[Measure], int]]:
    """Runs of parameters with the run of measures that belongs to them; equal runs pair off in order."""
    groups: list[tuple[list[Cue], list[Measure]]] = []
    things: list[Cue | Measure] = [*names, *measures]
    for item in sorted(things, key=lambda thing: thing.start):
        if isinstance(item, Cue):
            if not groups or groups[-1][1] or not _joined(text, groups[-1][0][-1], item):
                groups.append(([], []))
            groups[-1][0].append(item)
        elif groups:
            groups[-1][1].append(item)
        else:
            groups.append(([], [item]))
    _give_back(text, groups)
    paired: list[tuple[list[str], list[Measure], int]] = []
    for cues, own in groups:
        codes = list(dict.fromkeys(cue.key for cue in cues))
        spans = list(dict.fromkeys(cue.start for cue in cues))
        if len(spans) == len(own) > 1 and len(codes) == len(own):
            paired += [([code], [m], m.start) for code, m in zip(codes, own, strict=True)]
        else:
            paired.append((codes, own, cues[-1].end if cues else 0))
    return [group for group in paired if group[0] and group[1]]


def _joined(text: str, first: Cue, second: Cue) -> bool:
    """Whether two parameters stand in one list ('COD and BOD'), or are two readings of one word."""
    return second.start < first.end or bool(LISTED.match(text[first.end : second.start]))


def _give_back(text: str, groups: list[tuple[list[Cue], list[Measure]]]) -> None:
    """'900 mg/L of COD': a measure right before its parameter belongs to what follows."""
    for (_, before), (names, own) in itertools.pairwise(groups):
        if (
            before
            and names
            and OF.match(text[before[-1].end : names[0].start])
            and names[0].start >= before[-1].end
        ):
            last = before.pop()
            own.insert(0, last)


def _roles(
    text: str,
    codes: Sequence[str],
    group: Sequence[Measure],
    anchor: int,
    hints: Sequence[Cue],
    reader: UnitReader,
    units: Mapping[str, str],
    sentence: int,
) -> list[Linked]:
    """Each measure of a group as limit or inlet of each parameter whose unit it fits."""
    drafts = [
        _cued(text, m, group[i - 1] if i else None, group[i + 1 : i + 2], hints, sentence)
        for i, m in enumerate(group)
    ]
    found: list[Linked] = []
    for code in codes:
        own = units.get(code, "")
        fitting = [
            (d, based)
            for d in _with_units(drafts, own, anchor, reader)
            if (based := _fit(reader, d.measure, own, code))
        ]
        removal = any(c.key == "use/removal" for c in hints)
        found += _decide([(d, *based) for d, based in fitting], code, own, removal)
    return found


def _cued(
    text: str,
    measure: Measure,
    before: Measure | None,
    after: Sequence[Measure],
    hints: Sequence[Cue],
    sentence: int,
) -> _Draft:
    """The nearest word before the number, or the one right behind it, that gives a role."""
    left = max(before.end if before else sentence, measure.start - REACH)
    right = min(after[0].start if after else len(text), measure.end + 12)
    for cue in _between(hints, measure.end, right):
        if cue.key.startswith("after/") and measure.end <= cue.start < right and cue.start - measure.end <= 3:
            return _draft(measure, cue.key)
    near = [
        c
        for c in _between(hints, left, measure.start)
        if c.key.startswith("role/") and c.end <= measure.start
    ]
    if not near:
        return _Draft(measure)
    strong = [c for c in near if c.key in ("role/at-most", "role/at-least")]
    return _draft(measure, max(strong or near, key=lambda c: (c.end, -c.start)).key)


def _draft(measure: Measure, key: str) -> _Draft:
    role = key.partition("/")[2]
    if role == "from":
        return _Draft(measure, "inlet")
    return _Draft(measure, "target", role if role.startswith("at-") else "")


def _with_units(drafts: Sequence[_Draft], own: str, anchor: int, reader: UnitReader) -> list[_Draft]:
    """A number without a unit takes that of the next one ('900 to 75 mg/L'), else the parameter's own.

    The parameter's own only where a word gives the number a role or the name stands right beside it: the thirty
    tanneries further on in the sentence are no concentration, and 2026 is a year.
    """
    found: list[_Draft] = []
    following = ""
    for draft in reversed(drafts):
        measure = draft.measure
        if measure.unit:
            fits = not own or _dimension(reader, measure.unit, own) == _dimension(reader, own, own)
            following = measure.unit if fits else ""
        elif following or (own and _speaks_of(draft, anchor)):
            draft = _Draft(replace(measure, unit=following or own), draft.role, draft.direction)
        found.append(draft)
    return found[::-1]


def _dimension(reader: UnitReader, unit: str, own: str) -> str:
    based = to_base(reader, 1.0, unit, kind_of_unit(own))
    return based[1] if based else ""


def _speaks_of(draft: _Draft, anchor: int) -> bool:
    """Whether a bare number belongs to the parameter that ends at ``anchor``."""
    measure = draft.measure
    year = 1900 <= measure.value <= 2100 and measure.high is None
    beside = -BESIDE <= measure.start - anchor <= BESIDE
    return (bool(draft.role) or beside) and not (year and not beside)


def _fit(reader: UnitReader, measure: Measure, own: str, code: str) -> tuple[float, float | None, str] | None:
    """The measure in base units if it can belong to the parameter: its own dimension, or per cent."""
    if not measure.unit:
        return None
    kind = kind_of_unit(own)
    low = to_base(reader, measure.value, measure.unit, kind)
    expected = to_base(reader, 1.0, own, kind) if own else None
    if low is None or (expected is not None and low[1] not in (expected[1], "%")):
        return None
    if expected is None and "/" not in low[1] and low[1] != "%":
        return None
    high = to_base(reader, measure.high, measure.unit, kind) if measure.high is not None else None
    return low[0], high[0] if high else None, low[1]


def _decide(
    fitting: Sequence[tuple[_Draft, float, float | None, str]], code: str, own: str, removal: bool
) -> list[Linked]:
    """Settle what the words left open: the earlier of two falling values comes in, a lone one is what is there."""
    found: list[Linked] = []
    for index, (draft, value, high, unit) in enumerate(fitting):
        role, direction, assumed = draft.role, draft.direction, False
        if unit == "%" and own != "%":
            if not removal:
                continue
            role, direction = "target", "at-least"
        later = _values(fitting[index + 1 : index + FAR], unit)
        earlier = _values(fitting[max(0, index - FAR) : index], unit)
        better = code in MORE_IS_BETTER
        if role == "target" and not direction and not better and later and value > min(later):
            role = "inlet"  # 'hiện đến 900, xuống 75'
        if not role:
            assumed = not (own == "pH" and high is not None)  # nobody writes pH 6-9 of what comes in
            falls = bool(earlier) and value < max(earlier)
            wanted = falls or own == "pH" or code in WANTED
            role = "target" if wanted else "unknown" if better or own == "%" else "inlet"
        direction = direction or ("at-least" if better else "at-most")
        found.append(Linked(draft.measure, code, role, value, high, unit, direction, assumed))
    return found


def _values(fitting: Sequence[tuple[_Draft, float, float | None, str]], unit: str) -> list[float]:
    return [value for _, value, _, found in fitting if found == unit]
