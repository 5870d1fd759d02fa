"""Labels of codes in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.languages import data_language, html_language
from cms.models import Concept
from cms.vocabulary import Label, labels


@dataclass(frozen=True)
class ShownLabel:
    """A code as the reader sees it. A label that no reader of the language has confirmed stands beside the
    English one.
    """

    code: str
    text: str
    language: str
    english: str
    sure: bool = True

    def __str__(self) -> str:
        return self.text if self.sure else f"{self.text} ({self.english})"

    @property
    def html(self) -> SafeString:
        """The label as HTML, each part marked with its language."""
        if self.language == "en" and data_language() != "en":
            return format_html('<span lang="en">{}</span>', self.text)
        if self.sure:
            return format_html("{}", self.text)
        return format_html('{} <span class="quiet" lang="en">({})</span>', self.text, self.english)

    @property
    def lang(self) -> str:
        """Language of the label for ``lang``."""
        return html_language(self.language)


def shown_labels(scheme: str | Iterable[str] = (), language: str | None = None) -> dict[int, ShownLabel]:
    """Labels of the codes of some schemes (of all by default) by the concept's key: one query beside the
    kept labels of ``cms.vocabulary``.

    A code without a label in ``language`` (the active one by default) keeps its English label, marked as
    English.
    """
    schemes = [scheme] if isinstance(scheme, str) and scheme else list(scheme)
    concepts = Concept.objects.filter(scheme__in=schemes) if schemes else Concept.objects.all()
    kept = labels(language)
    shown = {}
    for pk, of, code, english in concepts.values_list("pk", "scheme", "code", "label"):
        label = kept.get(f"{of}/{code}") or Label(english, "en")
        shown[pk] = ShownLabel(code, label.text, label.language, english, sure=not label.english)
    return shown
