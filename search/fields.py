"""The index as data: its facets, its numbers, its capacity bands and its weights. Engines read these; nobody
repeats them.
"""

from dataclasses import dataclass

from cms.models import Scheme


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with counts. `scheme` is the vocabulary its values come from; empty where they are no codes of
    it.
    """

    name: str
    scheme: str = ""


FACETS = (
    Facet("kind"),
    Facet("medium", Scheme.MEDIUM),
    Facet("group", Scheme.GROUP),
    Facet("sector", Scheme.SECTOR),
    Facet("parameter", Scheme.PARAMETER),
    Facet("country"),
    Facet("maturity", Scheme.MATURITY),
    Facet("capacity"),
    Facet("evidence", Scheme.EVIDENCE),
)
FACET_NAMES = tuple(facet.name for facet in FACETS)
MOST_VALUES = 1000  # of one facet, counted

# Kinds of record, in the order in which a reader meets them.
KINDS = (
    "technology", "supplier", "demonstration-base", "demonstration", "label-scheme", "product", "country",
    "article", "event", "training", "need",
)  # fmt: skip

# How much a word counts by where it stands; 1 is a word in the body, and a field's parts are compared, not
# added up: the best field of a word counts whole, the others by TIE. Set on the judged needs
# (docs/decisions/0003): stronger titles help a reader who types a name no further, and cost long descriptions
# of a problem up to 5 points of nDCG@10.
WEIGHTS = {"title": 1.3, "terms": 1.2, "summary": 1.1, "body": 1.0}
TIE = 0.3
# A question that is the whole title or other name of a record asks for that record.
WHOLE_NAME = 4.0

# Ends of the capacity bands, in the units that most sheets use; other units have no bands.
CAPACITY_BANDS: dict[str, tuple[int, ...]] = {
    "m3/d": (10, 100, 1_000, 10_000, 100_000),
    "t/d": (1, 10, 100, 1_000),
    "Nm3/h": (1_000, 10_000, 100_000),
    "kW": (10, 100, 1_000, 10_000),
    "ha": (1, 10, 100, 1_000),
}

# Ranges that a search can ask for. A document holds (low, high) for those it states; a search finds what
# overlaps.
CAPACITY_NUMBERS = {
    "m3/d": "capacity_m3_d",
    "t/d": "capacity_t_d",
    "Nm3/h": "capacity_nm3_h",
    "kW": "capacity_kw",
    "ha": "capacity_ha",
}
NUMBERS = (*CAPACITY_NUMBERS.values(), "trl", "year")

# What a performance line can be asked for, and which way is better: 'removes at least', 'leaves at most'.
MEASURES = {"removal": "at-least", "outlet": "at-most"}

# Languages in which titles can be sorted.
SORT_LANGUAGES = ("en", "zh", "vi", "th", "id", "ms", "fil", "km", "lo", "my")

# Numbers in a vector of meaning; that of the multilingual encoder (matching.encoders).
VECTOR_DIMENSIONS = 384


def capacity_bands(low: float | None, high: float | None, unit: str) -> tuple[str, ...]:
    """The bands that a capacity range touches, as codes `unit:low-high` with an open end left out.

    An end that nobody stated is taken as equal to the other; nothing stated gives `()`, as does a unit
    without bands.
    """
    ends = CAPACITY_BANDS.get(unit)
    low, high = (high if low is None else low), (low if high is None else high)
    if ends is None or low is None or high is None:
        return ()
    return tuple(
        f"{unit}:{start or ''}-{end or ''}"
        for start, end in zip((0, *ends), (*ends, 0), strict=True)
        if high >= start and (not end or low < end)
    )
