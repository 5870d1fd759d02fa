"""Form widgets of the editors' screens. Values that the database keeps as JSON are edited as lines, boxes and fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.db.models.functions import Lower
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.languages import DATA_LANGUAGE_CHOICES, html_language

GOALS = (
    (1, _("No poverty")),
    (2, _("Zero hunger")),
    (3, _("Good health and well-being")),
    (4, _("Quality education")),
    (5, _("Gender equality")),
    (6, _("Clean water and sanitation")),
    (7, _("Affordable and clean energy")),
    (8, _("Decent work and economic growth")),
    (9, _("Industry, innovation and infrastructure")),
    (10, _("Reduced inequalities")),
    (11, _("Sustainable cities and communities")),
    (12, _("Responsible consumption and production")),
    (13, _("Climate action")),
    (14, _("Life below water")),
    (15, _("Life on land")),
    (16, _("Peace, justice and strong institutions")),
    (17, _("Partnerships for the goals")),
)


def _parsed(value: Any, otherwise: Any) -> Any:
    """What a JSON field hands its widget, as Python; text that is no JSON counts as nothing."""
    if not isinstance(value, str):
        return otherwise if value is None else value
    try:
        found = json.loads(value)
    except ValueError:
        return otherwise
    return otherwise if found is None else found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class LinesInput(AdminAutoHeightTextInput):
    """A list of texts, one on each line."""

    def format_value(self, value: Any) -> str:
        """The list as lines."""
        found = _parsed(value, [])
        return "\n".join(str(line) for line in found) if isinstance(found, list) else str(value)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """The lines as a JSON list, without blank ones."""
        text = super().value_from_datadict(data, files, name)
        return None if text is None else json.dumps(_lines(text), ensure_ascii=False)


class GoalsInput(forms.CheckboxSelectMultiple):
    """A list of the Sustainable Development Goals' numbers, as boxes with their names."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, choices=[(number, f"{number} {name}") for number, name in GOALS])

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """The boxes, with names in the reader's language."""
        self.choices = [(number, f"{number} {goal}") for number, goal in GOALS]
        return super().optgroups(name, value, attrs)

    def format_value(self, value: Any) -> list[str]:
        """The list as the boxes' values."""
        found = _parsed(value, [])
        return [str(number) for number in found] if isinstance(found, list) else []

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """The ticked boxes as a JSON list of numbers, in their order."""
        ticked = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return json.dumps(sorted(int(number) for number in ticked if str(number).isdigit()))


class ByLanguageInput(forms.Widget):
    """An object with one text (or, with ``lines``, one list of texts) for each language, as one field each."""

    template_name = "cms/admin/by_language.html"

    def __init__(
        self, *, lines: bool, without: Iterable[str] = (), attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.lines = lines
        self.languages = [pair for pair in DATA_LANGUAGE_CHOICES if pair[0] not in tuple(without)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """One entry for each language: its name, its field's name and id, and the text."""
        context = super().get_context(name, value, attrs)
        found = _parsed(value, {})
        texts = found if isinstance(found, dict) else {}
        context["widget"]["lines"] = self.lines
        context["widget"]["languages"] = [
            {
                "label": label,
                "lang": html_language(code),
                "name": f"{name}-{code}",
                "id": f"{(attrs or {}).get('id', name)}-{code}",
                "value": "\n".join(texts.get(code, [])) if self.lines else texts.get(code, ""),
            }
            for code, label in self.languages
        ]
        return context

    def id_for_label(self, id_: str) -> str:
        """The first language's field."""
        return f"{id_}-{self.languages[0][0]}" if id_ else id_

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """The filled fields as a JSON object."""
        given: dict[str, Any] = {}
        for code, _label in self.languages:
            text = (data.get(f"{name}-{code}") or "").strip()
            if text:
                given[code] = _lines(text) if self.lines else text
        return json.dumps(given, ensure_ascii=False)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether none of the fields was sent."""
        return not any(f"{name}-{code}" in data for code, _label in self.languages)


def _merged(groups: Iterable[tuple[Any, list[Any], int]]) -> list[tuple[str, list[Any]]]:
    """Boxes by heading. Django makes a group of its own of each box without a heading; here they are one."""
    merged: list[tuple[str, list[Any]]] = []
    for heading, boxes, _index in groups:
        if merged and not heading and not merged[-1][0]:
            merged[-1][1].extend(boxes)
        else:
            merged.append((heading or "", list(boxes)))
    return merged


class SearchableBoxes(forms.CheckboxSelectMultiple):
    """Boxes under headings, in columns, with a field that filters them; ticked ones stay in sight."""

    template_name = "cms/admin/searchable_boxes.html"

    class Media:
        js = ["cms/admin/boxes.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The groups of boxes and how many there are."""
        context = super().get_context(name, value, attrs)
        context["widget"]["described_by"] = context["widget"]["attrs"].get("aria-describedby", "")
        context["widget"]["groups"] = _merged(context["widget"]["optgroups"])
        context["widget"]["count"] = sum(len(boxes) for _heading, boxes in context["widget"]["groups"])
        return context


class PickedPages(SearchableBoxes):
    """Technology sheets as boxes: those of the reference library, and whatever is picked already."""

    def _sheets(self, picked: list[str]) -> Iterator[tuple[str, str]]:
        from cms.models import ReferenceLibraryPage, TechnologyPage

        library = ReferenceLibraryPage.objects.first()
        pages = TechnologyPage.objects.filter(pk__in=[pk for pk in picked if str(pk).isdigit()])
        if library is not None:
            pages = pages | TechnologyPage.objects.child_of(library)
        for pk, title in pages.order_by(Lower("title"), "pk").values_list("pk", "title"):
            yield str(pk), title

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """The boxes, read with two queries whatever the number of supplier's listings."""
        self.choices = list(self._sheets(value))
        return super().optgroups(name, value, attrs)
