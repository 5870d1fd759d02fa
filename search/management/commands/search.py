"""`manage.py search`: the search page for scripts and terminals. The JSON is a contract: docs/search-
contract.md.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from cms.languages import data_language, django_language
from search import service
from search.fields import FACET_NAMES
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
        parser.add_argument("--language", default="en", help="language of titles, e.g. en, zh, vi")
        parser.add_argument("--sort", choices=SORTS, default="relevance")
        parser.add_argument("--page", type=int, default=1)
        parser.add_argument("--limit", type=int, default=10, help="hits on a page, at most 100")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask and print."""
        data: dict[str, Any] = {name: options[name] for name in FACET_NAMES}
        data |= {"q": options["text"], "sort": options["sort"], "page": options["page"]}
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
