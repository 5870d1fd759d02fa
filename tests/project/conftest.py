"""The project's own files, as tests of them need them."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def compose(root: Path) -> str:
    """The description of the production stack, as text."""
    return (root / "docker-compose.yml").read_text()


@pytest.fixture(scope="session")
def stack(compose: str) -> dict[str, Any]:
    """The same, read."""
    return yaml.safe_load(compose)


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[Path]:
    """Every file under version control that stands in the folder now."""
    if not (root / ".git").exists():
        pytest.skip("not a git checkout: no telling which files are the project's")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [root / name for name in listed if name and (root / name).is_file()]


@pytest.fixture(scope="session")
def texts(tracked: list[Path]) -> dict[Path, str]:
    """The tracked files that are text."""
    found = {}
    for path in tracked:
        content = path.read_bytes()
        if b"\0" not in content:
            found[path] = content.decode()
    return found
