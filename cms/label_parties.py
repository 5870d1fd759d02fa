"""Which label scheme a party of a recognition agreement stands for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Issuer(NamedTuple):
    """A scheme that exists, with its country and the body that issues it."""

    slug: str
    country: str
    body: str


def scheme_of_party(country: str, body: str, issuers: Iterable[Issuer]) -> str:
    """The slug of the scheme a party stands for; empty where none, or more than one, fits.

    A country with one scheme is that scheme. Otherwise the abbreviation of the body decides (CEC, KEITI), found
    among the capitals of the scheme's issuing body.
    """
    own = [issuer for issuer in issuers if issuer.country == country]
    if len(own) == 1:
        return own[0].slug
    marks = _abbreviations(body)
    fitting = [issuer.slug for issuer in own if marks & _abbreviations(issuer.body)]
    return fitting[0] if len(fitting) == 1 else ""


def _abbreviations(text: str) -> set[str]:
    words = "".join(c if c.isalnum() else " " for c in text).split()
    return {word for word in words if len(word) > 1 and word.isupper()}
