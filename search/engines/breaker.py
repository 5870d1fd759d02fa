"""A circuit breaker: after some failures in a row nobody asks for a while, then one asks for all.

`pybreaker` was looked at first: it holds a lock while it calls, so that a process could search once at a time.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator

logger = logging.getLogger(__name__)


class BreakerOpen(Exception):  # noqa: N818 - a state, not a fault
    """Nothing was asked, since the last calls failed."""


class Breaker:
    """Opens after `failures` in a row for `pause` seconds. Then one call is let through: it closes or opens again.

    `is_outage` tells the errors that count; others pass and count as an answer. Safe for threads; calls run side by side.
    """

    def __init__(
        self,
        what: str,
        is_outage: Callable[[BaseException], bool],
        *,
        failures: int = 5,
        pause: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what, self._is_outage = what, is_outage
        self._most, self._pause, self._clock = failures, pause, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._opened: float | None = None
        self._trying = False

    @contextlib.contextmanager
    def calling(self) -> Iterator[None]:
        """Run the block, or raise `BreakerOpen`."""
        self._enter()
        try:
            yield
        except BaseException as error:
            if isinstance(error, Exception) and not self._is_outage(error):
                self.close()
            else:
                self._failure(counts=isinstance(error, Exception))
            raise
        else:
            self.close()

    def close(self) -> None:
        """Let everybody through."""
        with self._lock:
            if self._opened is not None:
                logger.warning("%s are asked again", self._what)
            self._failed, self._opened, self._trying = 0, None, False

    def _enter(self) -> None:
        with self._lock:
            if self._opened is None:
                return
            if self._trying or self._clock() - self._opened < self._pause:
                raise BreakerOpen(self._what)
            self._trying = True

    def _failure(self, *, counts: bool) -> None:
        with self._lock:
            self._failed += counts
            if self._trying or (self._opened is None and self._failed >= self._most):
                logger.warning(
                    "%s failed %d times in a row: none for %g s", self._what, self._failed, self._pause
                )
                self._opened = self._clock()
            self._trying = False
