"""Made-up listings: each is one reference sheet, told as a supplier would, with numbers of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from cms.facts.streams import sentences
from cms.models import Concept, PerformanceLine, Scheme
from matching import encoders
from matching.core.profiles import TechnologyProfile, Words

from . import words
from .draws import Draws
from .figures import Span, vary, vary_capacity, vary_line
from .sheets import CODES, SENTENCES, Sheet
from .suppliers import Supplier

_BASES = {
    PerformanceLine.Basis.CLAIM.value: 70,
    PerformanceLine.Basis.DESIGN.value: 18,
    PerformanceLine.Basis.MEASURED.value: 12,
}
_EVIDENCE = {"self-declared": 60, "document": 20, "demonstrated": 12, "verified": 5, "expert-scored": 3}
_LEVELS_BELOW = {0: 70, 1: 15, 2: 8, 3: 5, 4: 2}  # how far below its sheet a listing's readiness lies
_LOWEST_LEVEL = 5
_KEPT_LINE = 0.85
# How far a listing's meaning lies from its sheet's, as a share of the vector's length.
_NOISE = 0.25


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Primary keys of the codes that a listing has and its sheet has not."""

    maturity: Mapping[str, int]
    evidence: Mapping[str, int]

    @classmethod
    def read(cls) -> Vocabulary:
        """From the database, in one query."""
        rows = Concept.objects.filter(scheme__in=[Scheme.MATURITY, Scheme.EVIDENCE])
        pks = {(scheme, code): pk for scheme, code, pk in rows.values_list("scheme", "code", "pk")}
        return cls(
            *({c: pk for (s, c), pk in pks.items() if s == w} for w in (Scheme.MATURITY, Scheme.EVIDENCE))
        )


@dataclass(frozen=True, slots=True)
class ListingVectors:
    """What stands in for an encoder's reading of a listing; ``data`` is float16, views x dimensions."""

    encoder: str
    text_hash: str
    views: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing before it is written. ``codes`` are primary keys by the name of their field."""

    number: int
    title: str
    slug: str
    published: datetime
    columns: Mapping[str, Any]
    codes: Mapping[str, Sequence[int]]
    lines: Sequence[Mapping[str, Any]]
    vectors: Sequence[ListingVectors]


def compose_listing(number: int, seed: int, supplier: Supplier, vocabulary: Vocabulary) -> Listing:
    """The listing of a number; the same for the same seed and sheets, however many listings there are."""
    draws = Draws("listing", seed, number)
    sheet = draws.one(supplier.portfolio)
    spans = {name: _span(name, sheet, draws) for name in sheet.spans}
    said = _words(sheet, supplier, spans["capacity"], draws)
    lines = [vary_line(line, draws) for line in sheet.lines if draws.happens(_KEPT_LINE)]
    lines = lines or [vary_line(line, draws) for line in sheet.lines[:1]]
    return Listing(
        number=number,
        title=said["title"],
        slug=f"{sheet.slug[:200]}-sample-{number + 1}",
        published=supplier.published + timedelta(minutes=draws.whole(1, 300 * 24 * 60)),
        columns={
            **sheet.columns,
            **{
                f"{n}_{end}": v
                for n, span in spans.items()
                for end, v in zip(("min", "max"), span, strict=True)
            },
            "summary": said["summary"],
            "problem": said["problem"],
            "other_names": json.loads(sentences([said["name"]])),
            **{name: draws.some(sheet.sentences[name], 1, 3) for name in SENTENCES},
            "lifetime_years": vary((sheet.lifetime, None), "year", draws)[0],
            **_readiness(sheet, vocabulary, draws),
            "evidence_id": vocabulary.evidence.get(draws.weighted(_EVIDENCE)),
            "is_sample": True,
        },
        codes=_codes(sheet, lines, draws),
        lines=[{**line, "basis": draws.weighted(_BASES)} for line in lines],
        vectors=_vectors(sheet, said, [seed, number]),
    )


def _span(name: str, sheet: Sheet, draws: Draws) -> Span:
    unit = sheet.columns[f"{name}_unit"]
    return (vary_capacity if name == "capacity" else vary)(sheet.spans[name], unit, draws)


def _words(sheet: Sheet, supplier: Supplier, capacity: Span, draws: Draws) -> dict[str, str]:
    """Name, title, summary and problem of the listing, in English."""
    name = f"{supplier.brand} {words.model(draws)}"
    trait, kind = words.trait(sheet.listing_type, draws), words.inside(sheet.title)
    described = f"{trait} {kind}"
    made = words.means(sheet.listing_type, draws)
    size = ""
    if None not in capacity:
        low, high = (f"{end:.12g}" for end in capacity)
        size = f" Serves {low} to {high} {sheet.columns['capacity_unit']}."
    return {
        "name": name,
        "title": words.titled(f"{words.capital(described)} {name}"),
        "summary": f"{name}: {described}, {made}, for {words.place(draws)}.{size} {sheet.summary}",
        "problem": f"{sheet.problem} {words.concern(draws)}",
    }


def _readiness(sheet: Sheet, vocabulary: Vocabulary, draws: Draws) -> dict[str, Any]:
    """Readiness level and maturity, which the vocabulary ties to each other; as the sheet's where it states none."""
    below = draws.weighted(_LEVELS_BELOW)
    if sheet.trl is None or below == 0:
        return {"trl": sheet.trl, "maturity_id": sheet.maturity_id}
    level = max(min(sheet.trl, _LOWEST_LEVEL), sheet.trl - below)
    stage = "demonstration" if level >= 7 else "pilot" if level >= 5 else "research"
    return {"trl": level, "maturity_id": vocabulary.maturity.get(stage, sheet.maturity_id)}


def _codes(sheet: Sheet, lines: Sequence[Mapping[str, Any]], draws: Draws) -> dict[str, Sequence[int]]:
    """Codes of the sheet, some of them left out; a parameter stays where a line speaks of it."""
    found: dict[str, Sequence[int]] = {name: draws.some(sheet.codes[name], 1, 5) for name in CODES}
    dropped = {line["parameter_id"] for line in sheet.lines} - {line["parameter_id"] for line in lines}
    found["media"] = sheet.codes["media"]
    found["parameters"] = [pk for pk in sheet.codes["parameters"] if pk not in dropped]
    found["reference_sheets"] = [sheet.pk]
    return found


def _vectors(sheet: Sheet, said: Mapping[str, str], key: Sequence[int]) -> list[ListingVectors]:
    """The sheet's vectors moved a little, at unit length. No encoder has read the listing; the hash says otherwise,
    so that ``encode_changed`` does not spend hours on a made-up catalogue.
    """
    if not sheet.vectors:
        return []
    text = {"en": Words(said["title"], said["summary"], said["problem"])}
    digest = encoders.text_hash(encoders.views(TechnologyProfile(id="", words=text)))
    noise = np.random.default_rng(key)
    moved = []
    for vectors in sheet.vectors:
        count, size = vectors.data.shape
        rows = vectors.data + noise.standard_normal((count, size), dtype=np.float32) * (_NOISE / size**0.5)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        moved.append(ListingVectors(vectors.encoder, digest, count, rows.astype(np.float16).tobytes()))
    return moved
