import re
import subprocess

import pytest


def make(root, *arguments, **options):
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, **options)


@pytest.fixture(scope="module")
def makefile(root):
    return (root / "Makefile").read_text()


def public_targets(makefile):
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.M).group(1).split()
    return {name for name in phony if name not in {"checks", "environment", "environment-dev"}}


def test_make_alone_lists_every_target_with_what_it_does(root, makefile):
    listed = dict(line.removeprefix("make ").split(None, 1) for line in make(root).stdout.splitlines())
    assert set(listed) == public_targets(makefile)
    assert all(listed.values())


def test_every_rule_is_declared_phony(makefile):
    rules = set(re.findall(r"(?m)^([a-z-]+):(?!=)", makefile))
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.M).group(1).split())
    assert rules == phony


def test_without_python_3_11_make_run_says_what_is_missing(root):
    answer = make(root, "run", "PYTHON=")
    assert answer.returncode != 0
    assert "Estuary needs Python 3.11" in answer.stderr


def test_the_port_can_be_chosen(root):
    assert "--serve 127.0.0.1:8123" in make(root, "--dry-run", "run", "PORT=8123").stdout


def test_the_stages_of_make_test_come_in_order_and_the_tests_last(root):
    plan = make(root, "--dry-run", "test").stdout
    stages = re.findall(r'echo "== ([^"]*)"; \{', plan)
    linters = ["ruff check", "ruff format", "mypy", "import contracts", "templates"]
    assert stages == [*linters, "migrations", "deployment check", "tests", "tests on PostgreSQL"]


def test_a_stage_that_fails_stops_make_and_is_named(root, tmp_path):
    stage = re.search(r"^stage = .*$", (root / "Makefile").read_text(), re.M).group(0)
    (tmp_path / "Makefile").write_text(
        f"{stage}\nall:\n\t$(call stage,the flood gate,false)\n\t@echo never\n"
    )
    answer = make(tmp_path, "all")
    assert answer.returncode != 0
    assert "== Stopped: the flood gate failed" in answer.stderr
    assert "never" not in answer.stdout
