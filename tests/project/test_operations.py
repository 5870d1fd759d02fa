"""What an operator copies out of docs/operations.md exists: commands, options, services, variables, lines of the log."""

import re
import shlex
import subprocess

import pytest
from django.core.management import get_commands, load_command_class

FAULTS = {  # what must be survived, by words of its row
    "a node dies in the middle of a write",
    "the index was deleted",
    "the disk is full: flood stage",
    "one of three nodes dies",
    "the cluster is slow",
    "the mapping is older than the code",
    "two rebuilds at once",
}
LINES_OF_THE_LOG = {  # in the document, and in the code that writes them
    "are asked again",
    "times in a row: none for",
    "the index could not be written",
    "parked after",
    "Elasticsearch refused a request",
    "are not complete",
    "Another rebuild is running",
    "Index and database agree.",
}
# Set by the image or only read elsewhere: no line of the compose file names them.
NOT_IN_THE_STACK = {"DJANGO_SETTINGS_MODULE", "ESTUARY_DATA", "TASKS"}


@pytest.fixture(scope="module")
def text(root):
    return (root / "docs" / "operations.md").read_text()


@pytest.fixture(scope="module")
def examples(text):
    """Shell examples, and code in running text, line by line; continued lines joined."""
    blocks = re.findall(r"(?m)^ *```sh\n(.*?)^ *```", text, re.S)
    rest = re.sub(r"```.*?```", "", text, flags=re.S)
    lines = "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", rest)]).replace("\\\n", " ")
    return [re.sub(r"\s# .*|\s{2,}#.*", "", line).strip() for line in lines.splitlines()]


def rows(text, heading):
    """First cells of the tables below a heading."""
    part = re.split(r"(?m)^## ", text.split(f"\n## {heading}\n", 1)[1])[0]
    cells = [line.split("|")[1].strip() for line in part.splitlines() if line.startswith("| ")]
    return [cell for cell in cells if not cell.startswith("---")]


def test_every_command_of_the_site_exists_with_its_options(examples, settings):
    settings.TASKS = {"default": {"BACKEND": settings.TASK_BACKENDS["workers"]}}  # as in production
    called = [
        match[1]
        for line in examples
        if "$@" not in line
        for match in re.finditer(r"(?:^manage|manage\.py) ([a-z_]+(?: .*)?)$", line)
    ]
    assert {"search_rebuild", "search_check --repair", "search_drain --all"} <= set(called)
    for command in called:
        name, *arguments = shlex.split(command)
        assert name in get_commands(), name
        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
        parser.parse_args(arguments)  # an unknown option ends the process, which fails the test


def test_every_service_that_is_named_to_compose_exists(examples, stack):
    named = set()
    for line in examples:
        for what in re.findall(
            r"docker compose (?:exec|run|up|stop|restart|logs|pull|ps)((?: [\w-]+)+)", line
        ):
            words = [word for word in what.split() if not word.startswith("-")]
            # The first word of `exec` and `run` is a service, all words of the others.
            named |= set(words[:1] if re.search(r"docker compose (?:exec|run)", line) else words)
    named -= {"1h"}  # of --since
    assert {"web", "database", "setup", "certificates"} <= named
    assert named - stack["services"].keys() == set()


def test_every_volume_that_is_named_to_docker_exists(examples, stack):
    named = {name for line in examples for name in re.findall(r"\b(?:estuary)_([a-z0-9]+)\b", line)}
    assert {"var", "snapshots"} <= named
    assert named - stack["volumes"].keys() == set()


def test_every_service_and_every_volume_is_described(text, stack):
    described = set(re.findall(r"`([a-z0-9]+)`", "\n".join(rows(text, "What runs"))))
    assert described == stack["services"].keys() | stack["volumes"].keys()


def test_every_variable_is_explained_and_no_other(text, compose, stack):
    explained = set(re.findall(r"`([A-Z_]+)`", "\n".join(rows(text, "Variables"))))
    asked_for = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", compose))
    assert explained == asked_for | stack["services"]["web"]["environment"].keys() | NOT_IN_THE_STACK


def test_the_example_of_the_environment_holds_all_that_has_no_default(examples, compose):
    demanded = set(re.findall(r"(?<!\$)\$\{([A-Z_]+):\?", compose))
    written = {match[1] for line in examples if (match := re.match(r"([A-Z_]+)=", line))}
    assert demanded <= written


def test_every_fault_to_survive_has_its_row(text):
    assert set(rows(text, "When something is wrong")) >= FAULTS


def test_lines_of_the_log_are_those_that_the_code_writes(root, text):
    code = "".join(path.read_text() for path in (root / "search").rglob("*.py"))
    assert {line for line in LINES_OF_THE_LOG if line not in text or line not in code} == set()


def test_the_report_of_the_outbox_is_where_the_document_says(text):
    from django.urls import reverse

    assert reverse("search_index:report") in text


def test_the_functions_of_the_document_are_what_a_shell_reads(text):
    for block in re.findall(r"(?m)^```sh\n(.*?)^```", text, re.S):
        checked = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr


def test_a_restore_ends_with_a_rebuild(text):
    """The counter of tickets goes back with the database; see tests/services/test_production_stack.py."""
    restore = re.search(r"\n## Restore\n.*?```sh\n(.*?)```", text, re.S)[1]
    commands = [line.split()[:2] for line in restore.splitlines() if line.startswith("manage")]
    assert commands == [["manage", "search_rebuild"], ["manage", "search_check"]]
    assert restore.index("pg_restore") < restore.index("search_rebuild") < restore.index("up --detach")
