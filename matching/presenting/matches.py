"""A match as it is shown: who and what it is, verdicts, reasons, score, places where it runs, suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cms.countries import country_name
from cms.languages import data_language
from cms.models import DemonstrationProjectPage, SupplierPage, TechnologyPage, TechnologyWords
from cms.presenters.requirements import RequirementRow

from ..core.profiles import Match, NeedProfile, Outcome, Quantity, TechnologyProfile, Verdict
from ..selectors import SUPPLIERS, Around
from .address import Address
from .changes import change_sentences
from .reasons import Score, reason_sentences, score_of
from .said import Said
from .verdicts import verdict_row
from .words import code_label, requirement_name

ROWS = 8  # with more, what nobody states is named in one line instead of a row each
PLANTS = 3
REFERENCES = 2  # of enterprises in the field, where no plant with the technology itself is known


@dataclass(frozen=True)
class ShownTitle:
    """The title in the reader's language, and the original where it is another: text and language of each."""

    text: str
    language: str
    machine: bool = False
    other: str = ""
    other_language: str = ""


@dataclass(frozen=True)
class Place:
    """A name with its address; ``country`` in the reader's language, ``unclaimed`` for a profile nobody claimed."""

    name: str
    url: str
    country: str = ""
    year: int | None = None
    unclaimed: bool = False


@dataclass(frozen=True)
class Reference:
    """A plant of an enterprise in the field; nothing says that it runs this very technology."""

    name: str
    year: int | None
    owner: Place


@dataclass(frozen=True)
class Practice:
    """Where a technology runs: plants, and a sentence where there is none at all or none in the country.

    ``references`` are plants in the country by enterprises of the field.
    """

    plants: tuple[Place, ...]
    sentence: str
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Card:
    """Everything the template shows of one match."""

    rank: int
    id: str
    url: str
    title: ShownTitle
    listing_type: str
    trl: int | None
    energy: Quantity | None
    opex: Quantity | None
    sample: bool
    rows: list[RequirementRow]
    silent: list[str]
    reasons: list[SafeString]
    score: Score
    practice: Practice
    changes: list[SafeString]
    supplier: Place | None
    field: list[Place]
    more: int
    fails_must: bool
    test_url: str

    @property
    def any_unclaimed(self) -> bool:
        """Whether one of the enterprises named has not claimed its profile."""
        return any(place.unclaimed for place in (*self.field, *([self.supplier] if self.supplier else [])))


@dataclass(frozen=True)
class Setting:
    """What all cards of a page share."""

    request: HttpRequest
    need: NeedProfile
    around: Around
    said: Said
    address: Address


def card(rank: int, match: Match, profile: TechnologyProfile, key: int, setting: Setting) -> Card:
    """One match with what stands around it."""
    around = setting.around
    page, supplier = around.pages.get(key), around.supplier.get(key)
    others = [] if supplier else around.field.get(profile.group, ())
    rows, silent = table(match.verdicts)
    title = shown_title(profile, page, around.words.get(key))
    return Card(
        rank=rank,
        id=match.technology,
        url=page.get_url(setting.request) or "" if page else "",
        title=title,
        listing_type=code_label("listing-type", profile.listing_type),
        trl=profile.trl,
        energy=profile.energy_use,
        opex=profile.opex,
        sample=bool(page and page.is_sample),
        rows=rows,
        silent=silent,
        reasons=reason_sentences(match, setting.need, setting.said),
        score=score_of(match),
        practice=practice(around.demonstrations.get(key, ()), [supplier] if supplier else others, setting),
        changes=change_sentences(match.missing),
        supplier=enterprise(supplier, setting.request) if supplier else None,
        field=[enterprise(other, setting.request) for other in others[:SUPPLIERS]],
        more=max(0, len(others) - SUPPLIERS),
        fails_must=match.fails_must,
        test_url=setting.address.testing(title.text, setting.need),
    )


def shown_title(
    profile: TechnologyProfile, page: TechnologyPage | None, words: TechnologyWords | None
) -> ShownTitle:
    """The title as the reader reads it. Beside a translation stands the original, beside English the Chinese name."""
    english = profile.words["en"].title if "en" in profile.words else profile.id
    own = page.title if page else english
    if words is not None:
        machine = words.origin == TechnologyWords.Origin.MACHINE
        return ShownTitle(words.title, words.language, machine, own, "en")
    language = data_language()
    if language != "en" and language in profile.words:  # inherited from a reference sheet
        return ShownTitle(own, "en", False, profile.words[language].title, language)
    chinese = profile.words.get("zh")
    return ShownTitle(own, "en", False, chinese.title if chinese else "", "zh")


def table(verdicts: Sequence[Verdict]) -> tuple[list[RequirementRow], list[str]]:
    """Rows of the table, and the names of what is not stated where rows for them would drown the others."""
    if len(verdicts) <= ROWS:
        return [verdict_row(v) for v in verdicts], []
    stated = [v for v in verdicts if v.outcome is not Outcome.NOT_STATED or v.requirement.must]
    silent = [v for v in verdicts if v.outcome is Outcome.NOT_STATED and not v.requirement.must]
    return [verdict_row(v) for v in stated], list(
        dict.fromkeys(requirement_name(v.requirement) for v in silent)
    )


def practice(
    plants: Sequence[DemonstrationProjectPage], enterprises: Sequence[SupplierPage], setting: Setting
) -> Practice:
    """Plants in the country first; where there are none, that is said."""
    country = setting.need.country
    references = _references(enterprises, country, setting.request)
    places = tuple(
        Place(p.title, p.get_url(setting.request) or "", country_name(p.country) if p.country else "", p.year)
        for p in plants[:PLANTS]
    )
    if not plants:
        return Practice((), gettext("No plant with this technology is in the catalogue yet."), references)
    if country and all(p.country != country for p in plants):
        elsewhere = gettext("None seen in %(country)s; elsewhere:") % {"country": country_name(country)}
        return Practice(places, elsewhere, references)
    return Practice(places, "")


def _references(
    enterprises: Sequence[SupplierPage], country: str, request: HttpRequest
) -> tuple[Reference, ...]:
    """Plants in the need's country, the latest first, at most one of each enterprise."""
    found = []
    for supplier in enterprises if country else ():
        own = [r for r in supplier.references.all() if r.country == country]
        if own:
            latest = max(own, key=lambda r: r.year or 0)
            found.append(Reference(latest.name, latest.year, enterprise(supplier, request)))
    return tuple(sorted(found, key=lambda r: -(r.year or 0))[:REFERENCES])


def enterprise(supplier: SupplierPage, request: HttpRequest) -> Place:
    """A supplier with its country."""
    return Place(
        name=supplier.title,
        url=supplier.get_url(request) or "",
        country=country_name(supplier.country) if supplier.country else "",
        unclaimed=not supplier.claimed,
    )
