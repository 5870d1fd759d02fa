"""Searches: ours against the raw request, the embedded engine against tantivy, and Wagtail's database search."""

import json
from pathlib import Path
from typing import Any

from .measuring import Report, p95, side_by_side

ROOT = Path(__file__).resolve().parents[2]
SEARCH_RATIO, EMBEDDED_RATIO, NEAREST_MS = 1.3, 2.0, 60.0  # at 100,000: docs/scale.md


def questions() -> list[tuple[str, str]]:
    """`(text, language)`: titles of the judged needs, some of each language."""
    needs = json.loads((ROOT / "data" / "judged-needs-dev.json").read_text(encoding="utf-8"))
    by_language: dict[str, list[str]] = {}
    for need in needs:
        by_language.setdefault(need["language"], []).append(need["title"])
    return [(title, language) for language, titles in sorted(by_language.items()) for title in titles[:5]]


def bench_search(report: Report, rounds: int) -> tuple[float, float]:
    """Faceted search, and nearest neighbours with filters: p95 of ours for both, in ms."""
    from search.documents import vector_of
    from search.engines import elasticsearch_queries as queries
    from search.engines.base import get_engine
    from search.params import SearchParams
    from search.queries import text_query

    engine: Any = get_engine()
    client = engine.servers.raw

    def params(question: tuple[str, str]) -> SearchParams:
        filters = {"kind": ("technology",), "medium": ("water", "waste")}
        return SearchParams(*question, filters=filters)

    asked = questions()
    bodies = {}
    for question in asked:
        weighed = engine._weigh(text_query(question[0]))
        bodies[question] = queries.request(params(question), weighed) | {"from": 0, "size": 10}

    def raw(question: tuple[str, str]) -> object:
        return client.search(
            index=engine.writer.alias, body=bodies[question], allow_partial_search_results=False
        )

    print("\nFaceted search, two filters, ten hits, nine facets      median ms    p95 ms  times raw")
    times = side_by_side({"raw": raw, "ours": lambda q: engine.search(params(q))}, asked, rounds)
    report.times("raw request", times["raw"])
    report.times("our search", times["ours"], times["raw"])
    report.bound("p95 of ours as a multiple of raw", p95(times["ours"]) / p95(times["raw"]), SEARCH_RATIO)
    searched = p95(times["ours"])

    from cms.models import ReferenceLibraryPage, TechnologyPage

    sheets = TechnologyPage.objects.descendant_of(ReferenceLibraryPage.objects.first()).order_by("pk")[:60]
    vectors = [v for page in sheets if (v := vector_of(f"cms.technologypage:{page.pk}"))]
    if not vectors:
        print("  no vectors: install the extra `semantic` for the nearest neighbours")
        return searched, 0.0
    narrow = SearchParams(filters={"medium": ("water",), "maturity": ("proven",)})
    body = {tuple(v): queries.nearest(v, narrow, 10) for v in vectors}
    ways = {
        "raw": lambda v: client.search(index=engine.writer.alias, body=body[v]),
        "ours": lambda v: engine.nearest(v, narrow, 10),
    }
    print("\nNearest ten in meaning under two filters                median ms    p95 ms  times raw")
    times = side_by_side(ways, list(body), rounds)
    report.times("raw request", times["raw"])
    report.times("our nearest", times["ours"], times["raw"])
    report.bound("p95 of ours in ms", p95(times["ours"]), NEAREST_MS)
    return searched, p95(times["ours"])


def bench_embedded(report: Report, folder: Path, rounds: int) -> None:
    """The embedded engine against tantivy, and Wagtail's own database search, on the same questions."""
    from search.documents import all_documents
    from search.engines.embedded import EmbeddedEngine
    from search.engines.tantivy_queries import QueryBuilder
    from search.fields import FACET_NAMES, MOST_VALUES
    from search.params import SearchParams
    from search.queries import text_query

    engine = EmbeddedEngine({"PATH": folder})
    if not (folder / "current").exists():
        print("\nBuilding the embedded index …", flush=True)
        engine.rebuild(all_documents())
    searcher = engine._searcher()
    builder = QueryBuilder(engine._schema, searcher)
    asked = questions()
    prepared = {q: builder.full_query(SearchParams(*q), text_query(q[0])) for q in asked}
    counted = {n: {"terms": {"field": f"facet_{n}", "size": MOST_VALUES}} for n in FACET_NAMES}

    def raw(question: tuple[str, str]) -> object:
        query = prepared[question]
        hits = searcher.search(query, 10).hits
        return searcher.aggregate(query, counted), [searcher.doc(address) for _, address in hits]

    print("\nEmbedded engine, ten hits, nine facets                  median ms    p95 ms  times raw")
    times = side_by_side({"raw": raw, "ours": lambda q: engine.search(SearchParams(*q))}, asked, rounds)
    report.times("tantivy: query, count, facets, hits", times["raw"])
    report.times("our embedded search", times["ours"], times["raw"])
    report.bound("p95 of ours as a multiple of raw", p95(times["ours"]) / p95(times["raw"]), EMBEDDED_RATIO)


def bench_database(report: Report) -> None:
    """Wagtail's own search in the database: time, and the judged technologies it finds."""
    from cms.models import ReferenceLibraryPage, TechnologyPage
    from search.engines.base import get_engine
    from search.params import SearchParams

    library = ReferenceLibraryPage.objects.first()
    graded = json.loads((ROOT / "data" / "judgments-dev.json").read_text(encoding="utf-8"))
    needs = {
        need["id"]: need for need in json.loads((ROOT / "data" / "judged-needs-dev.json").read_text("utf-8"))
    }
    right = {
        key: {name for name, grade in row["grades"].items() if grade >= 2} for key, row in graded.items()
    }
    asked = [key for key in right if key in needs and right[key]][::4]
    engine = get_engine()

    def ours(key: str) -> list[str]:
        need = needs[key]
        found = engine.search(
            SearchParams(need["title"], need["language"], {"kind": ("technology",)}, page_size=10)
        )
        return [hit.id.rpartition("/")[2] for hit in found.hits]

    def theirs(key: str) -> list[str]:
        pages = TechnologyPage.objects.live().search(needs[key]["title"], operator="or")[:10]
        return [page.slug for page in pages]

    print("\nThe same words in Wagtail's database search             median ms    p95 ms  times ours")
    times = side_by_side({"ours": ours, "theirs": theirs}, asked, 2)
    report.times("our search", times["ours"])
    report.times("Wagtail's database search", times["theirs"], times["ours"])
    sheets = set(TechnologyPage.objects.descendant_of(library).values_list("slug", flat=True))
    for name, way in (("our search", ours), ("Wagtail's database search", theirs)):
        hit = [bool({_sheet(slug, sheets) for slug in way(key)} & right[key]) for key in asked]
        print(
            f"  {name:34} a right technology in the first ten: {sum(hit) / len(hit):.0%} of {len(hit)} needs"
        )


def _sheet(slug: str, sheets: set[str]) -> str:
    """The sheet a made-up listing was varied from: its slug begins with it."""
    name = slug.rpartition("-sample-")[0] or slug
    return name if name in sheets else slug
