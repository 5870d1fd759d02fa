"""A posted need as the matcher sees it: its words, its codes, and its requirements in base units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms import units
from marketplace import models
from marketplace.models import Need
from marketplace.quantities import in_base_unit
from marketplace.selectors.needs import need_for
from matching.asking import Ask
from matching.core.profiles import NeedProfile, Requirement, RequirementKind

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

# The core compares these two with plain numbers of a sheet, so they are not brought to the base unit of time.
_YEARS = "year"
_LEVEL = "TRL"


def ask_for(slug: str, user: models.User | AnonymousUser) -> Ask | None:
    """The question that a need's address stands for; ``None`` where ``user`` may not read the need.

    A measure that asks for no technology has no question either.
    """
    need = need_for(user, slug)
    return None if need is None or not need.is_technology else need_ask(need)


def need_ask(need: Need) -> Ask:
    """A need as a question: its words are read again, and its requirements stand as they were stated."""
    return Ask(
        id=need.slug,
        title=need.title,
        text=need.problem,
        language=need.language,
        country=need.country,
        media=tuple(concept.code for concept in need.media.all()),
        sectors=tuple(concept.code for concept in need.sectors.all()),
        nice=_named(need),
        requirements=requirements_of(need),
    )


def need_profile(need: Need) -> NeedProfile:
    """What was stated, and nothing read out of the words: ``concepts`` and ``findings`` are empty."""
    requirements = requirements_of(need)
    stated = {concept.code for concept in need.parameters.all()}
    return NeedProfile(
        id=need.slug,
        title=need.title,
        problem=need.problem,
        language=need.language,
        country=need.country,
        media=frozenset(concept.code for concept in need.media.all()),
        sectors=frozenset(concept.code for concept in need.sectors.all()),
        parameters=frozenset(stated | {line.parameter for line in requirements if line.parameter}),
        requirements=requirements,
        nice=_named(need),
        product_groups=frozenset(line.code for line in requirements if line.kind is RequirementKind.LABEL),
    )


def requirements_of(need: Need) -> tuple[Requirement, ...]:
    """The need's requirement rows as typed lines, numbers in base units, in the need's order."""
    return tuple(_line(row) for row in need.requirements.all())


def _named(need: Need) -> tuple[str, ...]:
    """Technologies that the need names: wishes, since another one may serve it better. The title is not said twice."""
    return tuple(name for name in need.technologies if name.casefold() != need.title.casefold())


def _line(row: models.Requirement) -> Requirement:
    target, unit = _in_base(row, row.target)
    inlet, inlet_unit = _in_base(row, row.inlet)
    return Requirement(
        kind=RequirementKind(row.kind),
        parameter=row.parameter.code if row.parameter else "",
        inlet=inlet,
        target=target,
        unit=unit or inlet_unit,
        code=row.code,
        direction=row.direction,
        must=row.must,
        weight=row.weight,
        source=row.source,
    )


def _in_base(row: models.Requirement, value: float | None) -> tuple[float | None, str]:
    """A number and its base unit. A unit that nobody can read stays as it was typed, and compares with nothing."""
    if value is None:
        return None, ""
    if row.kind == RequirementKind.TRL:
        return value, _LEVEL
    unit = row.unit or (row.parameter.unit if row.parameter else "")
    if row.kind == RequirementKind.LIFETIME:
        return units.convert(value, unit or _YEARS, _YEARS), _YEARS
    try:
        return in_base_unit(value, unit, row.parameter)
    except units.UnknownUnit:
        return value, unit
