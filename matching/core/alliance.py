"""The values of the eco-label alliance: schemes, their criteria, agreements between them, and ways from one to another.

Only what is stated counts as recognised. An agreement without product groups proves nothing for one group, and
says so in every hop that rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

__all__ = [
    "REGIONS",
    "Agreement",
    "Criteria",
    "Evidence",
    "Holdings",
    "Hop",
    "Party",
    "Path",
    "Scheme",
    "Scope",
    "Standing",
    "Stop",
    "areas",
]

# Labels that several countries issue together. The EU Ecolabel holds in the European Economic Area. General knowledge.
REGIONS: dict[str, frozenset[str]] = {
    "NORDIC": frozenset(["DK", "FI", "IS", "NO", "SE"]),
    "EU": frozenset(
        [
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
            "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
        ]
    ),
}  # fmt: skip


def areas(country: str) -> frozenset[str]:
    """The country itself and every region whose label holds there."""
    return frozenset({country, *(region for region, members in REGIONS.items() if country in members)})


class Standing(StrEnum):
    """Whether criteria can be applied for now."""

    IN_FORCE = "in-force"
    ENDING = "ending"
    PLANNED = "planned"
    ENDED = "ended"


class Scope(IntEnum):
    """What an agreement says about one product group; the smaller the better evidenced."""

    NAMED = 0  # the group is among those it names
    IN_WORDS = 1  # it describes its products in words that are no group of ours
    NOT_STATED = 2  # it names no products at all: no proof for this group
    OTHER_GROUPS = 3  # it names groups, and this one is not among them

    @property
    def code(self) -> str:
        """The value for templates and JSON: ``named``, ``in-words``, ``not-stated``, ``other-groups``."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A label. ``country`` is an ISO code or a region's ('NORDIC', 'EU'); ``exists`` is false where a record only
    says that a country has no label. Lists hold the procedure in the words of its source, empty where not stated.
    """

    slug: str
    name: str
    country: str
    body: str = ""
    region: str = ""
    exists: bool = True
    status: str = ""
    contact: str = ""
    steps: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    duration: str = ""
    route: str = ""  # what the scheme itself says about holders of other labels
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Criteria:
    """A scheme's criteria for a product group; ``confirmed`` is false where nobody saw them on a page."""

    scheme: str
    group: str
    name: str = ""
    document: str = ""
    version: str = ""
    standing: Standing = Standing.IN_FORCE
    status: str = ""
    confirmed: bool = True

    @property
    def usable(self) -> bool:
        """Whether an applicant can be certified by them now."""
        return self.standing in (Standing.IN_FORCE, Standing.ENDING)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Products of a group seen as certified by a scheme, and how many firms hold them; ``ended`` is how many carry
    an end date that has passed. Their present state is not known otherwise.
    """

    scheme: str
    group: str
    products: int
    companies: int
    ended: int = 0


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an agreement. ``scheme`` is empty where the country has no scheme we know, or several and the
    body does not tell which.
    """

    country: str
    body: str = ""
    scheme: str = ""

    @property
    def key(self) -> str:
        """What the party is in the graph: its scheme, else its country."""
        return self.scheme or self.country


@dataclass(frozen=True, slots=True)
class Agreement:
    """A dated agreement. ``groups`` are product group codes, ``scope`` the source's own words.

    ``signed_on`` is as exact as the source: '2005', '2005-01' or '2005-01-25', empty where no date is known.
    """

    code: str
    parties: tuple[Party, ...]
    kind: str
    recognises: bool = True
    year: int | None = None
    signed_on: str = ""
    groups: frozenset[str] = frozenset()
    scope: tuple[str, ...] = ()
    detail: str = ""
    sources: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()

    def scope_for(self, group: str) -> Scope:
        """What the agreement says about a product group."""
        if group in self.groups:
            return Scope.NAMED
        if self.groups:
            return Scope.OTHER_GROUPS
        return Scope.IN_WORDS if self.scope else Scope.NOT_STATED

    def in_force_by(self, day: str) -> bool:
        """Whether it was signed by an ISO day, as exactly as its date is known. Undated: not proven, so false."""
        signed = self.signed_on or (str(self.year) if self.year else "")
        return bool(signed) and signed <= day[: len(signed)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One agreement behind a hop, and what it says about the product group."""

    agreement: Agreement
    scope: Scope


@dataclass(frozen=True, slots=True)
class Hop:
    """A step from one stop to the next. ``evidence`` holds every agreement that may carry it, the best first;
    ``other`` those between the same two that name other groups only.
    """

    origin: str
    destination: str
    evidence: tuple[Evidence, ...]
    other: tuple[Agreement, ...] = ()

    @property
    def scope(self) -> Scope:
        """The best that is stated for the group."""
        return self.evidence[0].scope

    @property
    def year(self) -> int | None:
        """The year of the best evidence."""
        return self.evidence[0].agreement.year


@dataclass(frozen=True, slots=True)
class Stop:
    """A label on the way, or a country whose label is not known. ``criteria`` tells whether criteria for the group
    were seen there, or an agreement names the group with this party.
    """

    key: str
    country: str
    scheme: str = ""
    criteria: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A way from a label to a country: n + 1 stops and n hops. Recognition is not inherited: each further hop opens
    only once the label of the stop before it is held.
    """

    stops: tuple[Stop, ...]
    hops: tuple[Hop, ...]

    @property
    def scope(self) -> Scope:
        """What is stated for the weakest hop."""
        return max(hop.scope for hop in self.hops)

    @property
    def holds(self) -> bool:
        """Whether every label to be won on the way, before the last, has criteria for the group."""
        return all(stop.criteria for stop in self.stops[1:-1])

    @property
    def newest(self) -> int:
        """The year of the oldest link, 0 where one has none: a chain is as new as that."""
        return min(hop.year or 0 for hop in self.hops)
