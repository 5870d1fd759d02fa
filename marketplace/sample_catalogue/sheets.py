"""The reference sheets as the generator needs them: read once, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cms.models import PerformanceLine, ReferenceLibraryPage, TechnologyPage
from matching.models import TechnologyVector

from .figures import Span

CODES = ("media", "sectors", "parameters", "cooperation")
SENTENCES = ("limits_of_use", "site_needs", "residues")
# What a listing says as its sheet does; the ranges themselves are varied.
_TAKEN_OVER = (
    *("principle", "group_id", "listing_type_id", "operator_skill_id", "sdgs"),
    *("capacity_unit", "capacity_modular", "footprint_unit", "footprint_basis", "energy_use_unit"),
    *("energy_use_basis", "capex_unit", "capex_basis", "capex_year", "opex_unit", "opex_basis", "opex_year"),
)
_OF_A_LINE = ("parameter_id", "unit", "conditions")
_ENDS_OF_A_LINE = tuple(
    f"{part}_{end}" for part in ("inlet", "outlet", "removal", "value") for end in ("min", "max")
)


class NoSheets(Exception):  # noqa: N818 - a state to name, not a fault
    """There is nothing to vary: no published sheet below the reference library, or no library."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """What an encoder made of a sheet: unit vectors, shape (views, d)."""

    encoder: str
    data: np.ndarray


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``codes`` and the ids in ``columns`` are primary keys; ``sentences`` are blocks of stream fields."""

    pk: int
    slug: str
    title: str
    summary: str
    problem: str
    listing_type: str
    columns: Mapping[str, Any]
    spans: Mapping[str, Span]
    lifetime: float | None
    trl: int | None
    maturity_id: int | None
    sentences: Mapping[str, Sequence[Mapping[str, Any]]]
    codes: Mapping[str, Sequence[int]]
    lines: Sequence[Mapping[str, Any]]
    vectors: Sequence[Vectors]


def read_sheets() -> list[Sheet]:
    """Every published sheet of the library, in the order of their slugs. Raises ``NoSheets``."""
    library = ReferenceLibraryPage.objects.first()
    if library is None:
        raise NoSheets
    pages = TechnologyPage.objects.live().child_of(library).order_by("slug")
    pages = list(pages.select_related("listing_type").prefetch_related(*CODES, "performance"))
    if not pages:
        raise NoSheets
    vectors = _vectors([page.pk for page in pages])
    return [_sheet(page, vectors[page.pk]) for page in pages]


def _vectors(pks: Sequence[int]) -> Mapping[int, list[Vectors]]:
    found: dict[int, list[Vectors]] = defaultdict(list)
    for row in TechnologyVector.objects.filter(page__in=pks).order_by("encoder"):
        data = np.frombuffer(bytes(row.data), dtype=np.float16).reshape(row.views, -1)
        found[row.page_id].append(Vectors(row.encoder, data.astype(np.float32)))
    return found


def _sheet(page: TechnologyPage, vectors: Sequence[Vectors]) -> Sheet:
    return Sheet(
        pk=page.pk,
        slug=page.slug,
        title=page.title,
        summary=page.summary,
        problem=page.problem,
        listing_type=page.listing_type.code,
        columns={name: getattr(page, name) for name in _TAKEN_OVER},
        spans={s: (getattr(page, f"{s}_min"), getattr(page, f"{s}_max")) for s in page.SPANS},
        lifetime=page.lifetime_years,
        trl=page.trl,
        maturity_id=page.maturity_id,
        sentences={name: list(getattr(page, name).raw_data) for name in SENTENCES},
        # The order of their codes, since the ids of one database are not those of another.
        codes={
            name: [c.pk for c in sorted(getattr(page, name).all(), key=lambda c: c.key)] for name in CODES
        },
        lines=[_line(line) for line in page.performance.all()],
        vectors=vectors,
    )


def _line(line: PerformanceLine) -> Mapping[str, Any]:
    return {name: getattr(line, name) for name in (*_OF_A_LINE, *_ENDS_OF_A_LINE)}
