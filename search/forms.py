"""From an address to a question. Whatever stands in the address, a question comes out: bad values are
dropped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from search.fields import FACET_NAMES, NUMBERS
from search.params import MAX_PAGE, MAX_PAGE_SIZE, MAX_TEXT, PAGE_SIZE, SORTS, SearchParams

MAX_VALUES = 20  # of one facet
_VALUE_RE = re.compile(r"[\w./:\- ]{1,80}")
_CONTROL_RE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(slots=True)
class SearchForm:
    """The fields of the search page: `q`, one field for each facet, `min_…` and `max_…`, `sort`, `page`."""

    data: QueryDict | Mapping[str, Any]
    language: str
    page_size: int = PAGE_SIZE

    def params(self) -> SearchParams:
        """The question. Never raises: what cannot be read is left out, what is too long is cut."""
        sort = self._one("sort")
        return SearchParams(
            text=self.text(),
            language=self.language,
            filters={name: values for name in FACET_NAMES if (values := self._values(name))},
            ranges=self._ranges(),
            sort=sort if sort in SORTS else "relevance",
            page=self._page(),
            page_size=min(max(1, self.page_size), MAX_PAGE_SIZE),
        )

    def text(self) -> str:
        """The words that were typed, without control characters and lone surrogates."""
        return _CONTROL_RE.sub(" ", self._one("q")[:MAX_TEXT]).strip()

    @property
    def too_long(self) -> bool:
        """Whether some of the text was not read."""
        return len(self._one("q")) > MAX_TEXT

    def _one(self, name: str) -> str:
        value = self.data.get(name)
        return "" if value is None else str(value)

    def _all(self, name: str) -> list[str]:
        if isinstance(self.data, QueryDict):
            return self.data.getlist(name)
        return list(self.data.get(name) or ())

    def _values(self, name: str) -> tuple[str, ...]:
        known = (value for value in self._all(name) if _VALUE_RE.fullmatch(value))
        return tuple(dict.fromkeys(known))[:MAX_VALUES]

    def _page(self) -> int:
        text = self._one("page")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
        return min(max(1, number), MAX_PAGE)

    def _ranges(self) -> dict[str, tuple[float | None, float | None]]:
        found = {}
        for name in NUMBERS:
            low, high = _number(self._one(f"min_{name}")), _number(self._one(f"max_{name}"))
            if low is not None or high is not None:
                found[name] = (low, high)
        return found


def _number(text: str) -> float | None:
    """A finite number written with digits and at most a point; None for anything else."""
    return float(text) if re.fullmatch(r"\d{1,15}(\.\d{1,6})?", text, re.ASCII) else None
