"""The reference technology sheets, with their words in nine languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cms.languages import DATA_LANGUAGES
from cms.models import PerformanceLine, ReferenceLibraryPage, Scheme, TechnologyPage, TechnologyWords

from . import shapes
from .known import Known
from .registry import Finding, Loader, Record, Side, Table
from .streams import sentences, sources
from .tree import section
from .writing import existing_pages, publish, put_page, set_fields, set_rows

_TRANSLATED = tuple(language for language in DATA_LANGUAGES if language != "en")
_PARTS = {"inlet": "inlet", "outlet": "outlet", "removal_percent": "removal", "value": "value"}

_line = shapes.record(
    parameter=shapes.code(Scheme.PARAMETER),
    # Temperatures, balances and savings may be negative; a share removed may not.
    inlet=shapes.optional(shapes.span()),
    outlet=shapes.optional(shapes.span()),
    removal_percent=shapes.optional(shapes.span(high=100)),
    value=shapes.optional(shapes.span()),
    unit=shapes.text(60),
    conditions=shapes.text(500, empty=True),
    basis=shapes.one_of(PerformanceLine.Basis.values),
)


def _quantity(**more: shapes.Shape | shapes.Maybe) -> shapes.Shape:
    basis = shapes.Maybe(shapes.optional(shapes.text(200)))
    return shapes.optional(shapes.span(unit=shapes.text(60), basis=basis, **more))


def _check(record: Record, known: Known) -> Iterator[Finding]:
    """A line must state a number; a sheet is not related to itself."""
    for index, line in enumerate(record.data["performance"]):
        if all(line[part] is None or set(line[part].values()) == {None} for part in _PARTS):
            yield f"performance[{index}]", "states no number"
    if record.key in record.data["related"]:
        yield "related", "refers to itself"


def _notes(record: Record, known: Known) -> Iterator[Finding]:
    """An alternative that nobody has written a sheet for yet is a link less, and no reason to refuse a sheet."""
    for index, other in enumerate(record.data["related"]):
        if not known.has("technologies", other):
            yield f"related[{index}]", f"{other!r} is not in technologies, so it is not linked"


TECHNOLOGIES = Table(
    name="technologies",
    pattern="technologies/*.json",
    check=_check,
    notes=_notes,
    shape=shapes.record(
        id=shapes.slug(),
        title=shapes.record(en=shapes.text(255), zh=shapes.text(300)),
        aliases=shapes.items(shapes.text(200)),
        summary=shapes.text(),
        problem=shapes.text(),
        principle=shapes.text(),
        group=shapes.code(Scheme.GROUP),
        listing_type=shapes.code(Scheme.LISTING_TYPE),
        media=shapes.items(shapes.code(Scheme.MEDIUM), at_least=1, unique=True),
        sectors=shapes.items(shapes.code(Scheme.SECTOR), unique=True),
        parameters=shapes.items(shapes.code(Scheme.PARAMETER), unique=True),
        performance=shapes.items(_line),
        capacity=_quantity(modular=shapes.Maybe(shapes.flag())),
        footprint=_quantity(),
        energy_use=_quantity(),
        capex=_quantity(year=shapes.optional(shapes.year())),
        opex=_quantity(year=shapes.optional(shapes.year())),
        lifetime_years=shapes.optional(shapes.number(0)),
        trl=shapes.number(1, 9, whole=True),
        maturity=shapes.code(Scheme.MATURITY),
        operator_skill=shapes.code(Scheme.OPERATOR_SKILL),
        needs=shapes.sentences(),
        residues=shapes.sentences(),
        limits_of_use=shapes.sentences(at_least=2),
        better_than=shapes.text(empty=True),
        local_fit=shapes.text(empty=True),
        cooperation=shapes.items(shapes.code(Scheme.COOPERATION), unique=True),
        sdgs=shapes.items(shapes.number(1, 17, whole=True), unique=True),
        related=shapes.items(shapes.slug(), unique=True),
        sources=shapes.sources(seen=True),
    ),
)
TRANSLATIONS = Table(
    name="translations",
    pattern="translations/*.json",
    key=lambda stem, data: f"{stem}/{data['id']}",
    check=lambda record, known: (
        ()
        if record.key.split("/")[0] in _TRANSLATED
        else [("", f"the file is named after none of the languages {', '.join(_TRANSLATED)}")]
    ),
    shape=shapes.record(
        id=shapes.reference("technologies"),
        title=shapes.text(300),
        summary=shapes.text(),
        problem=shapes.text(),
        terms=shapes.items(shapes.text(300)),
    ),
)
REQUESTS = Table(
    name="technology-requests",
    pattern="technology-requests.json",
    key=lambda stem, data: data["id"],
    shape=shapes.record(
        id=shapes.reference("technologies"),
        requests=shapes.items(shapes.text(200), at_least=1, unique=True),
    ),
)


def _spans(data: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of the sheet's five ranges; an absent range leaves all of its columns empty."""
    columns: dict[str, Any] = {}
    for name in TechnologyPage.SPANS:
        span = data[name] or {}
        columns |= {f"{name}_min": span.get("min"), f"{name}_max": span.get("max")}
        columns[f"{name}_unit"] = span.get("unit", "")
        if name == "capacity":
            columns["capacity_modular"] = span.get("modular", False)
        else:
            columns[f"{name}_basis"] = span.get("basis") or ""
        if name in ("capex", "opex"):
            columns[f"{name}_year"] = span.get("year")
    return columns


def _columns(data: Mapping[str, Any], known: Known) -> dict[str, Any]:
    return {
        "title": data["title"]["en"],
        "draft_title": data["title"]["en"],
        "other_names": sentences(data["aliases"]),
        **{name: data[name] for name in ("summary", "problem", "principle", "better_than", "local_fit")},
        **{name: data[name] for name in ("sdgs", "lifetime_years", "trl")},
        "group": known.code(Scheme.GROUP, data["group"]),
        "listing_type": known.code(Scheme.LISTING_TYPE, data["listing_type"]),
        "maturity": known.code(Scheme.MATURITY, data["maturity"]),
        "operator_skill": known.code(Scheme.OPERATOR_SKILL, data["operator_skill"]),
        "media": known.codes(Scheme.MEDIUM, data["media"]),
        "sectors": known.codes(Scheme.SECTOR, data["sectors"]),
        "parameters": known.codes(Scheme.PARAMETER, data["parameters"]),
        "cooperation": known.codes(Scheme.COOPERATION, data["cooperation"]),
        "site_needs": sentences(data["needs"]),
        "residues": sentences(data["residues"]),
        "limits_of_use": sentences(data["limits_of_use"]),
        "sources": sources(data["sources"]),
        **_spans(data),
    }


def _performance(data: Mapping[str, Any], known: Known) -> list[dict[str, Any]]:
    rows = []
    for line in data["performance"]:
        row = {name: line[name] for name in ("unit", "conditions", "basis")}
        row["parameter"] = known.code(Scheme.PARAMETER, line["parameter"])
        for part, column in _PARTS.items():
            span = line[part] or {}
            row |= {f"{column}_min": span.get("min"), f"{column}_max": span.get("max")}
        rows.append(row)
    return rows


def _words(record: Record) -> list[dict[str, Any]]:
    """Words in other languages. The sheet's own Chinese title, chosen by its author, goes before a
    machine's.
    """
    rows = []
    for language in _TRANSLATED:
        words = record.side("translations", f"{language}/{record.key}")
        if words:
            row = {name: words[name] for name in ("title", "summary", "problem", "terms")}
        elif language == "zh":
            row = {"summary": "", "problem": "", "terms": []}
        else:
            continue
        if language == "zh":
            row["title"] = record.data["title"]["zh"]
        rows.append({"language": language, "origin": TechnologyWords.Origin.MACHINE, **row})
    return rows


def _apply(record: Record, page: TechnologyPage | None, known: Known) -> TechnologyPage:
    new = page is None
    page = page or TechnologyPage()
    asked = record.side(REQUESTS.name, record.key)
    set_fields(
        page, {**_columns(record.data, known), "requests": sentences(asked["requests"] if asked else [])}
    )
    set_rows(page, "performance", _performance(record.data, known))
    set_rows(page, "words", _words(record), by="language")
    return put_page(page, section(ReferenceLibraryPage), record.key) if new else page


def _finish(record: Record, page: TechnologyPage, known: Known) -> None:
    """Links among the sheets, which all exist by now; then the revision."""
    page.related = known.every("technologies", record.data["related"])
    page.related.commit()
    publish(page)


LOADERS = (
    Loader(
        TECHNOLOGIES,
        _apply,
        finish=_finish,
        existing=lambda keys: existing_pages(TechnologyPage, ReferenceLibraryPage, keys),
        sides=(
            Side(TRANSLATIONS, keys=lambda key: [f"{language}/{key}" for language in _TRANSLATED]),
            Side(REQUESTS, keys=lambda key: [key]),
        ),
    ),
)
