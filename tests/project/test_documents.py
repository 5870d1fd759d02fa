import re

import pytest
from django.core.management import get_commands

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")
SHELL_BLOCK = re.compile(r"```sh\n(.*?)```", re.S)


@pytest.fixture(scope="module")
def shell_lines(root):
    """Every line of every shell example in the README and the docs."""
    documents = [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
    blocks = [block for document in documents for block in SHELL_BLOCK.findall(document.read_text())]
    return "\n".join(blocks).splitlines()


def targets(root):
    return set(re.findall(r"(?m)^([a-z-]+):", (root / "Makefile").read_text()))


def test_every_make_command_of_the_documents_exists(root, shell_lines):
    named = {match for line in shell_lines for match in re.findall(r"\bmake ([a-z-]+)", line)}
    assert {"run", "test"} <= named
    assert named - targets(root) == set()


def test_every_management_command_of_the_documents_exists(shell_lines):
    named = {match for line in shell_lines for match in re.findall(r"manage\.py ([a-z_]+)", line)}
    assert "match" in named
    assert named - set(get_commands()) == set()


def test_make_named_in_running_text_exists_too(root):
    named = set(re.findall(r"`make ([a-z-]+)`", (root / "README.md").read_text()))
    assert named - targets(root) == set()


def test_every_link_between_documents_leads_somewhere(root):
    broken = [
        (str(document.relative_to(root)), target)
        for document in [root / "README.md", root / "CHANGELOG.md", *(root / "docs").rglob("*.md")]
        for target in LINK.findall(document.read_text())
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert broken == []


def test_every_decision_has_its_own_number_and_stands_in_the_index(root):
    decisions = sorted(path.name for path in (root / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [name[:4] for name in decisions]
    assert len(set(numbers)) == len(numbers)
    index = (root / "docs" / "decisions" / "README.md").read_text()
    assert [name for name in decisions if f"]({name})" not in index] == []


def test_every_decision_that_is_pointed_at_exists(root, texts):
    numbers = {path.name[:4] for path in (root / "docs" / "decisions").glob("[0-9]*.md")}
    pointed = {
        (str(path.relative_to(root)), number)
        for path, text in texts.items()
        for number in re.findall(r"docs/decisions/(\d{4})", text)
    }
    assert {place for place in pointed if place[1] not in numbers} == set()
