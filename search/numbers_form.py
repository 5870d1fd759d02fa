"""Asking by numbers: a capacity to cover, and what is removed of one parameter or left of it.

What cannot be read gets a message at its field and is left out of the question; the rest is still answered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.languages import data_language, html_language
from cms.models import Scheme
from cms.presenters.numbers import format_number, format_unit
from cms.typed_numbers import NumberField
from cms.vocabulary import label, parameters
from search.asks import line_ask
from search.fields import CAPACITY_NUMBERS
from search.params import LineAsk, SearchParams


@dataclass(frozen=True, slots=True)
class Capacity:
    """A size in one of the units of search.fields.CAPACITY_NUMBERS."""

    value: float
    unit: str

    @property
    def number(self) -> str:
        """The range of a question that asks for it."""
        return CAPACITY_NUMBERS[self.unit]


Choices = list[tuple[str, str | list[tuple[str, str]]]]
DEFAULT_UNIT = next(iter(CAPACITY_NUMBERS))
ALL_DIGITS = 15  # what is shown in a field is sent again, so nothing is rounded
_WRONG_CHOICE = {"invalid_choice": _("Choose one from the list.")}


def _capacity_units() -> Choices:
    return [(unit, format_unit(unit)) for unit in CAPACITY_NUMBERS]


def _parameters() -> Choices:
    """Parameters by medium, in the order of the vocabulary, each with its own unit."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for parameter in parameters().values():
        choice = (parameter.code, _named(parameter.code, parameter.unit))
        groups.setdefault(parameter.medium, []).append(choice)
    named = ((label(Scheme.MEDIUM, medium).text, choices) for medium, choices in groups.items())
    return [("", "–"), *((name or "–", choices) for name, choices in named)]


def _named(code: str, unit: str) -> str:
    """'COD (mg/L)'; a parameter without unit says so, since no outlet can be asked of it."""
    found = label(Scheme.PARAMETER, code)
    name = f"{found.text} – {found.english}" if found.english else found.text
    if not unit:
        return gettext("%(parameter)s (no unit)") % {"parameter": name}
    printed = format_unit(unit)
    return f"{name} ({printed})" if printed else name


class _ParameterSelect(forms.Select):
    """Options say their language where it is not the reader's."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """See `django.forms.Select`."""
        option = super().create_option(name, value, *args, **kwargs)
        language = label(Scheme.PARAMETER, str(value)).language if value else ""
        if language and language != data_language():
            option["attrs"]["lang"] = html_language(language)
        return option


class NumbersForm(forms.Form):
    """The fields; each may stay empty. A bad number of one leaves the others to be asked."""

    capacity_value = NumberField(label=_("Capacity to cover"))
    capacity_unit = forms.ChoiceField(
        required=False,
        label=_("Unit of capacity"),
        choices=_capacity_units,
        error_messages=_WRONG_CHOICE,
        widget=forms.Select(attrs={"class": "form-field__input"}),
    )
    line_parameter = forms.ChoiceField(
        required=False,
        label=_("Parameter, with its unit"),
        choices=_parameters,
        error_messages=_WRONG_CHOICE,
        widget=_ParameterSelect(attrs={"class": "form-field__input"}),
    )
    line_removal = NumberField(zero=True, label=_("Removal, at least"))
    line_outlet = NumberField(zero=True, label=_("Outlet, at most, in that unit"))

    @classmethod
    def sent(cls, data: Mapping[str, Any]) -> bool:
        """Whether an address holds any of the fields."""
        return any(name in data for name in cls.base_fields)

    @classmethod
    def showing(cls, params: SearchParams) -> "NumbersForm":
        """The fields for a question: its capacity can be corrected; conditions on parameters are added one by one."""
        found = capacity_of(params)
        if found is None:
            return cls()
        value = format_number(found.value, ALL_DIGITS)
        return cls(initial={"capacity_value": value, "capacity_unit": found.unit})

    def clean(self) -> dict[str, Any]:
        """Check what belongs together."""
        super().clean()
        data = self.cleaned_data
        names = ("line_removal", "line_outlet")
        typed = [name for name in names if data.get(name) is not None]
        if typed and not data.get("line_parameter") and "line_parameter" not in self.errors:
            self.add_error("line_parameter", _("Say what this number is about."))
        if data.get("line_parameter") and not typed and not self.errors.keys() & set(names):
            self.add_error("line_removal", _("Give a removal or an outlet."))
        if (data.get("line_removal") or 0) > 100:
            self.add_error("line_removal", _("A removal is between 0 and 100 %."))
        known = parameters().get(data.get("line_parameter") or "")
        if known and not known.unit and data.get("line_outlet") is not None:
            message = _("The vocabulary gives this parameter no unit, so its outlets cannot be compared.")
            self.add_error("line_outlet", message)
        return data

    def capacity(self) -> Capacity | None:
        """In the first unit where none is given; None where there is nothing to ask."""
        value = self.cleaned_data.get("capacity_value") if self._is_right("capacity_unit") else None
        unit = self.cleaned_data.get("capacity_unit") or DEFAULT_UNIT
        return None if value is None else Capacity(value, unit)

    def lines(self) -> Iterator[LineAsk]:
        """The conditions on the parameter."""
        parameter = self.cleaned_data.get("line_parameter", "") if self._is_right("line_parameter") else ""
        for measure in ("removal", "outlet") if parameter else ():
            bound = self.cleaned_data.get(f"line_{measure}")
            if bound is not None:
                yield line_ask(parameter, measure, bound)

    def _is_right(self, name: str) -> bool:
        return self.is_bound and name not in self.errors


def capacity_of(params: SearchParams) -> Capacity | None:
    """The capacity that a question wants covered; None where it asks for none, or for a span."""
    for unit, number in CAPACITY_NUMBERS.items():
        low, high = params.ranges.get(number, (None, None))
        if low is not None and low == high:
            return Capacity(low, unit)
    return None
