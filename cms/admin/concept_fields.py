"""Form fields for codes of the vocabulary.

A technology's form has a dozen of them, and one more on each performance line. Their choices are read once for
all, and grouped as the vocabulary groups them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Field, ForeignKey
from django.forms.models import ModelChoiceIterator
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms.models import register_form_field_override

from cms import vocabulary
from cms.languages import data_language
from cms.models import Concept, Scheme, TechnologyPage

from .widgets import PickedPages, SearchableBoxes

Choice = tuple[int, str]
Group = tuple[str, list[Choice]]

# Kept as long as ``cms.vocabulary`` keeps the labels they are made of, and dropped with them.
_kept: dict[str, tuple[Mapping[str, object], dict[str, list[Group]]]] = {}


def _text(concept: Concept, label: str) -> str:
    """Label, code and unit, so that an editor can search for any of them."""
    unit = f", {concept.unit}" if concept.unit else ""
    return f"{label} ({concept.code}{unit})"


def _read(labels: Mapping[str, object]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    concepts = Concept.objects.order_by("scheme", "position", "code")
    for scheme, members in groupby(concepts, key=lambda concept: concept.scheme):
        groups: dict[str, list[Choice]] = {}
        for concept in members:
            medium = labels.get(f"{Scheme.MEDIUM}/{concept.medium}", "") if concept.medium else ""
            text = _text(concept, str(labels.get(concept.key, concept.label)))
            groups.setdefault(str(medium), []).append((concept.pk, text))
        found[scheme] = list(groups.items())
    return found


def concept_groups(scheme: str) -> list[Group]:
    """A scheme's choices under the labels of their media, in the editor's language; no query once they are kept."""
    language = data_language()
    labels = vocabulary.labels(language)
    kept = _kept.get(language)
    if kept is None or kept[0] is not labels:
        kept = (labels, _read(labels))
        _kept[language] = kept
    return kept[1].get(scheme, [])


class _ConceptChoices(ModelChoiceIterator):
    """The kept choices in the place of a query."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        scheme = self.field.get_limit_choices_to().get("scheme", "")
        for heading, choices in concept_groups(scheme):
            if heading:
                yield heading, choices
            else:
                yield from choices

    def __len__(self) -> int:
        return sum(1 for _choice in self)


class ConceptField(forms.ModelChoiceField):
    """One code of a scheme."""

    iterator = _ConceptChoices


class ConceptsField(forms.ModelMultipleChoiceField):
    """Several codes of a scheme."""

    iterator = _ConceptChoices
    widget = SearchableBoxes


def _for_many(field: Field) -> dict[str, Any]:
    """How a many-to-many field is edited: boxes for codes and for technology sheets, Wagtail's way for others."""
    if field.remote_field.model is Concept:
        return {"form_class": ConceptsField}
    if field.remote_field.model is TechnologyPage:
        return {"widget": PickedPages}
    return {"widget": SearchableBoxes}


def register_fields() -> None:
    """Let all admin forms edit codes with these fields."""
    register_form_field_override(ForeignKey, to=Concept, override={"form_class": ConceptField})
    register_form_field_override(ParentalManyToManyField, override=_for_many)
