"""Writing to Elasticsearch: in bulk, ordered by version, and a new index in the place of the old in one call.

Names (`{prefix}` is `estuary` unless the settings say otherwise; MAPPING_VERSION is part of each):

    {prefix}-v1            alias of the index that is asked and written
    {prefix}-v1-next       alias of the index that a rebuild is filling; who writes meanwhile writes to both
    {prefix}-v1-…          the indices themselves

A write goes to aliases only and demands that they are aliases: a write that comes late can never make an index of its own.
"""

import contextlib
import logging
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.documents import SearchDocument
from search.engines.base import WriteReport
from search.engines.elasticsearch_client import OVERLOADED, Servers
from search.engines.elasticsearch_mapping import MAPPING_VERSION, mapping, settings, to_source
from search.params import IndexMissing, IndexOutdated, SearchUnavailable

logger = logging.getLogger(__name__)

CHUNK_RECORDS = 500
CHUNK_BYTES = 8 * 1024 * 1024
BUSY_RETRIES = 3  # of records that a busy server sent back, with a pause that doubles from the first
FIRST_PAUSE = 0.5  # seconds
FILL_SECONDS = 120.0  # for one bulk of a rebuild
COPY_SECONDS = 600  # for the copies of a new index to be made before it is swapped in


class Writer:
    """Writes to the indices of one prefix."""

    def __init__(self, servers: Servers, options: Mapping[str, Any]) -> None:
        self._servers = servers
        self.shards = int(options.get("SHARDS") or 1)
        self._replicas = int(options["REPLICAS"]) if options.get("REPLICAS") not in (None, "") else 1
        self._prefix = f"{options.get('PREFIX') or 'estuary'}-v"
        self.alias = f"{self._prefix}{MAPPING_VERSION}"
        self.next = f"{self.alias}-next"

    def index(self, documents: Iterable[SearchDocument], version: int | None) -> WriteReport:
        """See `SearchEngine.index`."""
        read = list(documents)  # all of them before the first is written
        return self._everywhere([("index", document.record, document) for document in read], version)

    def delete(self, records: Iterable[str], version: int | None) -> None:
        """See `SearchEngine.delete`."""
        self._everywhere([("delete", record, None) for record in records], version)

    def _everywhere(
        self, changes: list[tuple[str, str, SearchDocument | None]], version: int | None
    ) -> WriteReport:
        """Write to the index that a rebuild is filling, where there is one, and then to the one in use.

        Whether there is one is asked after the records were read: a rebuild that begins later reads them again. In this
        order, since the one may take the place of the other at any moment: the second write goes to whichever is in use.

        An older site writes nothing once a newer one fills an index of another mapping: the notes wait for the newer
        site's workers. Raises `IndexOutdated` then.
        """
        if not changes:
            return WriteReport()
        names = self._aliases()
        if any(self._mapping_of(name) > MAPPING_VERSION for name in names):
            raise IndexOutdated("a newer version of the site takes over; its workers carry on")
        if self.next in names:
            with contextlib.suppress(IndexMissing):  # swapped in since
                self.bulk(changes, self.next, version)
        report = self.bulk(changes, self.alias, version)
        self._servers.write(lambda client: client.indices.refresh(index=self.alias))
        return report

    def _aliases(self) -> set[str]:
        """Every alias of ours, of whatever mapping."""
        found = self._servers.write(lambda client: client.indices.get_alias(name=f"{self._prefix}*"))
        return {alias for index in found.values() for alias in index["aliases"]}

    def _mapping_of(self, alias: str) -> int:
        number = alias.removeprefix(self._prefix).removesuffix("-next")
        return int(number) if number.isdecimal() else 0

    def bulk(
        self,
        changes: Iterable[tuple[str, str, SearchDocument | None]],
        target: str,
        version: int | None,
        seconds: float | None = None,
    ) -> WriteReport:
        """Send changes to one alias; what the index refuses is in the report. Raises `SearchUnavailable`."""
        actions = (_action(target, *change, version) for change in changes)

        def send(client: Elasticsearch) -> WriteReport:
            written, rejected = 0, {}
            for fine, answer in streaming_bulk(
                client,
                actions,
                chunk_size=CHUNK_RECORDS,
                max_chunk_bytes=CHUNK_BYTES,
                raise_on_error=False,
                max_retries=BUSY_RETRIES,
                initial_backoff=FIRST_PAUSE,
                max_backoff=8,
                require_alias=True,  # of the request: `streaming_bulk` leaves it out of an action without a word
            ):
                (result,) = answer.values()
                if fine:
                    written += 1
                elif reason := _refusal(result):
                    rejected[result["_id"]] = reason
            return WriteReport(written, rejected)

        return self._servers.write(send) if seconds is None else self._servers.write(send, seconds)

    @contextlib.contextmanager
    def replacement(self) -> Iterator["Filling"]:
        """See `SearchEngine.replacement`."""
        self._sweep()
        name = f"{self.alias}-{time.strftime('%Y%m%d%H%M%S', time.gmtime())}-{uuid.uuid4().hex[:8]}"
        self._servers.write(
            lambda client: client.indices.create(
                index=name, mappings=mapping(), settings=settings(self.shards), aliases={self.next: {}}
            )
        )
        try:
            yield Filling(self, name)
            self._finish(name)
            self._swap(name)
        except BaseException:
            # Where the servers are gone as well, the next rebuild sweeps it.
            with contextlib.suppress(SearchUnavailable):
                self._servers.write(lambda client: client.indices.delete(index=name, ignore_unavailable=True))
            raise

    def _finish(self, name: str) -> None:
        """Make what was written visible, and copy it, before anybody is sent there."""

        def settle(client: Elasticsearch) -> Any:
            ready = {"index": {"refresh_interval": None, "number_of_replicas": self._replicas}}
            client.indices.put_settings(index=name, settings=ready)
            client.indices.refresh(index=name)
            return client.cluster.health(
                index=name, wait_for_status="green", timeout=f"{COPY_SECONDS}s", level="indices"
            )

        if self._replicas:
            health = self._servers.write(settle, COPY_SECONDS + 30.0)
            if health["timed_out"]:
                logger.warning("the copies of %s are not complete; it is used all the same", name)
        else:
            self._servers.write(settle, FILL_SECONDS)

    def _swap(self, name: str) -> None:
        """The new index under the alias, the old ones gone, in one call that the cluster does whole or not at all."""
        old = [index for index in self.indices(self.alias) if index != name]
        actions: list[dict[str, Any]] = [
            {"add": {"index": name, "alias": self.alias}},
            {"remove": {"index": name, "alias": self.next}},
            *({"remove_index": {"index": index}} for index in old),
        ]
        self._servers.write(lambda client: client.indices.update_aliases(actions=actions))

    def indices(self, alias: str) -> list[str]:
        """The indices behind an alias."""

        def names(client: Elasticsearch) -> list[str]:
            if not client.indices.exists_alias(name=alias):
                return []
            return sorted(client.indices.get_alias(name=alias))

        return self._servers.write(names)

    def _sweep(self) -> None:
        """Drop what interrupted rebuilds left behind, and indices of another mapping once this one has its own.

        The first rebuild of a new mapping leaves the old index to the site that still runs on it.
        """
        kept = self.indices(self.alias)
        pattern = f"{self._prefix}*" if kept else f"{self.alias}-*"
        found = self._servers.write(
            lambda client: client.indices.get(index=pattern, expand_wildcards="all", features="aliases")
        )
        for name in sorted(set(found) - set(kept)):
            logger.info("dropping %s, which nobody uses", name)
            self._servers.write(lambda client, name=name: client.indices.delete(index=name))  # type: ignore[misc]


class Filling:
    """The index that a rebuild fills. See `search.engines.base.Replacement`."""

    def __init__(self, writer: Writer, place: str) -> None:
        self._writer = writer
        self.place = place

    def index(self, documents: Iterable[SearchDocument], version: int | None = None) -> WriteReport:
        """Write documents into it."""
        changes = (("index", document.record, document) for document in documents)
        return self._writer.bulk(changes, self._writer.next, version, FILL_SECONDS)


def _action(
    target: str, what: str, record: str, document: SearchDocument | None, version: int | None
) -> dict[str, Any]:
    action: dict[str, Any] = {"_op_type": what, "_index": target, "_id": record}
    if version is not None:
        action |= {"version": version, "version_type": "external_gte"}
    if document is not None:
        action["_source"] = to_source(document)
    return action


def _refusal(result: Mapping[str, Any]) -> str:
    """Why the index refuses a record for what it holds; empty where it is as it should be.

    A newer write that is there already, and a record to delete that is not, are as they should be. Raises
    `SearchUnavailable` where the index takes nothing now, whatever the record.
    """
    status, error = result["status"], result.get("error") or {}
    kind, reason = error.get("type", ""), error.get("reason", "")
    if status == 409 or (status == 404 and not error):
        return ""
    if kind == "index_not_found_exception":
        raise IndexMissing(f"no index: {reason}; run search_rebuild")
    if status in OVERLOADED or kind == "cluster_block_exception":
        raise SearchUnavailable(f"the index takes no writes: {reason}")
    cause = (error.get("caused_by") or {}).get("reason", "")
    return ": ".join(part[:200] for part in (kind, reason, cause) if part)
