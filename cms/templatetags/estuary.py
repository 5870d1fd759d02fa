"""Tags and filters of the shared look. What they compute is in ``cms.presenters``; what they draw is in
``cms/components``.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext
from wagtail.models import Page

from cms.countries import country_name
from cms.languages import html_language
from cms.presenters import dates, navigation, numbers, pagination
from cms.presenters import range_bar as bars
from cms.presenters.icons import ICONS
from cms.presenters.requirements import RequirementRow
from cms.selectors.pages import trail
from cms.selectors.vocabulary import ShownLabel

register = template.Library()

OFFICIAL_LANGUAGES = {
    "CN": "zh", "TW": "zh-hant", "HK": "zh-hant", "JP": "ja", "KR": "ko", "TH": "th", "VN": "vi",
    "ID": "id", "MY": "ms", "BN": "ms", "PH": "fil", "KH": "km", "LA": "lo", "MM": "my", "SG": "en",
    "TL": "pt", "DE": "de",
}  # fmt: skip
NOTICE_ICONS = {"": "info", "plain": "info", "done": "done", "caution": "caution", "error": "stop"}


@register.filter
def number(value: numbers.Number | None) -> str:
    """``{{ 12500.5|number }}`` in the active language; nothing for nothing."""
    return "" if value is None or value == "" else numbers.format_number(value)


@register.filter
def unit(value: str | None) -> str:
    """``{{ "m3/d"|unit }}`` prints m³/d."""
    return numbers.format_unit(value)


@register.simple_tag
def quantity(low: numbers.Number | None, high: numbers.Number | None, unit: str | None = "") -> SafeString:
    """``{% quantity low high "mg/L" %}``: a range with its unit, or 'not stated'."""
    return numbers.format_quantity(low, high, unit)


@register.simple_tag
def limit(low: numbers.Number | None, high: numbers.Number | None, unit: str | None = "") -> SafeString:
    """``{% limit None 75 "mg/L" %}``: a ceiling stands as the bare number, a floor and a range say what they
    are.
    """
    return numbers.format_quantity(high if low is None else low, high, unit)


@register.filter
def stated_date(value: object) -> str:
    """``{{ "2014-04"|stated_date }}`` as exactly as it was stated."""
    return dates.format_stated_date(value)


@register.filter
def host(url: str | None) -> str:
    """The host of an address, for a source without a title."""
    return urlsplit(url or "").netloc


@register.filter
def bcp47(code: str | None) -> str:
    """A language code as HTML wants it; the active one's where none is given."""
    return html_language(code or get_language() or "")


@register.simple_tag
def language_attr(code: str | None) -> SafeString:
    """``<p{% language_attr "km" %}>`` writes ``lang`` where the passage is not in the page's language, else
    nothing.
    """
    if not code or html_language(code) == html_language(get_language() or ""):
        return SafeString("")
    return format_html(' lang="{}"', html_language(code))


@register.simple_tag
def foreign(text: str | None, code: str | None) -> SafeString:
    """A passage of a line, marked with its language where that is not the page's."""
    return format_html("<span{}>{}</span>", language_attr(code), text or "")


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A drawing, hidden from screen readers since a word always stands beside it. Raises ``KeyError`` for an
    unknown name.
    """
    variant = f" icon--{size}" if size else ""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        variant,
        ICONS[name],
    )


@register.filter
def has_icon(name: str) -> bool:
    """Whether there is a drawing of that name, for codes that come from data."""
    return name in ICONS


def verdict_word(outcome: str) -> str:
    """The word for an outcome, in the active language. Raises ``KeyError`` for one that does not exist."""
    return {
        "met": pgettext("verdict", "Met"),
        "part": pgettext("verdict", "Met in part"),
        "not-met": pgettext("verdict", "Not met"),
        "not-stated": pgettext("verdict", "Not stated"),
    }[outcome]


@register.inclusion_tag("cms/components/verdict.html")
def verdict(outcome: str, mark: bool = False) -> dict[str, object]:
    """Colour, shape and word of ``met``, ``part``, ``not-met`` or ``not-stated``; ``mark`` hides the word
    from sight only.
    """
    return {"outcome": str(outcome), "word": verdict_word(str(outcome)), "mark": mark}


@register.inclusion_tag("cms/components/range_bar.html")
def range_bar(
    low: float | None = None,
    high: float | None = None,
    limit: float | None = None,
    direction: str = "at-most",
    borrowed: bool = False,
    label: str = "",
) -> dict[str, object]:
    """One offer against one limit; ``label`` is the sentence for those who do not see it."""
    return {"bar": bars.range_bar(low, high, limit, direction, borrowed), "label": label}


@register.simple_block_tag
def notice(content: SafeString, kind: str = "", title: str = "") -> SafeString:
    """``{% notice "caution" _("First sentence.") %}the rest{% endnotice %}``; kinds: plain, done, caution,
    error.
    """
    return render_to_string(
        "cms/components/notice.html",
        {"kind": kind, "title": title, "body": content, "icon": NOTICE_ICONS[kind]},
    )


@register.simple_tag(takes_context=True)
def main_places(context: Context) -> list[navigation.Place]:
    """Links of the header."""
    return list(navigation.main_places(context.get("request")))


@register.simple_tag
def place(name: str, *args: str) -> str:
    """Address of a named place, or nothing where the package that serves it is not installed."""
    return navigation.link_to(name, *args)


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[navigation.LanguageLink]:
    """The present page in each language."""
    return navigation.language_links(context.get("request"))


@register.simple_tag
def page_numbers(current: int, last: int) -> list[int | None]:
    """Page numbers worth a link, ``None`` for a gap."""
    return pagination.page_numbers(current, last)


@register.filter
def country(code: str | None) -> str:
    """A country's name in the active language."""
    return country_name(code) if code else ""


@register.filter
def labelled(key: int | None, labels: dict[int, ShownLabel]) -> SafeString:
    """``{{ page.group_id|labelled:labels }}``: a code's label in the reader's language, marked with its own
    where that differs.
    """
    return labels[key].html if key in labels else SafeString("")


@register.filter
def label_text(key: int | None, labels: dict[int, ShownLabel]) -> str:
    """The same without HTML, for attributes and titles."""
    return str(labels[key]) if key in labels else ""


@register.filter
def field_words(field: Iterable) -> list[str]:
    """What was not confirmed, in words: ``name.local`` becomes 'name, local'."""
    return [str(block.value).replace(".", ", ").replace("_", " ") for block in field]


@register.simple_tag
def page_trail(page: Page) -> list[tuple[str, str]]:
    """Pairs of title and address from the home page down to a page."""
    return trail(page)


@register.filter
def items(field: Iterable) -> list[str]:
    """The sentences of a list field."""
    return [block.value for block in field]


@register.filter
def local_language(country_code: str | None) -> str:
    """The language that names of a country's ministries and firms are written in, for ``lang``."""
    return html_language(OFFICIAL_LANGUAGES.get(country_code or "", "und"))


@register.simple_tag
def sample_rows() -> list[RequirementRow]:
    """Four rows that teach how to read an answer; their numbers are those of the sheets they name."""
    cod, land = gettext("COD"), gettext("Land")
    return [
        RequirementRow(cod, "part", 45, 117, 75, "mg/L", note=gettext("textile dyeing line")),
        RequirementRow(land, "met", 240, 900, 2000, "m2", note=gettext("membrane bioreactor")),
        RequirementRow(cod, "not-met", 90, 225, 75, "mg/L", note=gettext("moving bed biofilm")),
        RequirementRow(
            gettext("Colour"), "not-stated", None, None, 50, "Pt-Co", note=gettext("membrane bioreactor")
        ),
    ]
