import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(
    r"(?m)^([A-Za-z0-9._-]+)==([^\s;\\]+)[^\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)


def pins(path):
    return {canonicalize_name(name): version for name, version, _ in PIN.findall(path.read_text())}


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text())["project"]


def wanted(project, *extras):
    lines = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_line_is_a_pin_with_hashes_or_a_comment(root, name):
    text = (root / name).read_text()
    rest = [
        line for line in PIN.sub("", text).splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    assert rest == []
    assert len(pins(root / name)) > 50


@pytest.mark.parametrize(
    ("name", "extras"),
    [
        ("requirements.txt", ("semantic", "production")),
        ("requirements-dev.txt", ("semantic", "production", "dev")),
    ],
)
def test_the_pins_are_what_the_project_asks_for(root, project, name, extras):
    pinned = pins(root / name)
    wrong = {
        str(requirement): pinned.get(canonicalize_name(requirement.name))
        for requirement in wanted(project, *extras)
        if pinned.get(canonicalize_name(requirement.name)) not in requirement.specifier
    }
    assert wrong == {}


def test_a_site_runs_on_the_versions_that_were_tested(root):
    site, tested = pins(root / "requirements.txt"), pins(root / "requirements-dev.txt")
    assert {name: version for name, version in site.items() if tested.get(name) != version} == {}


def test_what_only_developers_need_is_not_on_a_server(root):
    assert {"pytest", "ruff", "playwright", "hypothesis"} & pins(root / "requirements.txt").keys() == set()
