"""Server processes of an ordinary user: where they keep files, how they start, how one waits for them, how they stop."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

ORDINARY = "nobody"  # whom a server runs as where we are root, since neither server starts as root
START_SECONDS = 120.0


class ServiceMissing(Exception):
    """What a server needs is not on this machine; the message says what and how to get it."""


class ServiceFailed(Exception):
    """A server did not start or died; the message ends with its last words."""


def is_root() -> bool:
    """Whether servers need another user than ours."""
    return os.geteuid() == 0


def cache_folder() -> Path:
    """Where fetched servers are kept: the user's cache; for root a place that an ordinary user can read."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path("/var/cache/estuary") if is_root() else Path(home) / "estuary"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def give(path: Path) -> Path:
    """Make `path` and all below it belong to the user whom servers run as."""
    if is_root():
        for each in (path, *path.rglob("*")):
            shutil.chown(each, ORDINARY)
    return path


@contextlib.contextmanager
def scratch(name: str) -> Iterator[Path]:
    """A new folder of the ordinary user, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=f"estuary-{name}-"))
    try:
        yield give(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on, held together while they are drawn so that they differ."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def ordinary() -> dict[str, object]:
    """Arguments of `subprocess` that make a command run as the ordinary user."""
    if not is_root():
        return {}
    user = pwd.getpwnam(ORDINARY)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Process:
    """One server process with its own session, so that its children end with it."""

    def __init__(self, command: Sequence[str], *, log: Path, environment: Mapping[str, str], folder: Path):
        self.log = log
        self.name = Path(command[0]).name
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env=dict(environment),
                cwd=folder,
                start_new_session=True,
                **ordinary(),
            )

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def wait_until(self, ready: Callable[[], bool], seconds: float = START_SECONDS) -> None:
        """Return once `ready()`; raises `ServiceFailed` where the process dies or the time is over."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.alive:
                raise ServiceFailed(f"{self.name} died while starting:\n{self.last_words()}")
            if time.monotonic() > deadline:
                self.kill()
                raise ServiceFailed(f"{self.name} is not ready after {seconds:.0f} s:\n{self.last_words()}")
            time.sleep(0.2)

    def last_words(self, lines: int = 25) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def send(self, number: signal.Signals) -> None:
        """Send a signal to it and its children; no error where they are gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def stop(self, number: signal.Signals = signal.SIGTERM, seconds: float = 30.0) -> None:
        """Ask it to stop, wait, and kill it where it does not."""
        self.send(number)
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it at once, as a power failure would."""
        self.send(signal.SIGKILL)
        self._process.wait()
