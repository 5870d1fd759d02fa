"""What is asked and what is answered: values without I/O. Engines turn one into the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from search.fields import FACET_NAMES, MEASURES, NUMBERS

SORTS = ("relevance", "newest", "title")
PAGE_SIZE = 10
MAX_PAGE_SIZE = 100
MAX_PAGE = 10_000  # an engine keeps all hits before a page in memory
MAX_TEXT = 20_000  # characters read of a question


class SearchUnavailable(Exception):  # noqa: N818 - a state of the service, named as readers meet it
    """The index cannot be asked or written now: no answer is known. Never means that nothing was found."""


class IndexMissing(SearchUnavailable):
    """There is no index yet: nobody has run `search_rebuild`, or the folder was deleted."""


class IndexOutdated(SearchUnavailable):
    """The index was made by another version of the code: `search_rebuild` makes a new one."""


@dataclass(frozen=True, slots=True)
class LineAsk:
    """What one performance line of a document must say: it removes at least `bound` %, or leaves at most `bound`.

    A line answers where its stated range reaches the bound; a document that does not state the parameter never does.
    `unit` is a base unit of `cms.units`; lines in another unit do not compare.
    """

    parameter: str
    measure: str
    bound: float
    unit: str

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise ValueError(f"unknown measure: {self.measure}")

    @property
    def at_least(self) -> bool:
        """Whether more is better."""
        return MEASURES[self.measure] == "at-least"


@dataclass(frozen=True, slots=True)
class SearchParams:
    """One question. Facet values of one facet widen each other, facets narrow each other; ranges are (low,
    high); every one of `lines` must be answered.
    """

    text: str = ""
    language: str = "en"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    page_size: int = PAGE_SIZE
    lines: tuple[LineAsk, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no engine answers. Raises ValueError; forms check first and never get here with bad
        input.
        """
        unknown = [*(set(self.filters) - set(FACET_NAMES)), *(set(self.ranges) - set(NUMBERS))]
        if unknown:
            raise ValueError(f"unknown facet or number: {', '.join(sorted(unknown))}")
        if self.sort not in SORTS:
            raise ValueError(f"unknown order: {self.sort}")
        if not (1 <= self.page <= MAX_PAGE and 1 <= self.page_size <= MAX_PAGE_SIZE):
            raise ValueError(f"page {self.page} of {self.page_size} is out of bounds")

    @property
    def offset(self) -> int:
        """Hits before this page."""
        return (self.page - 1) * self.page_size

    def without(self, facet: str) -> "SearchParams":
        """The same question without the filter on one facet, which is what that facet counts."""
        return replace(self, filters={k: v for k, v in self.filters.items() if k != facet})


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a hit: text in parts, each with whether it answers the question, in `language` (data
    code).
    """

    parts: tuple[tuple[str, bool], ...]
    language: str

    def __str__(self) -> str:
        return "".join(text for text, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. `route` is a URL name with its arguments, so that the address is in the reader's language."""

    kind: str
    id: str
    title: str
    title_language: str
    score: float
    route: tuple[str, ...]
    snippet: Snippet
    countries: tuple[str, ...] = ()
    machine_translated: bool = False
    note: str = ""
    marks: tuple[str, ...] = ()
    record: str = ""


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a facet and how many hits it would give, all other filters kept."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of answers to `params`. `facets` holds every facet, most frequent value first."""

    params: SearchParams
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    did_you_mean: str | None = None

    @property
    def pages(self) -> int:
        """How many pages there are; 1 where nothing was found."""
        return max(1, -(-self.total // self.params.page_size))
