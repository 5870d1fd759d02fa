"""Words of made-up suppliers and listings: invented names, and what tells one plant of a kind from another."""

from __future__ import annotations

from .draws import Draws

SAMPLE = "(sample)"  # at the end of every title, so that nobody takes one for an offer
LONGEST_TITLE = 255

# Syllables that make no word and, as far as was looked, no company.
_FIRST = (
    *("Zov", "Quim", "Brel", "Tarn", "Olv", "Vesk", "Yun", "Drev", "Kalp", "Morv", "Nalt", "Pesk", "Rund"),
    *("Selv", "Thim", "Ulk", "Wenz", "Xal", "Jorv", "Fesk", "Gund", "Halv", "Istr", "Larn", "Czem", "Omb"),
)
_MIDDLE = ("a", "e", "i", "o", "u", "ari", "elo", "ino", "oma", "uve", "ade", "iso", "ora", "ula", "eta")
_LAST = (
    "bar",
    "dex",
    "fin",
    "gor",
    "kel",
    "lun",
    "mar",
    "nix",
    "pon",
    "quar",
    "rim",
    "sil",
    "tor",
    "vik",
    "wen",
    "zal",
)
_COMPANIES = (
    *(
        "Environmental Technology",
        "Environment Engineering",
        "Clean Systems",
        "Eco Industries",
        "Water and Air",
    ),
    *("Green Works", "Process Equipment", "Resource Recovery", "Climate Solutions", "Environmental Services"),
)
_BUILT = frozenset({"equipment", "process"})
_TRAITS_BUILT = (
    *(
        "compact",
        "containerised",
        "modular",
        "skid-mounted",
        "low-energy",
        "remote-monitored",
        "corrosion-proof",
    ),
    *(
        "flood-proof",
        "prefabricated",
        "low-noise",
        "solar-assisted",
        "automatic",
        "quick-install",
        "salt-tolerant",
    ),
    *(
        "typhoon-rated",
        "two-stage",
        "low-maintenance",
        "tropical-duty",
        "variable-speed",
        "hybrid",
        "trailer-mounted",
    ),
    *(
        "double-walled",
        "underground",
        "indoor",
        "explosion-proof",
        "battery-backed",
        "self-cleaning",
        "multi-line",
    ),
)
_TRAITS_OTHER = (
    *("village-scale", "province-wide", "bilingual", "seasonal", "subscription", "data-driven", "farmer-led"),
    *(
        "low-cost",
        "rapid-start",
        "results-based",
        "audited",
        "online",
        "mobile",
        "community-led",
        "drone-supported",
    ),
    *(
        "satellite-supported",
        "school-linked",
        "women-led",
        "cooperative",
        "stepwise",
        "certified",
        "city-wide",
    ),
)
_MATERIALS = (
    *("316L stainless steel", "glass-fibre reinforced plastic", "high-density polyethylene", "duplex steel"),
    *(
        "epoxy-coated carbon steel",
        "reinforced concrete",
        "galvanised steel",
        "polypropylene",
        "rubber-lined steel",
    ),
    *(
        "titanium-clad steel",
        "basalt-fibre composite",
        "marine aluminium",
        "enamelled steel",
        "precast concrete",
    ),
    *("acid-proof brick", "recycled plastic", "weathering steel", "ceramic-coated steel", "treated bamboo"),
)
_MEANS = (
    *("training in the local language", "monthly visits", "a telephone hotline", "a shared data platform"),
    *("field schools", "spare parts held in the country", "yearly audits", "results published online"),
    *("a local partner", "a two-year pilot", "tablets for the field staff", "a revolving fund"),
)
_PLACES = (
    *("hot and humid sites", "islands with weak grids", "industrial parks", "river deltas", "upland towns"),
    *(
        "coastal towns with salty air",
        "dense city districts",
        "border markets",
        "fishing ports",
        "rice plains",
    ),
    *("mining districts", "tourist resorts", "textile clusters", "food markets", "plantation estates"),
    *("peat and swamp land", "school and hospital grounds", "export processing zones", "new housing estates"),
    *("flood-prone lowland", "karst and limestone areas", "volcanic soils", "reservoir catchments"),
)
_CONCERNS = (
    "Power fails several times a week.",
    "There is little land beside the plant.",
    "Staff change often and have had little training.",
    "Inspectors come unannounced and take their own samples.",
    "The load doubles in the harvest season.",
    "Heavy rain floods the yard every monsoon.",
    "Spare parts take months to arrive.",
    "Neighbours complain about smell and noise.",
    "The buyer abroad asks for proof of the figures.",
    "The budget covers the plant but hardly its running.",
    "The old plant must go on running while the new one is built.",
    "Water is scarce in the dry season.",
    "Salty air eats steel within a few years.",
    "Several small sites must share one operator.",
)


def brand(draws: Draws) -> str:
    """An invented name of a maker, one of some six thousand."""
    return draws.one(_FIRST) + draws.one(_MIDDLE) + draws.one(_LAST)


def company(draws: Draws) -> str:
    """What a maker calls itself beside its brand."""
    return draws.one(_COMPANIES)


def model(draws: Draws) -> str:
    """A maker's name for one product, e.g. ``KX-240``."""
    letters = "".join(draws.one("ABCDEFGHKLMNPRSTVWX") for _ in range(2))
    return f"{letters}-{draws.whole(10, 990)}"


def trait(listing_type: str, draws: Draws) -> str:
    """What is special about a plant, or about a service or a practice."""
    return draws.one(_TRAITS_BUILT if listing_type in _BUILT else _TRAITS_OTHER)


def place(draws: Draws) -> str:
    """Where a listing is at home."""
    return draws.one(_PLACES)


def concern(draws: Draws) -> str:
    """What else troubles a user."""
    return draws.one(_CONCERNS)


def means(listing_type: str, draws: Draws) -> str:
    """What a plant is made of, or what a service or a practice comes with."""
    if listing_type in _BUILT:
        return f"built of {draws.one(_MATERIALS)}"
    return f"with {draws.one(_MEANS)}"


def titled(text: str) -> str:
    """A title that says that it is a sample, within the length of the column."""
    return f"{text[: LONGEST_TITLE - len(SAMPLE) - 1].rstrip()} {SAMPLE}"


def inside(title: str) -> str:
    """A title as it stands inside a sentence: ``Bag filter`` becomes ``bag filter``, ``LED lighting`` stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def capital(text: str) -> str:
    """The text with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]
