"""The question as it is typed: one text, and numbers in a panel.

What cannot be read gets a message at its field and is left out of the question; the rest is still answered. Nothing
that was typed is lost: the form shows it again.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from cms import units
from cms.countries import MEMBERS, country_name
from cms.presenters.numbers import format_number

from .core.gathering import LONGEST
from .core.linking import kind_of_unit
from .core.purposes import SIZES
from .core.treatment import usual_direction
from .core.understanding import Limit

LIMIT_ROWS = (1, 2, 3)
PAGE_SIZE = 10
MOST = 50  # matches of one question
MAX_VALUES = 40  # of one repeatable field
FLOW_UNITS = ("m3/d", "m3/h", "L/s", "t/d", "Nm3/h", "kW", "m2", "ha", "people", "household")
LIMIT_UNITS = (
    "mg/L",
    "µg/L",
    "mg/Nm3",
    "ug/m3",
    "%",
    "MPN/100mL",
    "CFU/100mL",
    "NTU",
    "Pt-Co",
    "pH",
    "dB(A)",
)
_KEY = re.compile(r"[a-z0-9][\w./-]{0,100}", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_DIGITS = re.compile(r"[+−-]?\d[\d.,]*")
_SPACES = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")


def local_number(text: str) -> float:
    """A number as readers of the active language write it: 1.234,5 or 1,234.5, in digits of any script.

    Two different separators speak for themselves. A single one that could mean both is read as the language writes
    it. Raises ``ValueError`` for what is no number.
    """
    if any(unicodedata.category(char) == "No" for char in text):  # 10² is not 102
        raise ValueError(text)
    plain = "".join(_plain_digit(c) for c in unicodedata.normalize("NFKC", text.strip()))
    plain = _SPACES.sub("", plain)
    if not _DIGITS.fullmatch(plain) or len(plain) > 40:
        raise ValueError(text)
    marks = [c for c in plain if c in ".,"]
    decimal = str(get_format("DECIMAL_SEPARATOR"))
    if len(set(marks)) == 2:
        decimal = marks[-1]
    elif len(marks) > 1:
        decimal = "," if marks[0] == "." else "."
    elif marks and not re.fullmatch(r"[+−-]?[1-9]\d{0,2}[.,]\d{3}", plain):
        decimal = marks[0]
    whole, _mark, fraction = plain.partition(decimal)
    if not re.fullmatch(r"[+−-]?(\d+|\d{1,3}([.,]\d{3})+)", whole) or not re.fullmatch(r"\d*", fraction):
        raise ValueError(text)
    return float(re.sub(r"[.,]", "", whole).replace("−", "-") + (f".{fraction}" if fraction else ""))


def _plain_digit(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


class NumberField(forms.CharField):
    """A number above zero (``zero`` allows nought itself), as the reader's language writes it."""

    def __init__(self, *, zero: bool = False, **kwargs: Any) -> None:
        self.zero = zero
        attrs = {"class": "form-field__input", "inputmode": "decimal", "autocomplete": "off", "dir": "auto"}
        super().__init__(required=False, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value: str) -> float | None:
        """The number, ``None`` where nothing is typed. Raises ``ValidationError``."""
        text = super().clean(_CONTROL.sub(" ", value or ""))
        if not text:
            return None
        try:
            number = local_number(text)
        except ValueError:
            raise forms.ValidationError(
                _("This is not a number. Write it in digits, for example %(example)s."),
                params={"example": format_number(1234.5)},
            ) from None
        if not math.isfinite(number) or number > 1e15:
            raise forms.ValidationError(_("This number is too large."))
        if number < 0 or (number == 0 and not self.zero):
            raise forms.ValidationError(_("This number must be above zero."))
        return number


class UnitField(forms.CharField):
    """A unit as people write it; free, with the usual ones to pick from."""

    def __init__(self, datalist: str, **kwargs: Any) -> None:
        attrs = {"class": "form-field__input", "list": datalist, "autocomplete": "off", "dir": "auto"}
        super().__init__(required=False, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value: str) -> str:
        """The unit, empty where none is typed. Raises ``ValidationError`` for one that nobody can read."""
        unit = super().clean(_CONTROL.sub(" ", value or ""))
        if unit and base_unit(unit) is None and unit.casefold() not in ("ppm", "ppb", "‰"):
            raise forms.ValidationError(_("We do not know this unit. Examples: mg/L, µg/L, mg/Nm³, m³/d."))
        return unit


def base_unit(unit: str, kind: str | None = None) -> str | None:
    """The base unit of a unit, ``None`` where it cannot be read."""
    try:
        return units.base(1.0, unit, kind=kind)[1]
    except units.UnitError:
        return None


class MatchForm(forms.Form):
    """The fields of the match page. ``parameters``: (code, label, own unit); ``standards``: grouped choices.

    Repeatable fields that links write (``drop``, ``must``, ``medium``, ``sector``) are read from the address as they
    stand, since nobody types them.
    """

    q = forms.CharField(required=False, strip=True, label=_("Your question"))
    country = forms.ChoiceField(required=False, label=_("Country"))
    flow = NumberField(label=_("Flow, load or size"))
    flow_unit = UnitField("units-flow", label=_("Unit of flow, load or size"))
    standard = forms.ChoiceField(required=False, label=_("Limits of a national standard"))

    def __init__(
        self,
        data: QueryDict,
        parameters: list[tuple[str, str, str]],
        standards: list[tuple[str, list[tuple[str, str]]]],
    ) -> None:
        super().__init__(data)
        self.own_units = {code: unit for code, _label, unit in parameters}
        chosen = [("", "–"), *((code, label) for code, label, _unit in parameters)]
        select = forms.Select(attrs={"class": "form-field__input"})
        for row in LIMIT_ROWS:
            self.fields[f"parameter_{row}"] = forms.ChoiceField(
                required=False, choices=chosen, widget=select, label=_("What")
            )
            self.fields[f"inlet_{row}"] = NumberField(zero=True, label=_("Comes in"))
            self.fields[f"target_{row}"] = NumberField(zero=True, label=_("Limit"))
            self.fields[f"unit_{row}"] = UnitField("units-limit", label=_("Unit"))
            self.fields[f"must_{row}"] = forms.BooleanField(required=False, label=_("Must be met"))
        for name, choices in (
            ("country", [(code, country_name(code)) for code in MEMBERS]),
            ("standard", standards),
        ):
            self.fields[name].choices = [("", "–"), *choices]
            self.fields[name].widget.attrs["class"] = "form-field__input"

    def clean_q(self) -> str:
        """The words, without control characters."""
        text = _CONTROL.sub(" ", self.cleaned_data["q"])
        if len(text) > LONGEST:
            self.add_error("q", _("Please shorten the text: only its first 20,000 characters were read."))
        return text

    def clean(self) -> dict[str, Any]:
        """Check what belongs together; a pair that does not fit is left out of the question."""
        data = super().clean()
        self._clean_flow(data)
        for row in LIMIT_ROWS:
            self._clean_row(data, row)
        return data

    def _clean_flow(self, data: dict[str, Any]) -> None:
        unit = data.get("flow_unit")
        if unit and base_unit(unit) not in SIZES:
            self.add_error(
                "flow_unit", _("This is no unit of size. Examples: m³/d, t/d, Nm³/h, kW, ha, people.")
            )

    def _clean_row(self, data: dict[str, Any], row: int) -> None:
        code, unit = data.get(f"parameter_{row}"), data.get(f"unit_{row}")
        inlet, target = data.get(f"inlet_{row}"), data.get(f"target_{row}")
        if not code:
            typed = inlet is not None or target is not None
            if typed and f"parameter_{row}" not in self.errors:
                self.add_error(f"parameter_{row}", _("Say what this number is about."))
            return
        own = self.own_units.get(code, "")
        kind = kind_of_unit(own)
        if unit and own and base_unit(unit, kind) not in (base_unit(own, kind), "%"):
            message = _("%(unit)s does not compare with %(own)s, the unit of this parameter.")
            self.add_error(f"unit_{row}", forms.ValidationError(message, params={"unit": unit, "own": own}))
        if (
            self._is_ceiling(code, unit or own)
            and inlet is not None
            and target is not None
            and inlet < target
        ):
            self.add_error(
                f"inlet_{row}",
                _("What comes in is already below the limit. Have the two changed places?"),
            )

    @staticmethod
    def _is_ceiling(code: str, unit: str) -> bool:
        return usual_direction(code, unit) == "at-most" and code != "ph"

    @property
    def text(self) -> str:
        """The words that are read."""
        if "q" in self.cleaned_data:
            return self.cleaned_data["q"][:LONGEST]
        return _CONTROL.sub(" ", str(self.data.get("q", "")))[:LONGEST].strip()

    @property
    def country_code(self) -> str:
        """The chosen country, empty where none is."""
        return self.cleaned_data.get("country") or ""

    @property
    def capacity(self) -> tuple[float, str] | None:
        """The size with its unit, cubic metres a day where none is given."""
        if self.errors.keys() & {"flow", "flow_unit"} or self.cleaned_data.get("flow") is None:
            return None
        return self.cleaned_data["flow"], self.cleaned_data.get("flow_unit") or "m3/d"

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The rows that can be used."""
        return tuple(limit for _row, limit in self._rows())

    def _rows(self) -> Iterator[tuple[int, Limit]]:
        for row in LIMIT_ROWS:
            names = [f"{part}_{row}" for part in ("parameter", "inlet", "target", "unit")]
            if self.errors.keys() & set(names) or not self.cleaned_data.get(names[0]):
                continue
            code, inlet, target, unit = (self.cleaned_data.get(name) for name in names)
            yield row, Limit(code, target, inlet, unit or "")

    @cached_property
    def must(self) -> frozenset[str] | None:
        """What must be met: from links and from the rows; ``None`` where the address does not speak of it."""
        rows = {limit.parameter for row, limit in self._rows() if self.cleaned_data.get(f"must_{row}")}
        return frozenset(self.keys("must")) | rows if rows or "must" in self.data else None

    def keys(self, name: str) -> tuple[str, ...]:
        """The values of a repeatable field that look like codes."""
        known = (value for value in self.data.getlist(name) if _KEY.fullmatch(value))
        return tuple(dict.fromkeys(known))[:MAX_VALUES]

    @property
    def need(self) -> str:
        """The name of a kept need, empty where none is asked for."""
        return next(iter(self.keys("need")), "")

    @property
    def page(self) -> int:
        """The number of the page of matches, from 1."""
        return self._number("page", 1, MOST)

    @property
    def page_size(self) -> int:
        """Matches on one page."""
        return self._number("limit", PAGE_SIZE, MOST)

    def _number(self, name: str, default: int, most: int) -> int:
        text = str(self.data.get(name, ""))
        value = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
        return min(max(1, value), most)

    @property
    def open(self) -> bool:
        """Whether the panel of numbers stands open: something in it is wrong, or a link leads into it."""
        return "panel" in self.data or any(name != "q" for name in self.errors)
