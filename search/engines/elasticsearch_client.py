"""The way to the servers: one pool of connections, time-outs, another node after a failure, a breaker for outages.

What a reader waits for is bounded twice: one request by `READ_SECONDS`, all requests for one answer by `ANSWER_SECONDS`.
After `FAILURES` failures in a row nothing is asked for `PAUSE_SECONDS`: readers get the page that says so at once, and a
server that comes back is not met by a crowd. Reads and writes have a breaker each, since a disk that takes no writes still
answers.
"""

import contextlib
import contextvars
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.exceptions import SerializationError

from search.engines.breaker import Breaker, BreakerOpen
from search.params import IndexMissing, SearchUnavailable

logger = logging.getLogger(__name__)

READ_SECONDS = 1.2
ANSWER_SECONDS = 2.4
WRITE_SECONDS = 30.0
# Pauses before a failed search is asked again.
AGAIN_SECONDS = (0.1, 0.3)
LEAST_SECONDS = 0.05  # with less left of the budget nothing is asked
FAILURES = 3
PAUSE_SECONDS = 5.0
# Answers of a server that cannot serve now, as opposed to one that refuses what was asked.
OVERLOADED = frozenset((429, 500, 502, 503, 504))

Answer = TypeVar("Answer")
_until: contextvars.ContextVar[float | None] = contextvars.ContextVar("search_answer_until", default=None)


def is_outage(error: BaseException) -> bool:
    """Whether an error says that the server cannot serve, whoever asks."""
    if isinstance(error, ApiError):
        return error.status_code in OVERLOADED
    return isinstance(error, TransportError)


@contextlib.contextmanager
def answer_budget(seconds: float) -> Iterator[None]:
    """All requests in the block together take no longer than this."""
    token = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


class Servers:
    """The cluster that `options` name: URL, USER, PASSWORD, CA, PATIENCE (see `marketplace.settings.base`)."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        user = options.get("USER") or ""
        authority: dict[str, Any] = {"ca_certs": options["CA"]} if options.get("CA") else {}
        self.raw = Elasticsearch(
            [url.strip() for url in str(options["URL"]).split(",") if url.strip()],
            basic_auth=(user, str(options.get("PASSWORD") or "")) if user else None,
            **authority,
            connections_per_node=16,
            # One more try, on another node where there is one; who writes tries again by the outbox.
            max_retries=2,
            retry_on_timeout=False,
            retry_on_status=(502, 503, 504),
            dead_node_backoff_factor=1.0,
            max_dead_node_backoff=30.0,
        )
        self._patience = float(options.get("PATIENCE") or 1)
        self._reads = Breaker("searches", is_outage, failures=FAILURES, pause=PAUSE_SECONDS)
        self._writes = Breaker("writes", is_outage, failures=FAILURES, pause=PAUSE_SECONDS)

    def read(self, call: Callable[[Elasticsearch], Answer], seconds: float = READ_SECONDS) -> Answer:
        """The answer of `call`, asked again after growing pauses while the budget lasts.

        A node that dies takes the others a moment to notice; who asks in that moment waits for them.
        Raises `SearchUnavailable`; `IndexMissing` where there is no index.
        """
        patience = seconds * self._patience
        wait = _remaining(patience)
        with failures(), self._reads.calling():
            for pause in AGAIN_SECONDS:
                try:
                    return call(self.raw.options(request_timeout=wait))
                except (ApiError, TransportError) as error:
                    left = _left(patience + pause) - pause
                    if not is_outage(error) or left < LEAST_SECONDS:
                        raise
                    logger.info("asked again in %g s: %s", pause, error)
                time.sleep(pause)
                wait = min(patience, left)
            return call(self.raw.options(request_timeout=wait))

    def budget(self, seconds: float = ANSWER_SECONDS) -> contextlib.AbstractContextManager[None]:
        """All reads in the block together take no longer than this, times the patience of the installation."""
        return answer_budget(seconds * self._patience)

    def write(self, call: Callable[[Elasticsearch], Answer], seconds: float = WRITE_SECONDS) -> Answer:
        """The answer of a write. Raises as `read` does."""
        with failures(), self._writes.calling():
            return call(self.raw.options(request_timeout=seconds))

    def close_breakers(self) -> None:
        """Ask again at once: for whoever knows that the server is back."""
        self._reads.close()
        self._writes.close()


def _left(seconds: float) -> float:
    until = _until.get()
    return seconds if until is None else min(seconds, until - time.monotonic())


def _remaining(seconds: float) -> float:
    left = _left(seconds)
    if left < LEAST_SECONDS:
        raise SearchUnavailable("the servers are too slow")
    return left


@contextlib.contextmanager
def failures() -> Iterator[None]:
    """What the client raises, in the words of the protocol."""
    try:
        yield
    except BreakerOpen as error:
        raise SearchUnavailable("the servers do not answer; they are asked again in a moment") from error
    except NotFoundError as error:
        raise IndexMissing(f"no index: {error.message}; run search_rebuild") from error
    except ApiError as error:
        if not is_outage(
            error
        ):  # a request that the server refuses is a mistake of ours, and an outage to the reader
            logger.exception("Elasticsearch refused a request")
        raise SearchUnavailable(f"Elasticsearch answered {error.status_code}: {error.message}") from error
    except (TransportError, SerializationError) as error:
        raise SearchUnavailable(f"Elasticsearch does not answer: {error.message}") from error
