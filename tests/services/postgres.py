"""A real PostgreSQL on this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .processes import Process, ServiceFailed, ServiceMissing, free_ports, give, ordinary, scratch

OLDEST = 14  # the oldest that Django 5.2 speaks to
DATABASE = "estuary"
USER = "estuary"


def programs() -> Path:
    """The folder of PostgreSQL's server programs. Raises `ServiceMissing`."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True
    )
    on_path = shutil.which("postgres")
    folders = [*debian, *([Path(on_path).parent] if on_path else [])]
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise ServiceMissing(f"PostgreSQL {OLDEST} or newer is not installed (Debian: postgresql)")


class Postgres:
    """A server in `folder`, which must belong to us; on 127.0.0.1 only, with one user and an empty database."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.data = folder / "data"
        kept = folder / "port"
        self.port = int(kept.read_text()) if kept.exists() else free_ports(1)[0]
        kept.write_text(str(self.port))
        self._process: Process | None = None

    @property
    def url(self) -> str:
        """The address of the database for `DATABASE_URL`."""
        return f"postgres://{USER}@127.0.0.1:{self.port}/{DATABASE}"

    def start(self) -> None:
        """Make the cluster where there is none, start the server, make the database."""
        fresh = not (self.data / "PG_VERSION").exists()
        give(self.folder)
        if fresh:
            self._run("initdb", "--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C.UTF-8",
                      "--no-sync", str(self.data))  # fmt: skip
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            # Data of tests and developers: a crash of the machine may lose them.
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": "60",
        }
        settings = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        self._process = Process(
            [str(programs() / "postgres"), "-D", str(self.data), "-p", str(self.port), *settings],
            log=self.folder / "console.log",
            environment={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            folder=self.folder,
        )
        self._process.wait_until(self.answers)
        if fresh:
            self._run("createdb", *self._address(), DATABASE)

    def answers(self) -> bool:
        """Whether it takes connections."""
        ready = subprocess.run(
            [programs() / "pg_isready", *self._address()], capture_output=True, check=False
        )
        return ready.returncode == 0

    def stop(self) -> None:
        """End it, cutting connections that are still open."""
        if self._process is not None:
            self._process.stop(signal.SIGINT)

    def tool(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's client programs against this server, e.g. `pg_dump`."""
        self._run(program, *self._address(), *arguments)

    def _address(self) -> list[str]:
        return ["--host=127.0.0.1", f"--port={self.port}", f"--username={USER}"]

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(programs() / program), *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=self.folder, check=False, **ordinary()
        )
        if done.returncode:
            raise ServiceFailed(f"{program} failed:\n{done.stderr[-2000:]}")


@contextlib.contextmanager
def running() -> Iterator[Postgres]:
    """A PostgreSQL that is empty and thrown away afterwards."""
    with scratch("postgres") as folder:
        server = Postgres(folder)
        try:
            server.start()
            yield server
        finally:
            server.stop()
