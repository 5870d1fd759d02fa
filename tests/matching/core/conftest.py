"""The shipped vocabulary as plain terms, and one reader of needs for the whole session."""

import json
from pathlib import Path

import pytest

from cms import units
from matching.core.concepts import ConceptFinder, ConceptTerm
from matching.core.countries import country_terms
from matching.core.understanding import Understanding

DATA = Path(__file__).resolve().parents[3] / "data"


def facts(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def shipped_terms():
    terms = [
        ConceptTerm(f"{t['scheme']}/{t['code']}", "en", t["label"]["en"]) for t in facts("vocabulary.json")
    ]
    for key, entry in facts("vocabulary-labels.json").items():
        sure = entry.get("sure", {})
        terms += [
            ConceptTerm(key, language, label, sure.get(language, True))
            for language, label in entry["label"].items()
        ]
        terms += [
            ConceptTerm(key, language, name) for language, names in entry["alt"].items() for name in names
        ]
    for group in facts("synonyms.json"):
        key = f"synonym/{group['concept']}"
        terms += [
            ConceptTerm(key, language, name) for language, names in group["terms"].items() for name in names
        ]
    for group in facts("product-groups.json"):
        key = f"product-group/{group['code']}"
        terms += [ConceptTerm(key, language, label) for language, label in group["label"].items()]
        terms += [ConceptTerm(key, "en", name) for name in group["aliases"]]
    return terms


@pytest.fixture(scope="session")
def terms():
    return shipped_terms()


@pytest.fixture(scope="session")
def finder(terms):
    return ConceptFinder([*terms, *country_terms()])


@pytest.fixture(scope="session")
def understanding(terms):
    own = {t["code"]: t["unit"] for t in facts("vocabulary.json") if t.get("unit")}
    return Understanding(terms, units, parameter_units=own)
