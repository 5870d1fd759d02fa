"""The Elasticsearch server from Maven's central repository: fetched once, checked, unpacked, kept."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

from .processes import ServiceFailed, ServiceMissing, cache_folder

VERSION = "8.19.3"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
SHA256 = "c4b08b70523700efde9f3e4c9287229f085c2c0db1efca5c6a7d65abbdb9f2e1"
OLDEST_JAVA = 17


def java_home() -> Path:
    """The folder of a Java that runs the server. Raises `ServiceMissing`."""
    named = os.environ.get("ES_JAVA_HOME") or os.environ.get("JAVA_HOME")
    java = Path(named) / "bin" / "java" if named else shutil.which("java")
    if not java or not Path(java).exists():
        raise ServiceMissing(
            f"Elasticsearch needs Java {OLDEST_JAVA} (Debian: openjdk-{OLDEST_JAVA}-jre-headless)"
        )
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if not version or int(version.group(1)) < OLDEST_JAVA:
        raise ServiceMissing(f"Elasticsearch needs Java {OLDEST_JAVA}; this one says: {said.strip()}")
    return Path(java).resolve().parents[1]


def server_folder() -> Path:
    """The unpacked server, fetched at the first call. Raises `ServiceMissing` or `ServiceFailed`."""
    folder = cache_folder() / f"elasticsearch-{VERSION}"
    if folder.exists():
        return folder
    with (cache_folder() / "fetching.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run in several processes
        if not folder.exists():
            _unpack(_checked(_fetch()), folder)
    return folder


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetch() -> Path:
    maven = shutil.which("mvn")
    if maven is None:
        raise ServiceMissing("fetching Elasticsearch needs Maven (Debian: maven)")
    print(f"Fetching Elasticsearch {VERSION} by Maven (97 MB, once) …", flush=True)
    home = cache_folder() / "maven"
    command = [maven, "-q", "-B", f"-Dmaven.repo.local={home}", "dependency:get", f"-Dartifact={ARTIFACT}"]
    done = subprocess.run([*command, "-Dtransitive=false"], capture_output=True, text=True, check=False)
    found = list(home.glob(f"org/elasticsearch/**/elasticsearch-{VERSION}.zip"))
    if done.returncode or not found:
        raise ServiceFailed(f"Maven could not fetch {ARTIFACT}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return found[0]


def _checked(archive: Path) -> Path:
    found = checksum(archive)
    if found != SHA256:
        archive.unlink()
        raise ServiceFailed(f"{archive.name} has the checksum {found}, not {SHA256}; it was removed")
    return archive


def _unpack(archive: Path, folder: Path) -> None:
    """Unpack beside the final place and move it there, so that a half-unpacked server is never used."""
    draft = folder.with_suffix(".part")
    shutil.rmtree(draft, ignore_errors=True)
    with zipfile.ZipFile(archive) as file:
        file.extractall(draft)
    (inner,) = draft.iterdir()
    for tool in (inner / "bin").iterdir():  # zip files keep no rights
        tool.chmod(tool.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    inner.rename(folder)
    shutil.rmtree(draft)
