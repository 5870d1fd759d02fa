import os
import re
import tempfile
from pathlib import Path

# Written in pieces, so that this file is not its own finding.
REGISTRY_HOSTS = [
    "pypi" + ".org/simple",
    "files.python" + "hosted.org",
    "registry." + "npmjs.org",
    "repo1." + "maven.org",
]
REGISTRY = re.compile(
    r"(?m)(?<![\w-])--(?:extra-)?index"
    + r"-url|(?<![\w-])--find"
    + r"-links|"
    + "|".join(map(re.escape, REGISTRY_HOSTS))
)
LONGEST_MODULE = 300
AT_THE_TOP = {
    *("marketplace", "cms", "search", "matching", "tests", "docs", "data", "benchmarks", ".ci"),
    *(
        "manage.py",
        "Makefile",
        "pyproject.toml",
        "docker-compose.yml",
        "Dockerfile",
        "README.md",
        "CHANGELOG.md",
    ),
    *("LICENSE", "requirements.txt", "requirements-dev.txt", ".gitignore", ".dockerignore", ".editorconfig"),
}


def test_no_file_names_a_package_registry(root, texts):
    assert [str(path.relative_to(root)) for path, text in texts.items() if REGISTRY.search(text)] == []


def test_no_file_holds_a_path_of_the_machine_it_was_written_on(root, texts):
    places = {f"{root.parent}/", f"{Path.home()}/", f"{tempfile.gettempdir()}/"} - {"//", "/"}
    found = [(path.name, place) for path, text in texts.items() for place in places if place in text]
    assert found == []


def test_no_module_is_longer_than_three_hundred_lines(root, texts):
    modules = {
        str(path.relative_to(root)): text.count("\n")
        for path, text in texts.items()
        if path.suffix == ".py"
        and path.parent.name != "migrations"
        and "tests" not in path.relative_to(root).parts
    }
    assert {name: lines for name, lines in modules.items() if lines > LONGEST_MODULE} == {}


def test_the_top_level_holds_only_what_a_newcomer_expects(root, tracked):
    assert {path.relative_to(root).parts[0] for path in tracked} - AT_THE_TOP == set()


def test_modules_are_named_after_what_they_know(root, tracked):
    drawers = {"utils", "helpers", "common", "misc"}
    assert [str(path) for path in tracked if drawers & {path.stem, *path.relative_to(root).parts}] == []


def test_migrations_have_names_that_say_what_they_do(tracked):
    automatic = re.compile(r"_auto_\d{8}_\d{4}")
    assert [
        path.name for path in tracked if path.parent.name == "migrations" and automatic.search(path.name)
    ] == []


def test_continuous_integration_can_be_run(root):
    script = root / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text().startswith("#!/usr/bin/env bash\n")
    assert "REQUIRE_SERVICES=1" in script.read_text()


def test_continuous_integration_runs_the_test_command_of_the_readme(root):
    assert (root / ".ci" / "run").read_text().rstrip().endswith("exec make test")


def test_the_licence_is_the_one_that_the_metadata_name(root):
    text = (root / "LICENSE").read_text()
    assert text.split("\n", 3)[1].strip() == "Version 2.0, January 2004"
    assert "3. Grant of Patent License." in text
    assert 'license = "Apache-2.0"' in (root / "pyproject.toml").read_text()
