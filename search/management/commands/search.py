"""`manage.py search`: the search page for scripts and terminals. The JSON is a contract: docs/search-
contract.md.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from cms.languages import data_language, django_language
from search import service
from search.asks import MAX_LINES, UnreadableAsk, line_text, plain_number, read_line
from search.fields import CAPACITY_NUMBERS, FACET_NAMES
from search.forms import SearchForm
from search.params import SORTS, SearchResults, SearchUnavailable


class Command(BaseCommand):
    """Search the catalogue."""

    help = (
        "Search the catalogue. --json prints {total, hits: [{kind, id, title, score}], facets, did_you_mean}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The question, a filter for each facet, and how to print."""
        parser.add_argument("text", nargs="?", default="", help="words in any of the ten languages")
        for name in FACET_NAMES:
            parser.add_argument(f"--{name}", action="append", default=[], help="a code; may be repeated")
        parser.add_argument(
            "--line",
            action="append",
            default=[],
            metavar="PARAMETER:MEASURE:NUMBER",
            help="a performance, e.g. cod:removal:90 (at least, in %%) or cod:outlet:50 (at most, in the "
            f"parameter's unit); may be repeated, at most {MAX_LINES}: all of them",
        )
        for unit, name in CAPACITY_NUMBERS.items():
            parser.add_argument(
                _option(name), type=float, metavar="NUMBER", help=f"capacity to cover, in {unit}"
            )
        parser.add_argument("--language", default="en", help="language of titles, e.g. en, zh, vi")
        parser.add_argument("--sort", choices=SORTS, default="relevance")
        parser.add_argument("--page", type=int, default=1)
        parser.add_argument("--limit", type=int, default=10, help="hits on a page, at most 100")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask and print."""
        data: dict[str, Any] = {name: options[name] for name in FACET_NAMES}
        data |= {"q": options["text"], "sort": options["sort"], "page": options["page"]}
        data |= _capacities(options) | {"line": _lines(options["line"])}
        language = data_language(options["language"])
        form = SearchForm(data, language=language, page_size=options["limit"])
        with translation.override(django_language(language)):
            try:
                results = service.search(form.params())
            except SearchUnavailable as error:
                raise CommandError(f"Search is not available: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(as_json(results), ensure_ascii=False, indent=2))
        else:
            self._print(results)

    def _print(self, results: SearchResults) -> None:
        self.stdout.write(f"{results.total} results")
        if results.did_you_mean:
            self.stdout.write(f"Did you mean: {results.did_you_mean}")
        for hit in results.hits:
            self.stdout.write(f"{hit.score:8.2f}  {hit.kind:18} {hit.id:40} {hit.title}")


def _option(number: str) -> str:
    return f"--{number.replace('_', '-')}"


def _capacities(options: dict[str, Any]) -> dict[str, str]:
    """The fields of the page that ask for the capacities. A script's mistake is told, where a page leaves it out."""
    given = {name: options[name] for name in CAPACITY_NUMBERS.values() if options[name] is not None}
    for name, value in given.items():
        if not 0 < value < 1e15:
            raise CommandError(f"{_option(name)}: not a size: {value:g}")
    return {f"{end}_{name}": plain_number(value) for name, value in given.items() for end in ("min", "max")}


def _lines(texts: list[str]) -> list[str]:
    if len(texts) > MAX_LINES:
        raise CommandError(f"--line: at most {MAX_LINES}")
    try:
        return [line_text(read_line(text)) for text in texts]
    except UnreadableAsk as error:
        raise CommandError(f"--line {error}") from error


def as_json(results: SearchResults) -> dict[str, Any]:
    """The stable form of an answer."""
    return {
        "total": results.total,
        "hits": [
            {"kind": hit.kind, "id": hit.id, "title": hit.title, "score": hit.score} for hit in results.hits
        ],
        "facets": {
            name: [{"value": count.value, "count": count.count} for count in counts]
            for name, counts in results.facets.items()
        },
        "did_you_mean": results.did_you_mean,
    }
