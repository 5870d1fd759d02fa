"""Where the embedded index lies on disk, who may write it, and how a new one takes the place of the old.

PATH/current        name of the directory in use; replaced in one step
PATH/v1-…/          an index; one that no `current` names is left over from a rebuild that was interrupted
PATH/write.lock     held by whoever writes; the system releases it when that process ends, however it ends
"""

import contextlib
import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from search.params import IndexMissing, IndexOutdated, SearchUnavailable

WAIT_SECONDS = 10.0  # for another writer; a drain holds the lock for well under a second, a rebuild longer


class IndexDirectory:
    """The folder of one embedded index."""

    def __init__(self, path: Path, schema_version: int) -> None:
        self.path = path
        self.prefix = f"v{schema_version}-"

    def current(self) -> Path:
        """The index in use. Raises `SearchUnavailable` where there is none, or one of another schema."""
        try:
            name = (self.path / "current").read_text(encoding="ascii").strip()
        except FileNotFoundError as error:
            raise IndexMissing(f"no index in {self.path}; run search_rebuild") from error
        except (OSError, UnicodeDecodeError) as error:
            raise SearchUnavailable(f"cannot read the index: {error}") from error
        if not name.startswith(self.prefix) or not (self.path / name).is_dir():
            raise IndexOutdated(f"the index in {self.path} is gone or of another version; run search_rebuild")
        return self.path / name

    @contextlib.contextmanager
    def replacement(self) -> Iterator[Path]:
        """A new, empty folder; when the block ends it is the index in use. If it raises, the old one stays."""
        fresh = self.path / f"{self.prefix}{uuid.uuid4().hex[:12]}"
        fresh.mkdir(parents=True)
        try:
            yield fresh
        except (
            BaseException
        ):  # also an interrupt from the keyboard: the half-filled folder goes, then it goes on
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        pointer = self.path / f"current-{fresh.name}"
        pointer.write_text(fresh.name, encoding="ascii")
        os.replace(pointer, self.path / "current")
        self._sweep(keep=fresh)

    def _sweep(self, keep: Path) -> None:
        """Remove every other index. A reader that still has files of one open keeps them until it closes
        them.
        """
        for folder in self.path.glob("v*-*"):
            if folder != keep:
                shutil.rmtree(folder, ignore_errors=True)

    @contextlib.contextmanager
    def writing(self, wait: float = WAIT_SECONDS) -> Iterator[None]:
        """The right to write, for one process and thread at a time. Raises `SearchUnavailable` after `wait`
        seconds.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            handle = (self.path / "write.lock").open("a")
        except OSError as error:
            raise SearchUnavailable(f"cannot write the index: {error}") from error
        with handle:
            deadline = time.monotonic() + wait
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() > deadline:
                        raise SearchUnavailable("another process is writing the index") from error
                    time.sleep(0.05)
            yield
