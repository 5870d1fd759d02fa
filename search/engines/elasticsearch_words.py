"""What the index knows of words: in how many documents each stands, and which are near a misspelt one."""

import threading
import time
from collections.abc import Iterable
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.elasticsearch_client import Servers
from search.entries import EVERYWHERE
from search.fields import WEIGHTS
from search.queries import text_query
from search.suggest import SHORTEST, edits

KEPT_SECONDS = 60.0  # another process may have written since
MOST_KEPT = 50_000
NEIGHBOURS = 50


class WordStatistics:
    """Shares of documents by token, asked once and kept for a minute. Safe for threads."""

    def __init__(self, servers: Servers, alias: str) -> None:
        self._servers, self._alias = servers, alias
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """The index has changed."""
        with self._lock:
            self._shares: dict[str, float] = {}
            self._documents: int | None = None
            self._since = time.monotonic()

    def documents(self) -> int:
        """How many documents there are, about. Raises `SearchUnavailable`."""
        if self._documents is None:
            self.look_up([EVERYWHERE])
        return self._documents or 0

    def share(self, terms: Iterable[str]) -> float:
        """In which share of the documents one of the tokens stands in a field at most; 0 to 1."""
        terms = list(terms)
        self.look_up(terms)
        return max((self._shares.get(term, 0.0) for term in terms), default=0.0)

    def known(self, word: str) -> bool:
        """Whether a document holds the word in any form."""
        return any(self.share(unit.terms) for unit in text_query(word).units)

    def look_up(self, terms: Iterable[str]) -> None:
        """Ask for those tokens that are not kept, all in one request."""
        if time.monotonic() - self._since > KEPT_SECONDS or len(self._shares) > MOST_KEPT:
            self.forget()
        missing = [term for term in dict.fromkeys(terms) if term not in self._shares]
        if not missing:
            return
        text = " ".join(missing)

        def ask(client: Elasticsearch) -> Any:
            # A document that is not there, made of the words that are asked for.
            return client.termvectors(
                index=self._alias,
                doc=dict.fromkeys(WEIGHTS, text),
                fields=list(WEIGHTS),
                term_statistics=True,
                field_statistics=True,
                offsets=False,
                positions=False,
                payloads=False,
            ).body

        fields = self._servers.read(ask)["term_vectors"].values()
        documents = max((field["field_statistics"]["doc_count"] for field in fields), default=0)
        counts = dict.fromkeys(missing, 0)
        for field in fields:
            for term, about in field["terms"].items():
                counts[term] = max(counts.get(term, 0), about.get("doc_freq", 0))
        with self._lock:
            self._documents = max(0, documents)
            self._shares |= {
                term: count / documents if documents > 0 else 0.0 for term, count in counts.items()
            }

    def near(self, word: str) -> list[tuple[str, int]]:
        """Words of the index that differ from `word` by an edit or two, with how many documents hold them."""
        term = {
            "field": "words",
            "suggest_mode": "always",
            "max_edits": edits(word),
            "prefix_length": 1,
            "min_word_length": SHORTEST,
            "size": NEIGHBOURS,
            "string_distance": "damerau_levenshtein",
        }
        body = {"suggest": {"near": {"text": word, "term": term}}, "size": 0, "_source": False}
        answer = self._servers.read(lambda client: client.search(index=self._alias, body=body).body)
        return [
            (option["text"], option["freq"])
            for entry in answer["suggest"]["near"]
            for option in entry["options"]
        ]
