"""Rows of a requirement table: what was asked against what is offered. Upper packages fill them from their
verdicts.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cms.presenters.numbers import (
    NARROW_NO_BREAK_SPACE,
    Number,
    format_number,
    format_quantity,
    format_unit,
    plain_quantity,
)

SIGNS = {"at-most": "≤", "at-least": "≥", "holds": ""}


@dataclass(frozen=True)
class RequirementRow:
    """One thing that was asked.

    ``low``–``high`` is the offer and ``limit`` what was asked, all in ``unit``; ``direction`` as in
    ``range_bar``. Where the question is no number (a country, a kind of cooperation) ``asked_words`` and
    ``offered_words`` stand instead. ``outcome`` comes from the matcher, never from here. ``note`` is the
    arithmetic or the condition beneath.
    """

    name: str
    outcome: str
    low: Number | None = None
    high: Number | None = None
    limit: Number | None = None
    unit: str = ""
    direction: str = "at-most"
    borrowed: bool = False
    asked_words: str = ""
    offered_words: str = ""
    note: str = ""

    @property
    def has_bar(self) -> bool:
        """Whether there is a number to lay the offer against."""
        return self.limit is not None

    @property
    def asked(self) -> SafeString:
        """What was asked, as HTML: ``≤ 75 mg/L``."""
        if self.limit is None:
            return format_html("{}", self.asked_words)
        sign = SIGNS[self.direction]
        number = f"{sign}{NARROW_NO_BREAK_SPACE if sign else ''}{format_number(self.limit)}"
        unit = format_unit(self.unit)
        if not unit:
            return format_html("{}", number)
        return format_html('{}{}<span class="unit">{}</span>', number, NARROW_NO_BREAK_SPACE, unit)

    @property
    def offered(self) -> SafeString:
        """The offer as HTML; empty where nothing was stated, which the stylesheet draws as a dash."""
        if self.low is None and self.high is None:
            return format_html("{}", self.offered_words)
        return format_quantity(self.low, self.high, self.unit)

    @property
    def sentence(self) -> str:
        """The bar in words."""
        return gettext("%(name)s: offered %(offered)s, asked %(asked)s") % {
            "name": self.name,
            "offered": plain_quantity(self.low, self.high, self.unit),
            "asked": f"{SIGNS[self.direction]} {plain_quantity(self.limit, self.limit, self.unit)}".strip(),
        }
