"""A real Elasticsearch on this machine: one node, or several that form a cluster."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from .fetching import java_home, server_folder
from .processes import Process, free_ports, give, scratch

HEAP = "512m"
HEAP_OF_SEVERAL = "400m"


class Node:
    """One Elasticsearch process with its own ports and folder."""

    def __init__(self, name: str, folder: Path, http: int, transport: int):
        self.name, self.folder, self.http, self.transport = name, folder, http, transport
        self.url = f"http://127.0.0.1:{http}"
        self._process: Process | None = None

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self._process is not None and self._process.alive

    def start(self, settings: dict[str, object], heap: str) -> None:
        """Start the process; it may take ten seconds until it answers."""
        config = self.folder / "config"
        if not config.exists():
            shutil.copytree(server_folder() / "config", config)
        own = {
            "node.name": self.name,
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            "http.port": self.http,
            "transport.port": self.transport,
        }
        # JSON is YAML.
        lines = (f"{key}: {json.dumps(value)}\n" for key, value in {**settings, **own}.items())
        (config / "elasticsearch.yml").write_text("".join(lines))
        give(self.folder)
        self._process = Process(
            [str(server_folder() / "bin" / "elasticsearch")],
            log=self.folder / "console.log",
            environment={
                "PATH": os.environ["PATH"],
                "ES_JAVA_HOME": str(java_home()),
                "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap}",
                "ES_PATH_CONF": str(config),
            },
            folder=self.folder,
        )

    def wait(self) -> None:
        """Return once it answers."""
        if self._process is None:
            raise RuntimeError(f"{self.name} was not started")
        self._process.wait_until(lambda: ask(self.url, "/_cluster/health") is not None)

    def kill(self) -> None:
        """End it at once, as a power failure would."""
        if self._process is not None:
            self._process.kill()

    def stop(self) -> None:
        """End it in an orderly way."""
        if self._process is not None:
            self._process.stop()

    def freeze(self) -> None:
        """Let it hang: it keeps its connections and answers nothing."""
        if self._process is not None:
            self._process.send(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        if self._process is not None:
            self._process.send(signal.SIGCONT)


class Elasticsearch:
    """A cluster of `nodes` nodes in `folder`, which must belong to us; without security, on 127.0.0.1 only."""

    def __init__(self, folder: Path, nodes: int = 1, heap: str | None = None):
        ports = self._ports(folder, nodes)
        self.folder = folder
        self.nodes = [
            Node(f"node-{n}", folder / f"node-{n}", *ports[2 * n : 2 * n + 2]) for n in range(nodes)
        ]
        self._heap = heap or (HEAP if nodes == 1 else HEAP_OF_SEVERAL)

    @property
    def url(self) -> str:
        """Addresses of the nodes, separated by commas."""
        return ",".join(node.url for node in self.nodes)

    def start(self) -> None:
        """Start every node and return once all have joined."""
        for node in self.nodes:
            node.folder.mkdir(parents=True, exist_ok=True)
            node.start(self._settings(), self._heap)
        for node in self.nodes:
            node.wait()
        self.wait_for_all()

    def restart(self, node: Node) -> None:
        """Start a node again that was killed or stopped."""
        node.start(self._settings(), self._heap)
        node.wait()
        self.wait_for_all()

    def wait_for_all(self) -> None:
        """Return once every node has joined and no shard is under way."""
        query = f"wait_for_nodes={len(self.nodes)}&wait_for_status=green&wait_for_no_relocating_shards=true"
        ask(next(node for node in self.nodes if node.alive).url, f"/_cluster/health?{query}&timeout=60s", 70)

    def stop(self) -> None:
        """End every node."""
        for node in self.nodes:
            node.thaw()
            node.stop()

    def _settings(self) -> dict[str, object]:
        settings: dict[str, object] = {
            "cluster.name": "estuary",
            "network.host": "127.0.0.1",
            "path.repo": [str(self.folder / "snapshots")],
            "xpack.security.enabled": False,
            # An index is made by a rebuild, with its mapping, or not at all: as in production.
            # How full this machine's disk is says nothing about the product; the tests set the blocks themselves.
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        if len(self.nodes) == 1:
            return {**settings, "discovery.type": "single-node"}
        hosts = [f"127.0.0.1:{node.transport}" for node in self.nodes]
        names = [node.name for node in self.nodes]
        return {**settings, "discovery.seed_hosts": hosts, "cluster.initial_master_nodes": names}

    @staticmethod
    def _ports(folder: Path, nodes: int) -> list[int]:
        """The ports of an earlier start in this folder, whose cluster state knows them; else free ones."""
        kept = folder / "ports.json"
        if kept.exists():
            return list(json.loads(kept.read_text()))
        ports = free_ports(2 * nodes)
        kept.write_text(json.dumps(ports))
        return ports


def ask(url: str, path: str, seconds: float = 5) -> object | None:
    """The answer of a server as JSON; None where it gives none."""
    try:
        with urllib.request.urlopen(url + path, timeout=seconds) as answer:
            return json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return None


@contextlib.contextmanager
def running(nodes: int = 1) -> Iterator[Elasticsearch]:
    """An Elasticsearch that is empty and thrown away afterwards."""
    with scratch(f"elasticsearch-{nodes}") as folder:
        server = Elasticsearch(folder, nodes)
        try:
            server.start()
            yield server
        finally:
            server.stop()
