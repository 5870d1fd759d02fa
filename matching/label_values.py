"""What a page or a script is given about a label partner: plain values only."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    """An agreement as a hop's evidence. Dates are as exact as the source; ``scope`` is a code of ``core.Scope``."""

    code: str
    kind: str
    year: int | None
    signed_on: str
    scope: str
    scope_text: str
    scope_words: tuple[str, ...]
    detail: str
    sources: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ShownHop:
    """One hop of a path: names are English where the scheme is known, else empty with only the country's code."""

    from_scheme: str
    from_name: str
    from_country: str
    to_scheme: str
    to_name: str
    to_country: str
    scope: str
    agreements: tuple[ShownAgreement, ...]
    naming_others: tuple[ShownAgreement, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """A firm seen with a certified product. The product's page has the URL name ``cms:product`` and this code."""

    company: str
    country: str
    product: str
    code: str


@dataclass(frozen=True, slots=True)
class ShownCriteria:
    """Criteria of the scheme for the group, in the scheme's words."""

    name: str
    document: str
    version: str
    standing: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Caveat:
    """A doubt: a stable code, the sentence in the reader's language, and what it is about."""

    code: str
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class LabelPartner:
    """A label that can serve the need. Every value is plain; prose of sources is English (``en``).

    ``why`` is ``there``, ``recognised`` or ``elsewhere``. ``steps`` and ``tests`` are those of ``apply_to``, the
    scheme whose procedure remains; empty means not stated. ``products`` and ``companies`` count what was seen.
    """

    scheme: str
    page: int
    url: str
    name: str
    local_name: str
    local_language: str
    country: str
    group: str
    group_name: str
    group_language: str
    why: str
    why_text: str
    body: str
    contact: str
    apply_to: str
    apply_to_name: str
    apply_to_body: str
    apply_to_contact: str
    next_step: str
    steps: tuple[str, ...]
    tests: tuple[str, ...]
    duration: str
    route: str
    criteria: tuple[ShownCriteria, ...]
    hops: tuple[ShownHop, ...]
    products: int
    companies: int
    holders: tuple[Holder, ...]
    caveats: tuple[Caveat, ...]
    held: bool = field(default=False)

    def as_json(self) -> dict[str, object]:
        """Everything as JSON can say it."""
        return asdict(self)
