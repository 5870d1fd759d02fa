"""The catalogue as arrays: what is needed to score every technology for a need at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize

from .points import POINTS
from .profiles import TechnologyProfile
from .text import LatentSpace, Lexicon
from .verdict_table import VerdictTable


@dataclass
class Catalogue:
    """n technologies: profiles, the words of their documents, and the vectors of two encoders.

    ``latent`` has shape (n, k); ``encoded`` has shape (n, views, d), ``None`` without a semantic encoder; both are of
    unit length. Rows are ordered as ``profiles``. ``points`` are what each signal is worth.
    """

    profiles: Sequence[TechnologyProfile]
    lexicon: Lexicon
    space: LatentSpace | None = None
    latent: np.ndarray | None = None
    encoded: np.ndarray | None = None
    points: Mapping[str, float] = field(default_factory=lambda: POINTS)

    def __len__(self) -> int:
        return len(self.profiles)

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Row of each technology id."""
        return {profile.id: row for row, profile in enumerate(self.profiles)}

    @cached_property
    def verdicts(self) -> VerdictTable:
        """What every technology states, ready to be judged at once."""
        return VerdictTable.of(self.profiles)

    @cached_property
    def ties(self) -> np.ndarray:
        """What orders equal scores, uint64 of shape (n,): the same every time, and no name can choose it."""
        return np.array([tie(profile.id) for profile in self.profiles], np.uint64)

    @cached_property
    def proven(self) -> np.ndarray:
        """Readiness level 9, and a figure measured at a plant, float of shape (n, 2)."""
        rows = [
            ((p.trl or 0) >= 9, any(line.basis == "measured at a plant" for line in p.performance))
            for p in self.profiles
        ]
        return np.asarray(rows, np.float64).reshape(len(rows), 2)

    @cached_property
    def present(self) -> Mapping[str, np.ndarray]:
        """Rows of the technologies with service or a plant in each country."""
        found: dict[str, list[int]] = {}
        for row, profile in enumerate(self.profiles):
            for country in profile.countries | {reference.country for reference in profile.references}:
                found.setdefault(country, []).append(row)
        return {country: np.array(rows, np.intp) for country, rows in found.items()}

    @cached_property
    def codes(self) -> tuple[Mapping[str, int], sp.csc_matrix]:
        """Column of each ``scheme/code`` and the incidence matrix, n × codes, of sectors, media and parameters."""
        columns: dict[str, int] = {}
        rows, cols = [], []
        for row, profile in enumerate(self.profiles):
            for key in profile_codes(profile):
                rows.append(row)
                cols.append(columns.setdefault(key, len(columns)))
        shape = (len(self.profiles), max(1, len(columns)))
        return columns, sp.csc_matrix((np.ones(len(rows), np.float32), (rows, cols)), shape=shape)

    @cached_property
    def neighbours(self) -> sp.csr_matrix:
        """Which technologies name each other as alternatives or complements, each row summing to one, n × n."""
        pairs = {
            pair
            for row, profile in enumerate(self.profiles)
            for other in profile.related
            if other in self.rows
            for pair in ((row, self.rows[other]), (self.rows[other], row))
        }
        rows, cols = zip(*pairs, strict=True) if pairs else ((), ())
        shape = (len(self.profiles), len(self.profiles))
        return normalize(sp.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=shape), norm="l1")

    def share_of(self, keys: Sequence[str]) -> np.ndarray:
        """For each technology the share of ``keys`` that it carries, shape (n,); zeros where no key is asked."""
        if not keys:
            return np.zeros(len(self.profiles))
        columns, table = self.codes
        known = [columns[key] for key in keys if key in columns]
        return np.asarray(table[:, known].sum(axis=1)).ravel() / len(keys)


def tie(technology: str) -> int:
    """Orders equal scores: a hash of the id."""
    return int.from_bytes(hashlib.blake2b(technology.encode(), digest_size=8).digest())


def profile_codes(profile: TechnologyProfile) -> list[str]:
    """The codes of a technology that a need can share, as ``scheme/code``."""
    return [
        *(f"sector/{code}" for code in sorted(profile.sectors)),
        *(f"medium/{code}" for code in sorted(profile.media)),
        *(f"parameter/{code}" for code in sorted(profile.parameters)),
    ]
