"""The match page as its template reads it: links, sentences and cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from cms.countries import country_name
from cms.presenters.navigation import link_to
from cms.presenters.numbers import plain_quantity

from ..asking import requirement_key
from ..composing import Composed, dropped
from ..core.profiles import Match, Requirement
from ..core.sizing import capacity_of
from ..forms import FLOW_UNITS, LIMIT_ROWS, LIMIT_UNITS, MatchForm
from ..selectors import Around, around, page_keys, product_group_names, sector_choices
from ..service import Answer
from .address import Address
from .chips import Chip, Source, asked, chips, folded_chips, forgotten
from .examples import EXAMPLES
from .hints import Hint, hints
from .matches import Card, Setting, card
from .problems import Notice, problem_notice
from .said import said_words
from .trains import TrainCard, train_cards
from .words import code_label, listed, requirement_name


@dataclass(frozen=True)
class Row:
    """A row of limits in the form: bound fields, and whether it is a must-have now."""

    number: int
    parameter: object
    inlet: object
    target: object
    unit: object
    must: bool

    @property
    def fields(self) -> tuple[object, ...]:
        """The fields in the order in which they are filled in."""
        return self.parameter, self.inlet, self.target, self.unit


@dataclass(frozen=True)
class Tick:
    """A requirement that can be made a must-have in the form."""

    key: str
    name: str
    value: SafeString | str
    must: bool


class MatchPage:
    """One page of an answer; ``answer`` is None where nothing was asked."""

    examples = EXAMPLES
    flow_units = FLOW_UNITS
    limit_units = LIMIT_UNITS

    def __init__(
        self, request: HttpRequest, form: MatchForm, composed: Composed, answer: Answer | None
    ) -> None:
        self.request, self.form, self.composed, self.answer = request, form, composed, answer
        self.address = Address(request.GET)
        self.asked = answer is not None
        self.available = answer is None or answer.snapshot is not None

    # --- the question

    @cached_property
    def source(self) -> Source:
        """What the chips are made of."""
        composed, need = self.composed, self.answer.need
        keys = {key.partition("/")[2] for key in self.dropped if key.startswith("product-group/")}
        return Source(
            need=need,
            address=self.address,
            dropped=self.dropped,
            standard=str(composed.standard.record) if composed.standard else "",
            from_standard=composed.from_standard,
            unseen=composed.standard.unseen if composed.standard else frozenset(),
            groups=product_group_names(need.product_groups | keys),
        )

    @cached_property
    def dropped(self) -> frozenset[str]:
        """What the reader asked to forget."""
        return dropped(self.form)

    @cached_property
    def chips(self) -> list[Chip]:
        """What was understood."""
        return chips(self.source) if self.asked else []

    @cached_property
    def folded(self) -> list[Chip]:
        """Limits of the standard that the words do not speak of."""
        return folded_chips(self.source) if self.asked else []

    @cached_property
    def forgotten(self) -> list[tuple[str, str]]:
        """What was dropped, each with the way back."""
        return forgotten(self.source) if self.asked else []

    @cached_property
    def notices(self) -> list[Notice]:
        """What is doubtful about the question, said once each."""
        return list(dict.fromkeys(self._notices())) if self.asked else []

    def _notices(self) -> Iterator[Notice]:
        if self.composed.need_missing:
            yield Notice(
                gettext("There is no need of this name that you may see."),
                gettext("It may have been closed. Ask in your own words instead."),
            )
        yield from self._standard_notices()
        for problem in self.answer.problems:
            if problem.code != "text-too-long" or "q" not in self.form.errors:
                yield problem_notice(problem)

    def _standard_notices(self) -> Iterator[Notice]:
        chosen = self.composed.standard
        if chosen is None:
            return
        name = {"standard": str(chosen.record)}
        if chosen.replaced:
            yield Notice(
                gettext("%(standard)s has been replaced; its limits no longer bind.") % name,
                gettext("Take the limits from your permit, and correct the chips."),
            )
        if not chosen.limits:
            yield Notice(
                gettext("We have not seen the limits of %(standard)s.") % name,
                gettext("Take them from your permit, and add them in the form."),
            )
        if chosen.other:
            names = listed([code_label("parameter", code) for code in chosen.other])
            yield Notice(
                format_html(
                    gettext("Not compared, since the standard expresses them in another way: {names}."),
                    names=names,
                ),
                kind="plain",
            )

    @cached_property
    def heading(self) -> str:
        """What the question is about in a few words, for the title of the page."""
        if not self.asked:
            return gettext("Find a match")
        if self.composed.need and self.composed.need.title:
            return self.composed.need.title
        need = self.answer.need
        what = [code_label("sector", c) for c in sorted(need.sectors)] or [
            code_label("medium", c) for c in sorted(need.media)
        ]
        size = capacity_of(need)
        parts = [pgettext("list", ", ").join(what[:2]), country_name(need.country) if need.country else ""]
        if size is not None:
            parts.append(plain_quantity(size.target, size.target, size.unit))
        return pgettext("list", ", ").join(part for part in parts if part) or gettext("Find a match")

    @property
    def add_url(self) -> str:
        """The address with the first free row of limits in sight."""
        free = [row for row in LIMIT_ROWS if not self.request.GET.get(f"parameter_{row}")]
        return self.address.link(f"id_parameter_{(free or [1])[0]}")

    @property
    def need_url(self) -> str:
        """Address of the kept need that is matched."""
        return link_to("marketplace:need", self.form.need) if self.composed.need else ""

    @property
    def rows(self) -> list[Row]:
        """The rows of limits in the form."""
        musts = {requirement_key(r) for r in self.requirements if r.must}
        return [
            Row(
                number,
                *(self.form[f"{part}_{number}"] for part in ("parameter", "inlet", "target", "unit")),
                must=self.request.GET.get(f"parameter_{number}", "") in musts
                or bool(self.request.GET.get(f"must_{number}")),
            )
            for number in LIMIT_ROWS
        ]

    @property
    def requirements(self) -> Sequence[Requirement]:
        """What is asked of each technology."""
        return self.answer.need.requirements if self.answer else ()

    @cached_property
    def ticks(self) -> list[Tick]:
        """Requirements without a row of their own, for the must-haves of the form."""
        in_rows = {self.request.GET.get(f"parameter_{row}") for row in LIMIT_ROWS} - {""}
        found = {
            requirement_key(r): r
            for r in self.requirements
            if r.parameter not in in_rows and not self.source.folded(r)
        }
        return [Tick(key, requirement_name(r), asked(r), r.must) for key, r in found.items()]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Fields of the address that have no box in the form and go along with it."""
        names = ("need", "drop", "sector", "medium", "limit")
        return [(name, value) for name in names for value in self.request.GET.getlist(name) if value]

    @cached_property
    def sectors(self) -> list[tuple[str, str]]:
        """Sectors that can be added."""
        known = self.answer.need.sectors if self.answer else frozenset()
        return [choice for choice in sector_choices() if choice[0] not in known]

    # --- the answer

    @property
    def matches(self) -> tuple[Match, ...]:
        """All matches of the question."""
        return self.answer.matches if self.answer else ()

    @property
    def catalogue_size(self) -> int:
        """How many technologies were looked at."""
        return len(self.answer.snapshot.catalogue) if self.answer and self.answer.snapshot else 0

    @cached_property
    def page(self) -> Page:
        """The matches of this page."""
        return Paginator(self.matches, self.form.page_size).get_page(self.form.page)

    @cached_property
    def cards(self) -> list[Card]:
        """The matches of this page, ready to show."""
        now, shown = self.answer.snapshot, list(self.page.object_list)
        if now is None or not shown:
            return []
        keys = page_keys(shown, now)
        profiles = [now.catalogue.profiles[now.catalogue.rows[match.technology]] for match in shown]
        setting = self._setting(around(keys, {p.group for p in profiles}, self.answer.need.country))
        first = self.page.start_index()
        return [
            card(first + n, match, profile, key, setting)
            for n, (match, profile, key) in enumerate(zip(shown, profiles, keys, strict=True))
        ]

    def _setting(self, found: Around) -> Setting:
        return Setting(self.request, self.answer.need, found, said_words(self.answer.need), self.address)

    @cached_property
    def trains(self) -> list[TrainCard]:
        """Trains of technologies, on the first page of the matches."""
        return train_cards(self.answer, self.request) if self.answer and self.page.number == 1 else []

    @property
    def fitting(self) -> list[Card]:
        """Those that fail no must-have."""
        return [card for card in self.cards if not card.fails_must]

    @property
    def held_back(self) -> list[Card]:
        """Those that fail one; they come after all others."""
        return [card for card in self.cards if card.fails_must]

    @cached_property
    def hints(self) -> list[Hint]:
        """Numbers that would help."""
        return hints(self.answer.need, list(self.page.object_list), self.address) if self.asked else []

    @property
    def understood_nothing(self) -> bool:
        """Whether no code, number or country was found in the question."""
        return self.asked and not self.chips
