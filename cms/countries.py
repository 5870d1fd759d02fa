"""Countries and the regions that issue labels, by ISO 3166 code, named from the Unicode CLDR in ten languages."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from .languages import data_language, django_language

ASEAN = ("BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "TL", "VN")
MEMBERS = (*ASEAN, "CN")
# Issues a label but is no country of ISO 3166.
NORDIC = "NORDIC"
# The names used between the governments, as in the facts we ship; CLDR has the everyday ones.
_OFFICIAL = {
    "en": {
        "BN": "Brunei Darussalam",
        "HK": "Hong Kong, China",
        "LA": "Lao PDR",
        "MM": "Myanmar",
        "TW": "Chinese Taipei",
        "VN": "Viet Nam",
    },
    "zh": {"HK": "中国香港", "TW": "中华台北"},
}


@lru_cache(maxsize=16)
def _territories(language: str) -> dict[str, str]:
    names = dict(Locale.parse(django_language(language).replace("-hans", "_Hans")).territories)
    return names | _OFFICIAL.get(language, {})


def country_name(code: str, language: str | None = None) -> str:
    """The country's name in a language (the active one by default); the code itself where CLDR has none."""
    if code == NORDIC:
        return str(_("Nordic countries"))
    language = data_language(language)
    return _territories(language).get(code) or _territories("en").get(code, code)


def is_country(code: str) -> bool:
    """Whether the code names a country or a label-issuing region."""
    return code == NORDIC or (len(code) == 2 and code in _territories("en"))


def country_choices() -> list[tuple[str, str]]:
    """Choices for a form field: members of ASEAN and China first, then all others by name."""
    names = _territories("en")
    others = sorted((n, c) for c, n in names.items() if len(c) == 2 and c.isalpha() and c not in MEMBERS)
    first = sorted((country_name(c, "en"), c) for c in MEMBERS)
    return [(c, n) for n, c in first] + [(NORDIC, "Nordic countries")] + [(c, n) for n, c in others]


country_name_lazy = lazy(country_name, str)
