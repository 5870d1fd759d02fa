"""A need understood: words in any of ten languages, and stated facts, become a profile one can match.

What a person states outright wins over what their text says; everything read from the text is kept as a
finding with its place, so that it can be shown and corrected. Bad input never raises: it gives a problem
with a code.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.core.concepts import ConceptFinder, ConceptTerm
from matching.core.countries import country_terms
from matching.core.cues import cue_terms
from matching.core.folding import fold
from matching.core.gathering import (
    Draft,
    Problem,
    at_original,
    below_target,
    concept_weights,
    country_of,
    cut,
    doubts,
    from_text,
    media_of,
    other_amounts,
    parameter_codes,
    quantity_finding,
    size,
    with_parts,
)
from matching.core.language import LANGUAGES, guess_language
from matching.core.linking import Linked, kind_of_unit, link, to_base
from matching.core.numbers import Cue, UnitReader, find_measures
from matching.core.procurement import groups_bought
from matching.core.profiles import Finding, NeedProfile, Requirement, RequirementKind
from matching.core.purposes import Amount, amounts, choose_capacity
from matching.core.treatment import usual_direction

__all__ = ["Limit", "Problem", "Reading", "Understanding"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit someone states outright; ``unit`` empty means the parameter's own, ``direction`` empty the usual."""

    parameter: str
    target: float | None = None
    inlet: float | None = None
    unit: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Reading:
    """The profile and what is doubtful about it. Offsets of findings point into ``profile.text``."""

    profile: NeedProfile
    problems: tuple[Problem, ...] = ()


class Understanding:
    """Reads needs; built once from the vocabulary's terms, then shared and never changed.

    ``terms`` are the names of concepts, ``units`` reads unit strings, ``parameter_units`` gives each
    parameter's own unit (``cod`` is ``mg/L``), which settles ppm, numbers without a unit, and what may
    belong to what.
    """

    def __init__(
        self,
        terms: Iterable[ConceptTerm],
        units: UnitReader,
        *,
        parameter_units: Mapping[str, str] | None = None,
    ) -> None:
        self._concepts = ConceptFinder([*with_parts(terms), *country_terms()])
        self._cues = ConceptFinder(cue_terms())
        self._units = units
        self._parameter_units = dict(parameter_units or {})

    def read(
        self,
        text: str,
        language: str | None = None,
        *,
        id: str = "",
        title: str = "",
        country: str = "",
        media: Iterable[str] = (),
        sectors: Iterable[str] = (),
        capacity: tuple[float, str] | None = None,
        limits: Sequence[Limit] = (),
        must: Sequence[str] = (),
        nice: Sequence[str] = (),
    ) -> Reading:
        """Return the need's profile. ``language`` is a data code (``zh-hans`` is read as ``zh``) or guessed."""
        problems: list[Problem] = []
        title, text, must, nice = cut(title, text, must, nice, problems)
        code = _language(language, f"{title}\n{text}", problems)
        whole = NeedProfile(id, title, text, must=must, nice=nice).text
        wishes = len("\n".join(filter(None, nice)))
        draft = Draft(whole, fold(whole, case=False), len(whole) - wishes, problems)
        named, cues, links, others = self._found(draft, code)
        concepts = [(at_original(finding, draft), trust) for finding, trust in named]
        stated_media = frozenset(media) or media_of(concepts, cues, links, self._parameter_units, draft)
        self._limits(draft, links, limits)
        self._capacity(draft, others, stated_media, capacity)
        other_amounts(draft, others)
        doubts(draft, links, others)
        quantities: list[Linked | Amount] = [*links, *others]
        shown = [f for f, _ in concepts] + [quantity_finding(item, draft) for item in quantities]
        findings = tuple(sorted(shown, key=lambda f: (f.start, -f.end)))
        profile = NeedProfile(
            id=id,
            title=title,
            problem=text,
            language=code,
            country=country or country_of(concepts),
            media=stated_media,
            sectors=frozenset(sectors) or frozenset(f.code for f, _ in concepts if f.kind == "sector"),
            parameters=parameter_codes(concepts, links, (limit.parameter for limit in limits)),
            concepts=concept_weights(concepts, len(title)),
            requirements=tuple(draft.requirements),
            must=must,
            nice=nice,
            findings=findings,
            product_groups=groups_bought(whole, findings, code),
        )
        return Reading(profile, tuple(problems))

    def _found(
        self, draft: Draft, code: str
    ) -> tuple[tuple[tuple[Finding, float], ...], list[Cue], tuple[Linked, ...], tuple[Amount, ...]]:
        """Concepts and cues in folded offsets, numbers linked to parameters, and the other numbers."""
        text = draft.folded.text
        named = self._concepts.find_with_trust(text, code)
        cues = [Cue(f"{f.kind}/{f.code}", f.start, f.end) for f in self._cues.find(text, code)]
        rates = [cue for cue in cues if cue.key.startswith("rate/")]
        measures = find_measures(draft.folded, code, self._units, rates)
        inside = {at for f, _ in named for at in range(f.start + 1, f.end)}
        measures = tuple(m for m in measures if m.start not in inside)  # the 5 of BOD5 is no number
        parameters = [Cue(f.code, f.start, f.end) for f, _ in named if f.kind == "parameter"]
        links = link(text, parameters, measures, cues, self._units, self._parameter_units)
        places = {found.measure.start for found in links}
        rest = [measure for measure in measures if measure.start not in places]
        watery = code == "zh" and any(
            kind_of_unit(self._parameter_units.get(f.parameter, "")) == "water" for f in links
        )
        return named, cues, links, amounts(text, rest, cues, self._units, tonnes_of_water=watery)

    def _limits(self, draft: Draft, links: Sequence[Linked], limits: Sequence[Limit]) -> None:
        """Limits stated outright, completed with inlets of the text; then the limits only the text states."""
        inlets: dict[tuple[str, str], float] = {}
        for found in links:
            if found.role == "inlet":
                key = (found.parameter, found.unit)
                inlets[key] = max(inlets.get(key, 0.0), found.value, found.high or 0.0)
        stated = set()
        for limit in limits:
            own = self._parameter_units.get(limit.parameter, "")
            requirement = _stated(limit, own, self._units, draft.problems, inlets)
            if requirement is not None:
                stated.add(requirement.parameter)
                draft.requirements.append(requirement)
        for found in links:
            if found.role == "target" and found.parameter not in stated:
                draft.requirements += from_text(draft, found, inlets.get((found.parameter, found.unit)))
        draft.requirements = list(dict.fromkeys(draft.requirements))
        draft.problems += [problem for r in draft.requirements if (problem := below_target(r)) is not None]

    def _capacity(
        self, draft: Draft, others: Sequence[Amount], media: frozenset[str], stated: tuple[float, str] | None
    ) -> None:
        """The stated capacity, else the one the text speaks of (a wish: it may be read wrongly)."""
        if stated is not None:
            value, unit = stated
            if not math.isfinite(value) or value <= 0:
                draft.problems.append(Problem("capacity-zero", "capacity", {"unit": unit}))
                return
            based = to_base(self._units, value, unit, None)
            if based is None:
                draft.problems.append(Problem("unknown-unit", "capacity", {"unit": unit}))
            number, name = based or (value, unit)
            draft.requirements.append(size(number, name, "capacity", must=True))
            return
        zero = [a for a in others if a.role == "capacity" and a.largest <= 0]
        draft.problems += [Problem("capacity-zero", "text", {"unit": a.unit}) for a in zero]
        if chosen := choose_capacity(others, media):
            passage = draft.passage(chosen.measure)
            draft.requirements.append(
                size(chosen.largest, chosen.unit, passage, must=False, assumed=chosen.assumed)
            )


def _stated(
    limit: Limit,
    own: str,
    reader: UnitReader,
    problems: list[Problem],
    inlets: Mapping[tuple[str, str], float],
) -> Requirement | None:
    """A stated limit in base units; ``None`` with a problem where it cannot be computed with."""
    unit = limit.unit or own
    name = f"limits.{limit.parameter}"
    values = [v for v in (limit.target, limit.inlet) if v is not None]
    if not all(math.isfinite(v) for v in values):
        problems.append(Problem("not-a-number", name))
        return None
    kind = kind_of_unit(own)
    scale = to_base(reader, 1.0, unit, kind)
    if scale is None:
        problems.append(Problem("unknown-unit", name, {"unit": unit}))
        return None
    expected = to_base(reader, 1.0, own, kind) if own else None
    if expected is not None and scale[1] not in (expected[1], "%"):
        problems.append(Problem("not-comparable", name, {"unit": unit, "own": own}))

    def based(value: float | None) -> float | None:
        return None if value is None else reader.base(value, unit, kind=kind)[0]

    inlet = based(limit.inlet)
    return Requirement(
        RequirementKind.PARAMETER,
        parameter=limit.parameter,
        inlet=inlet if inlet is not None else inlets.get((limit.parameter, scale[1])),
        target=based(limit.target),
        unit=scale[1],
        direction=limit.direction or usual_direction(limit.parameter, scale[1]),
        source=name,
    )


def _language(asked: str | None, text: str, problems: list[Problem]) -> str:
    """The data code of the language: as asked, else guessed, else English with a problem."""
    wanted = (asked or "").strip().casefold().replace("_", "-")
    code = "zh" if wanted.startswith("zh") else wanted.partition("-")[0]
    if code in LANGUAGES:
        return code
    guessed = guess_language(text)
    foreign = any(char.isalpha() and char > "\u024f" for char in text)
    if not guessed and (foreign or len(text.split()) >= 6):  # a few English nouns are no riddle
        problems.append(Problem("language-unknown", "language", {"asked": wanted}))
    return guessed or "en"
