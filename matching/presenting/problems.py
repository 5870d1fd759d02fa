"""What is doubtful about a question, as notices that say the way out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ..core.gathering import Problem
from .words import code_label, exact, quoted


@dataclass(frozen=True)
class Notice:
    """A sentence that says it all, what to do about it, and how urgent it is."""

    title: str
    text: str = ""
    kind: str = "caution"


def problem_notice(problem: Problem) -> Notice:
    """A problem in words. Raises ``KeyError`` for a code that does not exist."""
    return {
        "text-too-long": _too_long,
        "language-unknown": _language,
        "unknown-unit": _unit,
        "not-a-number": _not_a_number,
        "not-comparable": _not_comparable,
        "capacity-zero": _zero,
        "inlet-below-target": _below,
        "ambiguous-number": _ambiguous,
        "currency-not-compared": _currency,
    }[problem.code](problem)


def _parameter(problem: Problem) -> str:
    _limits, _dot, code = problem.field.partition(".")
    return code_label("parameter", code) if code else ""


def _too_long(_problem: Problem) -> Notice:
    return Notice(gettext("Only the first 20,000 characters were read."), gettext("Please shorten the text."))


def _language(_problem: Problem) -> Notice:
    return Notice(
        gettext("We could not tell the language of your text, so it was read as English."),
        gettext(
            "We read English, Chinese, Vietnamese, Thai, Indonesian, Malay, Filipino, Khmer, Lao and Burmese. "
            "Numbers, units and formulas are understood in any text."
        ),
        "plain",
    )


def _unit(problem: Problem) -> Notice:
    return Notice(
        _about(problem, gettext("We do not know the unit {unit}, so this number is not judged.")),
        gettext("Examples of units: mg/L, m³/d, kWh/m³."),
    )


def _not_a_number(problem: Problem) -> Notice:
    return Notice(_about(problem, gettext("This is not a number, so it is not judged.")))


def _not_comparable(problem: Problem) -> Notice:
    return Notice(
        _about(problem, gettext("{unit} does not compare with {own}.")),
        gettext("Give the limit in the unit of this parameter."),
    )


def _zero(_problem: Problem) -> Notice:
    return Notice(
        gettext("A size of zero cannot be served, so it is left out."), gettext("Give a size above zero.")
    )


def _below(problem: Problem) -> Notice:
    unit = str(problem.values.get("unit", ""))
    title = format_html(
        gettext("{name}: what comes in ({inlet}) is already below the limit ({target})."),
        name=_parameter(problem),
        inlet=exact(problem.values["inlet"], unit),
        target=exact(problem.values["target"], unit),
    )
    return Notice(title, gettext("Have the two changed places?"))


def _ambiguous(problem: Problem) -> Notice:
    title = format_html(
        gettext("{passage} can be read in two ways. We read it as {value}."),
        passage=quoted(str(problem.values["passage"])),
        value=exact(problem.values["read-as"], str(problem.values.get("unit", ""))),
    )
    return Notice(title, gettext("If you meant something else, write it without a separator."), "plain")


def _currency(problem: Problem) -> Notice:
    title = format_html(
        gettext("Amounts in {currency} are not compared."), currency=str(problem.values["unit"]).split("/")[0]
    )
    return Notice(title, gettext("Sheets state costs in US dollars. Give the amount in USD."), "plain")


def _about(problem: Problem, message: str) -> SafeString:
    name = _parameter(problem)
    values = {key: str(value) for key, value in problem.values.items()}
    sentence = format_html(message, **values) if values else format_html("{}", message)
    return format_html("{}: {}", name, sentence) if name else sentence
