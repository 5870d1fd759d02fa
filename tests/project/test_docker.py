"""The production stack is checked for its form here; whether it runs is another test's matter."""

import re
import shutil
import subprocess

import pytest
import yaml

RUNNING_ENVIRONMENT = {
    "SECRET_KEY": "a" * 60,
    "ALLOWED_HOSTS": "estuary.example.org",
    "SITE_URL": "https://estuary.example.org",
    "POSTGRES_PASSWORD": "secret",
}
KNOWN_SERVICE_KEYS = {
    *("build", "image", "restart", "init", "command", "profiles", "depends_on", "healthcheck"),
    *("environment", "volumes", "ports", "networks"),
    *("mem_limit", "shm_size", "ulimits", "read_only", "tmpfs", "cap_drop", "security_opt"),
}


@pytest.fixture(scope="module")
def stack(root):
    return yaml.safe_load((root / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def dockerfile(root):
    return (root / "Dockerfile").read_text()


def is_job(service):
    return service.get("restart") == "no"


def test_the_stack_has_all_its_parts(stack):
    assert {"database", "elasticsearch", "setup", "web", "worker"} == stack["services"].keys()
    assert stack["services"]["database"]["image"] == "postgres:16"
    assert stack["services"]["elasticsearch"]["image"].endswith("/elasticsearch:8.19.3")


def test_services_use_only_words_that_compose_knows(stack):
    unknown = {name: service.keys() - KNOWN_SERVICE_KEYS for name, service in stack["services"].items()}
    assert {name: words for name, words in unknown.items() if words} == {}


def test_every_service_comes_from_an_image_with_a_fixed_version_or_from_here(stack):
    for name, service in stack["services"].items():
        built = service.get("build") == "."
        assert built or re.search(r":\d", service["image"].rsplit("/", 1)[-1]), name


def test_every_service_that_stays_up_has_a_health_check(stack):
    for name, service in stack["services"].items():
        if not is_job(service):
            assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}, name
            assert len(service["healthcheck"]["test"]) > 1, name


def test_ports_are_open_to_this_machine_only(stack):
    ports = [port for service in stack["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_what_is_waited_for_can_tell_that_it_is_ready(stack):
    services = stack["services"]
    for name, service in services.items():
        for other, how in service.get("depends_on", {}).items():
            assert other in services, f"{name} waits for {other}"
            if how["condition"] == "service_healthy":
                assert "test" in services[other]["healthcheck"], f"{name} waits for {other}"
            else:
                assert how["condition"] == "service_completed_successfully"
                assert is_job(services[other]), f"{name} waits for the end of {other}"
            assert "profiles" not in services[other], f"{name} waits for {other}, which is not always started"


def test_memory_is_limited_and_nothing_is_lost_with_a_container(stack):
    named = stack["volumes"].keys()
    for name, service in stack["services"].items():
        assert re.fullmatch(r"\d+[mg]", service["mem_limit"]), name
        assert service["volumes"], name
        assert {volume.split(":")[0] for volume in service["volumes"]} <= named, name


def test_networks_that_are_used_are_described_and_the_database_is_on_the_inner_one(stack):
    assert stack["networks"]["inside"]["internal"] is True
    for name, service in stack["services"].items():
        assert set(service["networks"]) <= stack["networks"].keys(), name
    for name in ("database", "elasticsearch"):
        assert stack["services"][name]["networks"] == ["inside"]


def test_secrets_come_from_the_environment_and_have_no_default(root):
    text = (root / "docker-compose.yml").read_text()
    for name in RUNNING_ENVIRONMENT:
        uses = re.findall(rf"\$\{{{name}([^}}]*)\}}", text)
        assert uses, name
        assert all(use.startswith(":?") for use in uses), name


def test_every_variable_that_the_settings_read_is_given(root, stack):
    settings = "".join(
        (root / "marketplace" / "settings" / f"{name}.py").read_text() for name in ("base", "production")
    )
    read = set(re.findall(r'(?:environ\.get|required)\("([A-Z_]+)"', settings))
    given = stack["services"]["web"]["environment"].keys()
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"} <= read
    assert read - given == {"ESTUARY_DATA"}  # the facts are in the image, where the settings look by default


def test_every_variable_of_the_stack_is_explained(root):
    explained = (root / "docs" / "production.md").read_text()
    variables = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", (root / "docker-compose.yml").read_text()))
    assert {name for name in variables if name not in explained} == set()


def test_the_site_searches_an_engine_that_exists(stack):
    from django.utils.module_loading import import_string

    assert import_string(stack["services"]["web"]["environment"]["SEARCH_ENGINE"])


def test_the_image_is_built_in_two_stages_and_runs_as_nobody_special(dockerfile):
    assert len(re.findall(r"(?m)^FROM python:3\.11-slim", dockerfile)) == 2
    users = re.findall(r"(?m)^USER (\w+)", dockerfile)
    assert users == ["estuary"]
    assert dockerfile.index("\nUSER ") < dockerfile.index("\nCMD ")


def test_the_image_installs_only_what_has_the_right_hash(dockerfile):
    installs = re.findall(r"(?m)pip install .*$", dockerfile)
    assert installs
    assert all("--require-hashes" in line for line in installs)


def test_the_image_holds_compiled_messages_and_static_files_and_knows_when_it_is_well(dockerfile):
    for part in ("compile_catalogues", "collectstatic", "HEALTHCHECK", "/healthz/", '"gunicorn"'):
        assert part in dockerfile


def test_what_the_image_copies_leaves_secrets_and_local_files_out(root):
    ignored = (root / ".dockerignore").read_text().split()
    assert {".git", ".env", ".venv", "var"} <= set(ignored)
    assert not {"data", "cms", "requirements.txt"} & set(ignored)


def test_compose_itself_accepts_the_file(root):
    compose = shutil.which("docker") and subprocess.run(
        ["docker", "compose", "version"], capture_output=True, check=False
    )
    if not compose or compose.returncode:
        pytest.skip("docker compose is not installed")
    checked = subprocess.run(
        ["docker", "compose", "config", "--quiet"],
        cwd=root,
        env=RUNNING_ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
