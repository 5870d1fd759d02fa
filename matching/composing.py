"""From an address to a question: what is typed, what a kept need says, and the limits of a standard, in that order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .asking import Ask, requirement_key, understand
from .core.profiles import NeedProfile, RequirementKind
from .core.understanding import Limit
from .doors import Reader, ask_of_need
from .forms import MatchForm
from .selectors import Standard, standard


@dataclass(frozen=True)
class Composed:
    """A question and where it came from. ``from_standard`` holds the parameters whose limit a standard gave."""

    ask: Ask
    asked: bool
    need: Ask | None = None
    need_missing: bool = False
    standard: Standard | None = None
    from_standard: frozenset[str] = frozenset()


def compose(form: MatchForm, user: Reader) -> Composed:
    """The question of a form that was cleaned. Words and numbers of a kept need are its ground, the form adds."""
    need = ask_of_need(form.need, user) if form.need else None
    ground = need or Ask()
    ask = replace(
        ground,
        text="\n".join(part for part in (ground.text, form.text) if part),
        country=form.country_code or ground.country,
        capacity=form.capacity or ground.capacity,
        limits=_merged(form.limits, ground.limits),
        dropped=ground.dropped | dropped(form),
        must_have=_must(ground) if form.must is None else form.must,
    )
    if form.must is not None:
        ask = replace(ask, requirements=_with_must(ask, form.must))
    chosen = standard(form.cleaned_data["standard"]) if form.cleaned_data.get("standard") else None
    added = form.keys("sector"), form.keys("medium")
    taken: frozenset[str] = frozenset()
    if chosen or any(added) or any(limit.target is None for limit in ask.limits):
        said = understand(
            replace(ask, limits=tuple(limit for limit in ask.limits if limit.target is not None))
        )
        ask, taken = _completed(ask, said.profile, added, chosen)
    asked = bool(ask.title or ask.text or ask.limits or ask.capacity or ask.requirements or any(added))
    return Composed(ask, asked, need, bool(form.need) and need is None, chosen, taken)


def dropped(form: MatchForm) -> frozenset[str]:
    """What is to be forgotten, but for what was added again since."""
    stated = {f"sector/{code}" for code in form.keys("sector")}
    stated |= {f"medium/{code}" for code in form.keys("medium")}
    stated |= {f"requirement/{limit.parameter}" for limit in form.limits}
    stated |= {f"parameter/{limit.parameter}" for limit in form.limits}
    if form.country_code:
        stated.add(f"country/{form.country_code}")
    if form.capacity:
        stated.add("requirement/capacity")
    return frozenset(form.keys("drop")) - stated


def _completed(
    ask: Ask, said: NeedProfile, added: tuple[tuple[str, ...], tuple[str, ...]], chosen: Standard | None
) -> tuple[Ask, frozenset[str]]:
    """The question with codes added to those the words say, and with limits where none is stated."""
    targets = {r.parameter: r for r in said.requirements if r.kind is RequirementKind.PARAMETER}
    limits = tuple(_with_target(limit, targets) for limit in ask.limits)
    known = {limit.parameter for limit in limits if limit.target is not None} | set(targets)
    from_standard = [
        limit
        for limit in (chosen.limits if chosen else ())
        if limit.parameter not in known and f"requirement/{limit.parameter}" not in ask.dropped
    ]
    inlets = {limit.parameter: limit for limit in limits if limit.target is None}
    given = {limit.parameter for limit in from_standard}
    limits = tuple(limit for limit in limits if limit.parameter not in given)
    sectors, media = added
    ask = replace(
        ask,
        limits=(*limits, *(_with_inlet(limit, inlets.get(limit.parameter)) for limit in from_standard)),
        sectors=(*ask.sectors, *sorted(said.sectors - {*ask.sectors}), *sectors) if sectors else ask.sectors,
        media=(*ask.media, *sorted(said.media - {*ask.media}), *media) if media else ask.media,
    )
    return ask, frozenset(given)


def _with_target(limit: Limit, targets: dict[str, object]) -> Limit:
    """A row that only says what comes in, completed with the limit the words state."""
    found = targets.get(limit.parameter)
    if limit.target is not None or found is None or limit.unit not in ("", found.unit):
        return limit
    return replace(limit, target=found.target, unit=found.unit, direction=found.direction)


def _with_inlet(limit: Limit, row: Limit | None) -> Limit:
    """A standard's limit with the inlet that was typed for it, where both are in one unit."""
    if row is None or limit.direction == "at-least" or row.unit not in ("", limit.unit):
        return limit
    return replace(limit, inlet=row.inlet)


def _merged(first: Iterable[Limit], then: Iterable[Limit]) -> tuple[Limit, ...]:
    first = tuple(first)
    stated = {limit.parameter for limit in first}
    return (*first, *(limit for limit in then if limit.parameter not in stated))


def _must(ground: Ask) -> frozenset[str]:
    return ground.must_have | {requirement_key(r) for r in ground.requirements if r.must}


def _with_must(ask: Ask, must: frozenset[str]) -> tuple[object, ...]:
    return tuple(replace(r, must=requirement_key(r) in must) for r in ask.requirements)
