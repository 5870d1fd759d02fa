"""The import contracts hold, and would notice if they did not."""

import shutil
import subprocess
import sys

import pytest

PACKAGES = ("marketplace", "matching", "search", "cms")
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.fixture(scope="module")
def copied(root, tmp_path_factory):
    """The code and its contracts, in a folder where they may be broken."""
    folder = tmp_path_factory.mktemp("copy")
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("static", "templates", "locale", "__pycache__")
        shutil.copytree(root / package, folder / package, ignore=ignored)
    shutil.copy(root / "pyproject.toml", folder)
    return folder


def lint(folder):
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_contracts_hold(copied):
    answer = lint(copied)
    assert answer.returncode == 0, answer.stdout
    assert "0 broken" in answer.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("cms/countries.py", "import search.params"),
        ("search/params.py", "import matching.core.verdicts"),
        ("matching/core/verdicts.py", "import django.conf"),
        ("matching/core/verdicts.py", "import cms.units"),
        ("marketplace/policies.py", "import tantivy"),
        ("search/fields.py", "import sklearn"),
        ("marketplace/models/users.py", "import marketplace.services"),
    ],
)
def test_an_import_that_points_the_wrong_way_is_found(copied, module, line):
    path = copied / module
    before = path.read_text()
    path.write_text(f"{before}\n{line}\n")
    try:
        answer = lint(copied)
    finally:
        path.write_text(before)
    assert answer.returncode != 0
    assert "BROKEN" in answer.stdout
