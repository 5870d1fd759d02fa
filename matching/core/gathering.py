"""Putting a need together from what its text says: requirements, findings, weights, doubts."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.core.concepts import ConceptTerm
from matching.core.folding import Folded
from matching.core.linking import Linked
from matching.core.numbers import Cue, Measure
from matching.core.profiles import Finding, Requirement, RequirementKind
from matching.core.purposes import Amount

__all__ = [
    "Draft",
    "Problem",
    "at_original",
    "below_target",
    "concept_weights",
    "country_of",
    "cut",
    "doubts",
    "from_text",
    "media_of",
    "other_amounts",
    "parameter_codes",
    "quantity_finding",
    "size",
    "with_parts",
]  # fmt: skip

LONGEST = 20_000
WATER_UNITS = frozenset(("mg/L", "g/L", "NTU", "Pt-Co", "pH", "MPN/100mL", "CFU/100mL"))
JOINED = re.compile(r",| and | và | dan | at |和|及|และ")
CONCEPT_SCHEMES = ("medium", "sector", "parameter", "technology-group", "synonym")
Concepts = Sequence[tuple[Finding, float]]


@dataclass(frozen=True)
class Problem:
    """Something the reader should look at: a code, the field it concerns, and the values for the sentence.

    Codes: ``text-too-long``, ``language-unknown``, ``unknown-unit``, ``not-a-number``, ``not-comparable``,
    ``capacity-zero``, ``inlet-below-target``, ``ambiguous-number``, ``currency-not-compared``.
    """

    code: str
    field: str
    values: Mapping[str, float | str] = dataclasses.field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """What is being put together while a need is read; ``nice_from`` is where its wishes begin."""

    text: str
    folded: Folded
    nice_from: int
    problems: list[Problem] = dataclasses.field(default_factory=list)
    requirements: list[Requirement] = dataclasses.field(default_factory=list)

    def passage(self, measure: Measure) -> str:
        """Return a measure as it was written."""
        start, end = self.folded.original(measure.start, measure.end)
        return self.text[start:end]

    def is_wish(self, measure: Measure) -> bool:
        """Whether a measure stands among the nice-to-haves."""
        return self.folded.starts[measure.start] >= self.nice_from


def cut(
    title: str, text: str, must: Sequence[str], nice: Sequence[str], problems: list[Problem]
) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """Return the parts, all in all at most 20,000 characters; what is left out is said in a problem."""
    left = LONGEST
    parts: list[str] = []
    given = [title, text, *must, *nice]
    for part in given:
        parts.append(part[:left])
        left -= len(parts[-1])
    if parts != given:
        problems.append(Problem("text-too-long", "text", {"longest": float(LONGEST)}))
    wishes = 2 + len(must)
    return parts[0], parts[1], tuple(parts[2:wishes]), tuple(parts[wishes:])


def at_original(finding: Finding, draft: Draft) -> Finding:
    """Return a finding of the folded text with its place and passage in the original."""
    start, end = draft.folded.original(finding.start, finding.end)
    return Finding(finding.kind, finding.code, draft.text[start:end], start, end)


def quantity_finding(found: Linked | Amount, draft: Draft) -> Finding:
    """Return a quantity as a finding, in base units, with its role and parameter."""
    measure = found.measure
    start, end = draft.folded.original(measure.start, measure.end)
    return Finding(
        "quantity",
        found.unit,
        draft.text[start:end],
        start,
        end,
        value=found.value,
        high=found.high,
        unit=found.unit,
        role=found.role,
        parameter=found.parameter if isinstance(found, Linked) else "",
    )


def from_text(draft: Draft, found: Linked, inlet: float | None) -> list[Requirement]:
    """Return the limit a text states; a range of pH is two of them, any other range its upper end."""
    ends = [(found.high if found.high is not None else found.value, found.direction)]
    if found.high is not None and found.unit == "pH":
        ends = [(found.value, "at-least"), (found.high, "at-most")]
    elif found.direction == "at-least":
        ends = [(found.value, "at-least")]
    return [
        Requirement(
            RequirementKind.PARAMETER,
            parameter=found.parameter,
            inlet=inlet if found.unit != "%" or found.direction == "at-most" else None,
            target=value,
            unit=found.unit,
            direction=direction,
            must=not draft.is_wish(found.measure) and not found.assumed,
            source=draft.passage(found.measure),
            assumed=found.assumed,
        )
        for value, direction in ends
    ]


def size(value: float, unit: str, source: str, *, must: bool, assumed: bool = False) -> Requirement:
    """Return a capacity line."""
    kind = RequirementKind.CAPACITY
    return Requirement(
        kind, target=value, unit=unit, direction="at-least", must=must, source=source, assumed=assumed
    )


def other_amounts(draft: Draft, found: Iterable[Amount]) -> None:
    """Add land, energy and money that the text limits; the first of each kind counts."""
    known = {r.kind for r in draft.requirements}
    for amount in found:
        kind = amount.kind
        if kind is None or kind is RequirementKind.CAPACITY or kind in known or amount.largest <= 0:
            continue
        known.add(kind)
        must = not draft.is_wish(amount.measure)
        source = draft.passage(amount.measure)
        draft.requirements.append(
            Requirement(kind, target=amount.largest, unit=amount.unit, must=must, source=source)
        )


def below_target(requirement: Requirement) -> Problem | None:
    """Return a problem where what comes in is already cleaner than what is asked for."""
    inlet, target = requirement.inlet, requirement.target
    if inlet is None or target is None or requirement.direction != "at-most" or inlet >= target:
        return None
    values: dict[str, float | str] = {"inlet": inlet, "target": target, "unit": requirement.unit}
    return Problem("inlet-below-target", f"limits.{requirement.parameter}", values)


def doubts(draft: Draft, links: Sequence[Linked], found: Sequence[Amount]) -> None:
    """Say which numbers could be read in two ways, and which money is not compared."""
    items: list[Linked | Amount] = [*links, *found]
    for item in items:
        if item.measure.ambiguous:
            values: dict[str, float | str] = {
                "passage": draft.passage(item.measure),
                "read-as": item.value,
                "unit": item.unit,
            }
            draft.problems.append(Problem("ambiguous-number", "text", values))
        if item.role == "currency":
            draft.problems.append(Problem("currency-not-compared", "text", {"unit": item.unit}))


def country_of(concepts: Concepts) -> str:
    """Return the country the text names most often, the first of equals."""
    named = Counter(finding.code for finding, _ in concepts if finding.kind == "country")
    return named.most_common(1)[0][0] if named else ""


def parameter_codes(concepts: Concepts, links: Sequence[Linked], stated: Iterable[str]) -> frozenset[str]:
    """Return the parameters named or limited; a name of two parameters is settled by a number that fits one."""
    settled: dict[tuple[int, int], set[str]] = {}
    linked = {found.parameter for found in links}
    for finding, _ in concepts:
        if finding.kind == "parameter":
            settled.setdefault((finding.start, finding.end), set()).add(finding.code)
    named: set[str] = set()
    for codes in settled.values():
        named |= (codes & linked) or codes
    return frozenset(named | linked | set(stated))


def media_of(
    concepts: Concepts, cues: Sequence[Cue], links: Sequence[Linked], units: Mapping[str, str], draft: Draft
) -> frozenset[str]:
    """Return the media named, and those of the linked parameters; 'land' for a plant is no word about soil."""
    land = [draft.folded.original(cue.start, cue.end) for cue in cues if cue.key == "use/land"]
    found = {
        finding.code
        for finding, _ in concepts
        if finding.kind == "medium" and not any(s < finding.end and finding.start < e for s, e in land)
    }
    for item in links:
        unit = units.get(item.parameter, "")
        found |= {"water"} if unit in WATER_UNITS else {"air"} if "Nm3" in unit or unit == "OU/m3" else set()
    return frozenset(found)


def with_parts(terms: Iterable[ConceptTerm]) -> list[ConceptTerm]:
    """Add the short names people use: 'paint' for 'Paints and coatings', 'chromium' for 'Total chromium'.

    Such a name is not confirmed; one that another concept of the scheme already bears is left to that concept.
    """
    known = list(terms)
    taken = {(term.key.partition("/")[0], term.language, term.text.casefold()) for term in known}
    added: list[ConceptTerm] = []
    for term in known:
        scheme = term.key.partition("/")[0]
        names: set[str] = set()
        if scheme == "product-group":
            parts = {part.strip() for part in JOINED.split(term.text)}
            names = parts | {
                p[:-1] for p in parts if term.language == "en" and p.endswith("s") and p[-2:] != "ss"
            }
        elif scheme == "parameter" and term.language == "en":
            names = {re.sub(r"^Total | bacteria$| \(.*\)$", "", term.text)}
        for name in sorted(names - {term.text}):
            if len(name) > 3 and (scheme, term.language, name.casefold()) not in taken:
                added.append(ConceptTerm(term.key, term.language, name, sure=False))
    return known + added


def concept_weights(concepts: Concepts, title_ends: int) -> dict[str, float]:
    """Return 'scheme/code' with a weight up to 1: more in the title, for a confirmed name, for saying it again."""
    weights: dict[str, float] = {}
    for finding, trust in concepts:
        if finding.kind not in CONCEPT_SCHEMES:
            continue
        key = f"{finding.kind}/{finding.code}"
        once = trust * (1.0 if finding.start < title_ends else 0.8)
        known = weights.get(key)
        weights[key] = once if known is None else min(1.0, max(known, once) + 0.05)
    return weights
