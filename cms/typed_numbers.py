"""Numbers as people type them into forms, in the way of their language."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

from django import forms
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from cms.presenters.numbers import format_number

LARGEST = 1e15
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
        if not math.isfinite(number) or number > LARGEST:
            raise forms.ValidationError(_("This number is too large."))
        if number < 0 or (number == 0 and not self.zero):
            raise forms.ValidationError(_("This number must be above zero."))
        return number
