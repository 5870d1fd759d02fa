"""Numbers and units as a reader of the active language writes them.

Thousands are parted by a narrow no-break space where the decimal sign is a point (it can be read in one way
only), and by that language's own sign where the decimal sign is a comma: ``12 500.5`` in English,
``12.500,5`` in Vietnamese.
"""

import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from cms.languages import html_language

Number = int | float | Decimal

NARROW_NO_BREAK_SPACE = "\u202f"
MINUS = "\u2212"
# The word joiner keeps a range on one line: without it a browser may break after the dash.
DASH = "\u2013\u2060"
# Enough for every figure that somebody states; few enough to drop the noise of binary floats.
SIGNIFICANT_DIGITS = 10

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_POWER = re.compile(r"\b((?:N|c|k|d|m)?m)([23])\b")
_FORMULA = re.compile(r"\b(CO|SO|NO|PO|NH|O)([2-4])(?=e?\b)")
_MICRO = re.compile(r"\bu(?=(?:g|m|S|L|mol)\b)")
_PER_BRACKET = re.compile(r"^([^/()]+)/\(([^()]+)\)(?:/([^/()]+))?$")


def format_number(value: Number, digits: int = SIGNIFICANT_DIGITS) -> str:
    """``value`` in the active language, rounded to ``digits`` significant digits, never in powers of ten."""
    number = Decimal(f"{value:.{digits}g}").normalize()
    whole, _, fraction = f"{abs(number):f}".partition(".")
    decimal_sign, between = _signs(get_language() or "en")
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", between, whole)
    sign = MINUS if number < 0 else ""
    return f"{sign}{grouped}{decimal_sign + fraction if fraction else ''}"


@lru_cache(maxsize=16)
def _signs(language: str) -> tuple[str, str]:
    """Decimal sign and what parts thousands. From CLDR, since Django knows no formats for some of our languages
    before their catalogues are compiled.
    """
    locale = Locale.parse(html_language(language), sep="-")
    decimal_sign = get_decimal_symbol(locale, numbering_system="latn")
    if decimal_sign == ".":
        return decimal_sign, NARROW_NO_BREAK_SPACE
    return decimal_sign, get_group_symbol(locale, numbering_system="latn")


def format_range(low: Number | None, high: Number | None) -> str:
    """``10–500``, a single number where both ends are equal, ``≥ 10`` or ``≤ 500`` where one end is open,
    else ``""``.
    """
    if low is None and high is None:
        return ""
    if low is None:
        return f"≤{NARROW_NO_BREAK_SPACE}{format_number(high)}"
    if high is None:
        return f"≥{NARROW_NO_BREAK_SPACE}{format_number(low)}"
    if low == high:
        return format_number(low)
    # A dash beside a minus sign would read as one long line.
    dash = f" {DASH} " if low < 0 or high < 0 else DASH
    return f"{format_number(low)}{dash}{format_number(high)}"


def format_unit(unit: str | None) -> str:
    """A unit as it is written in data (``m3/d``, ``USD/(m3/d)``, ``ug/L``) as it is printed (``m³/d``, ``USD
    per m³/d``, ``µg/L``).
    """
    if not unit or unit == "pH":
        return ""
    text = _PER_BRACKET.sub(_per, unit.strip())
    text = _MICRO.sub("µ", text)
    text = _POWER.sub(lambda m: m[1] + m[2].translate(_SUPERSCRIPT), text)
    text = _FORMULA.sub(lambda m: m[1] + m[2].translate(_SUBSCRIPT), text)
    return text.replace("log10", "log₁₀").replace("degC", "°C").replace(" - ", f" {DASH} ")


def _per(match: re.Match[str]) -> str:
    text = pgettext("unit", "%(amount)s per %(base)s") % {"amount": match[1], "base": match[2]}
    if match[3]:
        text = pgettext("unit", "%(amount)s per %(base)s") % {"amount": text, "base": match[3]}
    return text


def format_quantity(low: Number | None, high: Number | None, unit: str | None = "") -> SafeString:
    """A range with its unit as HTML, the unit in the quiet colour; says 'not stated' where there is no
    number.
    """
    text = format_range(low, high)
    if not text:
        return format_html('<span class="quiet">{}</span>', gettext("not stated"))
    printed = format_unit(unit)
    if not printed:
        return format_html("{}", text)
    return format_html('{}{}<span class="unit">{}</span>', text, NARROW_NO_BREAK_SPACE, printed)


def plain_quantity(low: Number | None, high: Number | None, unit: str | None = "") -> str:
    """The same without HTML, for ``aria-label``, titles and the command line."""
    text = format_range(low, high).replace("\u2060", "")
    printed = format_unit(unit)
    if not text:
        return gettext("not stated")
    return f"{text}{NARROW_NO_BREAK_SPACE}{printed}" if printed else text
