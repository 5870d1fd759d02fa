"""Labels of codes in the reader's language, read once and kept for a minute.

An edit shows at once in the process that made it and within a minute in the others: labels change a few times a
year, and a query for every chip on every page would cost more than that is worth.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from .countries import country_name
from .languages import data_language
from .models import Concept, ConceptLabel, Scheme

KEEP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Label:
    """A code's label. ``english`` is set where the label in the reader's language is not confirmed."""

    text: str
    language: str
    english: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be measured: its own unit, ``""`` where the vocabulary gives none, and the medium it is measured in."""

    code: str
    unit: str
    medium: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """The vocabulary in one language, and when it was read."""

    read: float
    labels: Mapping[str, Label]
    parameters: Mapping[str, Parameter]


_cache: dict[str, _Kept] = {}


def forget() -> None:
    """Drop the kept labels; called when the vocabulary changes."""
    _cache.clear()


def _read(language: str) -> _Kept:
    found, parameters = {}, {}
    rows = Concept.objects.values_list("scheme", "code", "label", "unit", "medium")
    for scheme, code, label, unit, medium in rows:
        found[f"{scheme}/{code}"] = Label(label, "en")
        if scheme == Scheme.PARAMETER:
            parameters[code] = Parameter(code, unit, medium)
    if language != "en":
        named = ConceptLabel.objects.filter(language=language).exclude(label="")
        for scheme, code, text, sure, english in named.values_list(
            "concept__scheme", "concept__code", "label", "sure", "concept__label"
        ):
            found[f"{scheme}/{code}"] = Label(text, language, "" if sure else english)
    return _Kept(time.monotonic(), found, parameters)


def _kept(language: str | None) -> _Kept:
    language = data_language(language)
    kept = _cache.get(language)
    if kept is None or time.monotonic() - kept.read > KEEP_SECONDS:
        kept = _cache[language] = _read(language)
    return kept


def labels(language: str | None = None) -> Mapping[str, Label]:
    """All labels by ``scheme/code`` in a language; English where the language has none. At most two queries."""
    return _kept(language).labels


def parameters() -> Mapping[str, Parameter]:
    """All parameters by code, in the order of the vocabulary; kept with the labels of the active language."""
    return _kept(None).parameters


def label(scheme: str, code: str, language: str | None = None) -> Label:
    """One code's label; the code itself where the vocabulary does not know it. Scheme ``country`` is CLDR's."""
    if scheme == "country":
        return Label(country_name(code, language), data_language(language))
    return labels(language).get(f"{scheme}/{code}") or Label(code, "en")
