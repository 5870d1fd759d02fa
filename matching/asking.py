"""What someone asks, from whatever door it comes (page, command line, file, a posted need), made a need profile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Count, Max

from cms import units
from cms.models import Concept, ConceptLabel, ProductGroup, Scheme, SynonymGroup

from .core.concepts import ConceptTerm
from .core.profiles import NeedProfile, Requirement
from .core.understanding import Limit, Reading, Understanding
from .labels import product_group_terms


@dataclass(frozen=True)
class Ask:
    """A question with what was stated outright. Everything but one of ``title`` and ``text`` may be empty.

    ``must_have`` names the requirements that must be met, by parameter code or by kind (``capacity``): a limit is a
    must only where the asker says so, since most treatment is done in steps and one step alone seldom meets a limit.
    ``dropped`` names what was understood and is to be forgotten, as ``scheme/code``, ``country/VN`` or
    ``requirement/cod``; ``added`` holds codes to add.
    """

    title: str = ""
    text: str = ""
    id: str = ""
    language: str | None = None
    country: str = ""
    media: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    capacity: tuple[float, str] | None = None
    limits: tuple[Limit, ...] = ()
    must: tuple[str, ...] = ()
    nice: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    must_have: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()


_lock = threading.Lock()
_kept: dict[str, tuple[tuple[object, ...], Understanding]] = {}


def understanding() -> Understanding:
    """The reader of needs, built from the vocabulary as it is now."""
    found = ConceptLabel.objects.aggregate(rows=Count("pk"), last=Max("pk"))
    stamp = (found["rows"], found["last"], SynonymGroup.objects.count(), ProductGroup.objects.count())
    with _lock:
        kept = _kept.get("reader")
        if kept is None or kept[0] != stamp:
            own = dict(Concept.objects.of(Scheme.PARAMETER).values_list("code", "unit"))
            kept = (stamp, Understanding(list(_terms()), units, parameter_units=own))
            _kept["reader"] = kept
        return kept[1]


def forget() -> None:
    """Drop the reader, so that the next question builds it again; called when the vocabulary changes."""
    _kept.clear()


def understand(ask: Ask) -> Reading:
    """The need profile of a question and what is doubtful about it. Never raises on bad input."""
    reading = understanding().read(
        ask.text,
        ask.language,
        id=ask.id,
        title=ask.title,
        country=ask.country if "country" not in ask.dropped else "",
        media=ask.media,
        sectors=ask.sectors,
        capacity=ask.capacity,
        limits=ask.limits,
        must=ask.must,
        nice=ask.nice,
    )
    return replace(reading, profile=_corrected(reading.profile, ask))


def requirement_key(requirement: Requirement) -> str:
    """How a requirement is called in addresses and on the command line: its parameter, or its kind."""
    return requirement.parameter or requirement.kind.value


def _corrected(profile: NeedProfile, ask: Ask) -> NeedProfile:
    """The profile without what the asker dropped, and with the must-haves the asker named."""
    dropped = ask.dropped
    own = {requirement_key(requirement) for requirement in ask.requirements}
    kept = [
        replace(requirement, must=requirement_key(requirement) in ask.must_have)
        for requirement in profile.requirements
        if f"requirement/{requirement_key(requirement)}" not in dropped
        and requirement_key(requirement) not in own
    ]
    return replace(
        profile,
        country="" if f"country/{profile.country}" in dropped else profile.country,
        media=frozenset(code for code in profile.media if f"medium/{code}" not in dropped),
        sectors=frozenset(code for code in profile.sectors if f"sector/{code}" not in dropped),
        parameters=frozenset(code for code in profile.parameters if f"parameter/{code}" not in dropped),
        product_groups=frozenset(c for c in profile.product_groups if f"product-group/{c}" not in dropped),
        requirements=(*ask.requirements, *kept),
        stated=frozenset(f"medium/{c}" for c in ask.media) | frozenset(f"sector/{c}" for c in ask.sectors),
    )


def _terms() -> Iterator[ConceptTerm]:
    """Every name of every concept, product group and synonym, in all languages."""
    for scheme, code, label in Concept.objects.values_list("scheme", "code", "label"):
        yield ConceptTerm(f"{scheme}/{code}", "en", label)
    rows = ConceptLabel.objects.values_list(
        "concept__scheme", "concept__code", "language", "label", "alternatives", "sure"
    )
    for scheme, code, language, label, alternatives, sure in rows:
        for text in (label, *alternatives):
            if text:
                yield ConceptTerm(f"{scheme}/{code}", language, text, sure)
    for code, terms in SynonymGroup.objects.values_list("code", "terms"):
        for language, texts in terms.items():
            for text in texts:
                yield ConceptTerm(f"synonym/{code}", language, text)
    for code, language, text in product_group_terms():
        yield ConceptTerm(f"product-group/{code}", language, text)
