"""From an address to a question. Whatever stands in the address, a question comes out: bad values are
dropped, and what was typed wrong is told at its field.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import ngettext

from search.asks import MAX_LINES, UnreadableAsk, read_line, read_number
from search.fields import FACET_NAMES, NUMBERS
from search.numbers_form import NumbersForm
from search.params import MAX_PAGE, MAX_PAGE_SIZE, MAX_TEXT, PAGE_SIZE, SORTS, LineAsk, SearchParams

MAX_VALUES = 20  # of one field that may be repeated
Ranges = dict[str, tuple[float | None, float | None]]
_VALUE_RE = re.compile(r"[\w./:\- ]{1,80}")
_CONTROL_RE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass
class SearchForm:
    """The fields of the search page: `q`, one field for each facet, `min_…` and `max_…`, `line`, `sort`, `page`, and
    those of `search.numbers_form`, which mean the same as `min_…`, `max_…` and `line`.
    """

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
            lines=self._lines,
        )

    def text(self) -> str:
        """The words that were typed, without control characters and lone surrogates."""
        return _CONTROL_RE.sub(" ", self._one("q")[:MAX_TEXT]).strip()

    @property
    def too_long(self) -> bool:
        """Whether some of the text was not read."""
        return len(self._one("q")) > MAX_TEXT

    @cached_property
    def typed(self) -> NumbersForm | None:
        """The form of numbers as it was sent; None where it was not."""
        return NumbersForm(self.data) if NumbersForm.sent(self.data) else None

    @cached_property
    def unread(self) -> list[str]:
        """Conditions of the address that nothing can be asked by."""
        return [text for text in self._all("line")[:MAX_VALUES] if _line(text) is None]

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

    def _ranges(self) -> Ranges:
        found: Ranges = {}
        for name in NUMBERS:
            low, high = read_number(self._one(f"min_{name}")), read_number(self._one(f"max_{name}"))
            if low is not None or high is not None:
                found[name] = (low, high)
        if self.typed and (capacity := self.typed.capacity()):
            found[capacity.number] = (capacity.value, capacity.value)
        return found

    @cached_property
    def _lines(self) -> tuple[LineAsk, ...]:
        """Those of the address; what was typed comes in the place of what was asked before of the same figure."""
        asked = [ask for text in self._all("line")[:MAX_VALUES] if (ask := _line(text))]
        asked = list(dict.fromkeys(asked))[:MAX_LINES]
        typed = tuple(self.typed.lines()) if self.typed else ()
        figures = {(ask.parameter, ask.measure) for ask in typed}
        kept = [ask for ask in asked if (ask.parameter, ask.measure) not in figures]
        if self.typed and len(kept) + len(typed) > MAX_LINES:
            message = ngettext(
                "At most %(count)s condition at a time. Remove one first.",
                "At most %(count)s conditions at a time. Remove one first.",
                MAX_LINES,
            )
            self.typed.add_error("line_parameter", message % {"count": MAX_LINES})
            return tuple(asked)
        return (*kept, *typed)


def _line(text: str) -> LineAsk | None:
    try:
        return read_line(text)
    except UnreadableAsk:
        return None
