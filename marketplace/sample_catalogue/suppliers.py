"""Made-up suppliers, each with a few fields of work and forty listings in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cms.countries import ASEAN, country_name

from . import words
from .draws import Draws
from .sheets import Sheet

LISTINGS_EACH = 40
SLUG = "sample-catalogue-supplier-"  # addresses that nobody chooses by hand
# Made-up days, always the same ones, so that a run gives the same rows whenever it is made.
_FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
_CHINA = 0.4  # the share of suppliers from China; the rest are spread over ASEAN
_MOST_SECTORS = 6


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier before it is written. ``portfolio`` are the sheets that its listings are varied from."""

    number: int
    title: str
    slug: str
    brand: str
    country: str
    active_in: Sequence[str]
    published: datetime
    columns: Mapping[str, Any]
    codes: Mapping[str, Sequence[int]]
    portfolio: Sequence[Sheet]


def compose_supplier(number: int, seed: int, sheets: Sequence[Sheet]) -> Supplier:
    """The supplier of a number; the same for the same seed and sheets."""
    draws = Draws("supplier", seed, number)
    brand, country = words.brand(draws), _country(draws)
    portfolio = draws.some(sheets, 3, 8)
    active_in = [country, *draws.some([code for code in ASEAN if code != country], 0, 5)]
    field = words.inside(draws.one(portfolio).title)
    return Supplier(
        number=number,
        title=words.titled(f"{brand} {words.company(draws)}"),
        slug=f"{SLUG}{number + 1}",
        brand=brand,
        country=country,
        active_in=active_in,
        published=_FIRST_DAY + timedelta(minutes=draws.whole(0, 365 * 24 * 60)),
        columns={
            "country": country,
            "founded": draws.whole(1980, 2022),
            "summary": f"A made-up enterprise in {country_name(country, 'en')} for trying things out. It offers "
            f"{field} and more, mainly for {words.place(draws)} and {words.place(draws)}.",
            # The notice of an unclaimed profile says that it was written from public facts. This one was not.
            "claimed": True,
            "is_sample": True,
        },
        codes={
            "technology_groups": _once(sheet.columns["group_id"] for sheet in portfolio),
            "sectors": draws.some(_once(c for s in portfolio for c in s.codes["sectors"]), 1, _MOST_SECTORS),
        },
        portfolio=portfolio,
    )


def _country(draws: Draws) -> str:
    return "CN" if draws.happens(_CHINA) else draws.one(ASEAN)


def _once(values: Any) -> list[Any]:
    return list(dict.fromkeys(values))
