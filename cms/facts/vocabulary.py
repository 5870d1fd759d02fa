"""Codes with their labels and other names, and the synonyms."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import Model

from cms.languages import DATA_LANGUAGES
from cms.models import Concept, Scheme, SynonymGroup

from . import shapes
from .known import Known
from .registry import Finding, Loader, Record, Side, Table
from .writing import set_fields, set_rows


def _key(stem: str, data: Mapping[str, Any]) -> str:
    return f"{data['scheme']}/{data['code']}"


VOCABULARY = Table(
    name="vocabulary",
    pattern="vocabulary.json",
    key=_key,
    shape=shapes.record(
        scheme=shapes.one_of(Scheme.values),
        code=shapes.slug(60),
        label=shapes.record(en=shapes.text(200)),
        unit=shapes.Maybe(shapes.optional(shapes.text(40))),
        medium=shapes.Maybe(shapes.optional(shapes.code(Scheme.MEDIUM))),
    ),
)


def _check_labels(record: Record, known: Known) -> Iterator[Finding]:
    if not known.has("vocabulary", record.key):
        yield "", "is no code of the vocabulary"


LABELS = Table(
    name="vocabulary-labels",
    pattern="vocabulary-labels.json",
    shape=shapes.record(
        id=shapes.text(90),
        label=shapes.table_of(shapes.text(200), DATA_LANGUAGES),
        alt=shapes.table_of(shapes.items(shapes.text(200)), DATA_LANGUAGES),
        sure=shapes.table_of(shapes.flag(), DATA_LANGUAGES),
    ),
    check=_check_labels,
)
SYNONYMS = Table(
    name="synonyms",
    pattern="synonyms.json",
    key=lambda stem, data: data["concept"],
    shape=shapes.record(
        concept=shapes.slug(),
        terms=shapes.table_of(shapes.items(shapes.text(200), at_least=1), DATA_LANGUAGES),
    ),
)


def _apply_concept(record: Record, concept: Concept | None, known: Known) -> Concept:
    concept = concept or Concept()
    data, words = record.data, record.side("vocabulary-labels")
    # The order of the file is the order shown.
    position = concept.position if concept.pk else len(known.rows("vocabulary"))
    set_fields(
        concept,
        {
            "scheme": data["scheme"],
            "code": data["code"],
            "label": data["label"]["en"],
            "unit": data.get("unit") or "",
            "medium": data.get("medium") or "",
            "position": position,
        },
    )
    label, other, sure = (words.get(part, {}) for part in ("label", "alt", "sure"))
    set_rows(
        concept,
        "labels",
        [
            {
                "language": language,
                "label": label.get(language, ""),
                "alternatives": other.get(language, []),
                "sure": sure.get(language, True),
            }
            for language in DATA_LANGUAGES
            if language in label or language in other
        ],
        by="language",
    )
    concept.save()
    return concept


def _existing_concepts(keys: Collection[str]) -> dict[str, Model]:
    return {concept.key: concept for concept in Concept.objects.all() if concept.key in keys}


def _apply_synonyms(record: Record, group: SynonymGroup | None, known: Known) -> SynonymGroup:
    group = group or SynonymGroup()
    group.code, group.terms = record.data["concept"], record.data["terms"]
    group.save()
    return group


def _existing_synonyms(keys: Collection[str]) -> dict[str, Model]:
    return {group.code: group for group in SynonymGroup.objects.filter(code__in=keys)}


LOADERS = (
    Loader(VOCABULARY, _apply_concept, existing=_existing_concepts, sides=(Side(LABELS),)),
    Loader(SYNONYMS, _apply_synonyms, existing=_existing_synonyms),
)
