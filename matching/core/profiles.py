"""The values the matcher works on: what is asked, what is offered, and the account of a match.

All quantities arrive here in one *base unit* per kind (``cms.units`` converts before a profile is built), so the
core only ever compares numbers whose unit strings are equal. A unit that no converter could read stays as the
words it was written in and compares with nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A closed range; an end that nobody stated is ``None`` and is never guessed."""

    low: float | None
    high: float | None

    @property
    def closed(self) -> bool:
        """Whether both ends are stated."""
        return self.low is not None and self.high is not None

    def holds(self, value: float) -> bool:
        """Whether ``value`` lies inside; false where an end is missing."""
        return self.low is not None and self.high is not None and self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Quantity:
    """A range with its unit. ``basis`` says what the unit refers to ('dry solids'); ``year`` is the price year."""

    span: Span
    unit: str
    basis: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class PerformanceLine:
    """One stated performance: treatment (inlet, outlet, removal in %) or any other ``value``."""

    parameter: str
    unit: str
    inlet: Span | None = None
    outlet: Span | None = None
    removal: Span | None = None
    value: Span | None = None
    conditions: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What one installation serves; ``modular`` true where units are simply added."""

    span: Span
    unit: str
    modular: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a technology in one language."""

    title: str
    summary: str = ""
    problem: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where the technology, or its group, already runs."""

    name: str
    country: str
    year: int | None = None
    url: str = ""


@dataclass(frozen=True)
class TechnologyProfile:
    """A technology as the matcher sees it.

    ``words`` is keyed by data language code (``en``, ``zh`` …); ``countries`` are the ISO codes where service is
    offered, ``local_fit`` and ``limits_of_use`` are prose in English, ``requests`` how one would ask for it, in English.
    """

    id: str
    words: Mapping[str, Words]
    group: str = ""
    listing_type: str = ""
    media: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    performance: tuple[PerformanceLine, ...] = ()
    capacity: Capacity | None = None
    footprint: Quantity | None = None
    energy_use: Quantity | None = None
    capex: Quantity | None = None
    opex: Quantity | None = None
    lifetime_years: float | None = None
    trl: int | None = None
    maturity: str = ""
    operator_skill: str = ""
    evidence: str = "self-declared"
    cooperation: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    local_fit: str = ""
    principle: str = ""
    requests: tuple[str, ...] = ()
    site_needs: tuple[str, ...] = ()
    limits_of_use: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    seen_sources: int = 0


class RequirementKind(StrEnum):
    """What a requirement line asks for."""

    PARAMETER = "parameter"  # outlet at or below a target, from an inlet where known
    CAPACITY = "capacity"  # one installation must hold the value
    FOOTPRINT = "footprint"  # land at or below, m2 in all
    ENERGY = "energy"
    CAPEX = "capex"
    OPEX = "opex"
    SKILL = "operator-skill"  # at or below: low < medium < high
    TRL = "trl"  # at or above
    EVIDENCE = "evidence"  # at or above on the evidence ladder
    LIFETIME = "lifetime"  # at or above, years
    SERVICE = "service-country"
    COOPERATION = "cooperation"
    LABEL = "label"  # product group for which a label is asked


@dataclass(frozen=True, slots=True)
class Requirement:
    """One typed line of a need.

    ``target`` is a number in ``unit`` (base unit of the kind), ``code`` holds what is no number (a country, a
    cooperation type, a product group, a skill or evidence level). ``direction`` is ``at-most`` or ``at-least``.
    ``source`` is the passage or field it came from; ``assumed`` marks what the reader did not say themselves.
    """

    kind: RequirementKind
    parameter: str = ""
    inlet: float | None = None
    target: float | None = None
    unit: str = ""
    code: str = ""
    direction: str = "at-most"
    must: bool = True
    weight: float = 1.0
    source: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something understood in a text: ``kind`` is a vocabulary scheme, 'country', 'quantity' or 'synonym'.

    ``start`` and ``end`` are offsets into the text that was read; ``passage`` is the text between them.
    """

    kind: str
    code: str
    passage: str
    start: int
    end: int
    value: float | None = None
    high: float | None = None
    unit: str = ""
    role: str = ""  # for a quantity: inlet, target, capacity, area, unknown …
    parameter: str = ""


@dataclass(frozen=True)
class NeedProfile:
    """A need as the matcher sees it: words in one language, codes, and typed requirement lines."""

    id: str
    title: str
    problem: str = ""
    language: str = "en"
    country: str = ""
    media: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    concepts: Mapping[str, float] = field(default_factory=dict)  # 'scheme/code' -> weight, from the text
    requirements: tuple[Requirement, ...] = ()
    must: tuple[str, ...] = ()
    nice: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    product_groups: frozenset[str] = frozenset()
    stated: frozenset[str] = (
        frozenset()
    )  # 'sector/textile' …: codes someone chose, not only read from the text

    @property
    def text(self) -> str:
        """Everything said in words, for the lexical and the vector searches."""
        return "\n".join(part for part in (self.title, self.problem, *self.must, *self.nice) if part)


class Outcome(StrEnum):
    """The four verdicts. *Not stated* is never *met*."""

    MET = "met"
    PART = "part"
    NOT_MET = "not-met"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One requirement against one technology, with both values in ``unit`` and the arithmetic.

    ``rule`` names how the offer was found (``removal``, ``own-outlet``, ``value``, ``range``, ``per-flow``,
    ``several-units``, ``outside-inlet``, ``nothing-stated``, ``not-comparable``, ``code`` …) and ``arithmetic``
    is its language-free formula, e.g. ``800 × (1 − 0.95…0.85)``. ``borrowed`` is true where the figure was stated
    for another kind of water than the need's.
    """

    requirement: Requirement
    outcome: Outcome
    offered: Span | None = None
    unit: str = ""
    rule: str = ""
    arithmetic: str = ""
    conditions: str = ""
    basis: str = ""
    borrowed: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One shown part of a score: ``points`` earned of ``of`` possible, and the words, codes or numbers behind it."""

    part: str
    points: float
    of: float
    because: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Something that would change a match: a missing figure, or a requirement that holds it back."""

    kind: str  # missing-figure, fails, straddles, capacity-too-large, capacity-too-small, inlet-outside …
    requirement: Requirement | None = None
    values: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """A technology recommended for a need; ``score`` is the sum of the points of its reasons."""

    technology: str
    score: float
    verdicts: tuple[Verdict, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[Change, ...]

    @property
    def fails_must(self) -> bool:
        """Whether a must-have is *not met*; such a match never ranks above one that fails none."""
        return any(v.requirement.must and v.outcome is Outcome.NOT_MET for v in self.verdicts)
