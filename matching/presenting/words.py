"""Names and numbers that all sentences about a match share."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from html import unescape

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from cms.languages import html_language
from cms.presenters.numbers import format_number, format_quantity
from cms.vocabulary import label

from ..core.profiles import Requirement, RequirementKind

KIND_NAMES = {
    RequirementKind.CAPACITY: _("Capacity"),
    RequirementKind.FOOTPRINT: _("Land"),
    RequirementKind.ENERGY: _("Energy"),
    RequirementKind.CAPEX: _("Cost to build"),
    RequirementKind.OPEX: _("Cost to run"),
    RequirementKind.SKILL: _("Operator skill"),
    RequirementKind.TRL: _("Readiness level"),
    RequirementKind.EVIDENCE: _("Evidence"),
    RequirementKind.LIFETIME: _("Lifetime"),
    RequirementKind.SERVICE: _("Service in the country"),
    RequirementKind.COOPERATION: _("Cooperation"),
    RequirementKind.LABEL: _("Eco-label"),
}
# Vocabulary scheme of what a requirement's code means.
CODE_SCHEMES = {
    RequirementKind.SKILL: "operator-skill",
    RequirementKind.EVIDENCE: "evidence",
    RequirementKind.COOPERATION: "cooperation",
    RequirementKind.SERVICE: "country",
}
ROUNDING = {"up": ROUND_CEILING, "down": ROUND_FLOOR, "": ROUND_HALF_EVEN}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def code_label(scheme: str, code: str) -> str:
    """A code in the reader's language; with the English beside it where nobody confirmed the label."""
    found = label(scheme, code)
    return f"{found.text} ({found.english})" if found.english else found.text


def requirement_name(requirement: Requirement) -> str:
    """What is asked about: a parameter, or a kind such as land."""
    if requirement.parameter:
        return code_label("parameter", requirement.parameter)
    if requirement.kind is RequirementKind.CAPACITY and requirement.unit in ("m3/d", "Nm3/h"):
        return pgettext("quantity", "Flow")
    return str(KIND_NAMES[requirement.kind])


def code_text(requirement: Requirement, code: str) -> str:
    """A code that stands in the place of a number, in words."""
    scheme = CODE_SCHEMES.get(requirement.kind)
    return code_label(scheme, code) if scheme and code else code


def rounded(value: float, towards: str = "", digits: int = 3) -> float:
    """To a few significant digits. ``up`` or ``down`` keeps the statement true where a bound is meant."""
    if not value or not math.isfinite(value):
        return value
    number = Decimal(f"{value:.10g}")
    return float(
        number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1), rounding=ROUNDING[towards])
    )


def amount(value: float, unit: str = "", towards: str = "", digits: int = 3) -> SafeString:
    """A number with its unit, rounded for reading."""
    whole = rounded(value, towards, max(digits, len(str(int(abs(value))))))
    return format_quantity(whole, whole, unit)


def exact(value: float, unit: str = "") -> SafeString:
    """A number with its unit as it was stated."""
    return format_quantity(value, value, unit)


def arithmetic(formula: str) -> str:
    """A formula without words, its numbers as the reader's language writes them."""
    return _NUMBER.sub(lambda match: format_number(Decimal(match[0])), formula)


def foreign(text: str, language: str) -> SafeString:
    """Words of another language, marked with it; the page's own language needs no mark."""
    if not language or html_language(language) == html_language(get_language() or ""):
        return format_html("{}", text)
    return format_html('<span lang="{}">{}</span>', html_language(language), text)


def listed(items: Sequence[str], most: int = 0) -> SafeString:
    """Things in a row, with the comma of the reader's language; with ``most``, the rest is counted."""
    shown = items[:most] if most and len(items) > most + 1 else items
    row = format_html_join(pgettext("list", ", "), "{}", ((item,) for item in shown))
    left = len(items) - len(shown)
    if not left:
        return row
    return format_html(
        ngettext("{row} and {count} more", "{row} and {count} more", left), row=row, count=format_number(left)
    )


def quoted(text: str, language: str = "") -> SafeString:
    """A passage in the quotation marks of the reader's language."""
    return format_html(gettext("“{text}”"), text=foreign(text, language))


def plain(html: str, narrow: str = " ") -> str:
    """A sentence without markup, for the command line and for scripts; ``narrow`` stands between number and unit."""
    text = unescape(strip_tags(html))
    return text.replace("\u2060", "").replace("\u202f", narrow).strip()
