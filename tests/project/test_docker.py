"""The production stack is checked for its form here; whether it runs is another test's matter."""

import re
import shutil
import subprocess

import pytest

RUNNING_ENVIRONMENT = {
    "SECRET_KEY": "a" * 60,
    "ALLOWED_HOSTS": "estuary.example.org",
    "SITE_URL": "https://estuary.example.org",
    "POSTGRES_PASSWORD": "secret",
    "ELASTIC_PASSWORD": "secret",
    "ELASTICSEARCH_PASSWORD": "secret",
}
NODES = ("es01", "es02", "es03")
SITE = ("setup", "web", "worker", "sweeper")
JOBS = {"certificates", "accounts", "setup"}
KNOWN_SERVICE_KEYS = {
    *(
        "build",
        "image",
        "restart",
        "init",
        "command",
        "depends_on",
        "healthcheck",
        "logging",
        "scale",
        "user",
    ),
    *("environment", "volumes", "ports", "networks", "network_mode", "stop_grace_period", "stop_signal"),
    *("mem_limit", "shm_size", "ulimits", "read_only", "tmpfs", "cap_drop", "security_opt"),
}
VARIABLE = re.compile(r"(?<!\$)\$\{([A-Z_]+)")
CERTS = "/usr/share/elasticsearch/config/certs"


@pytest.fixture(scope="module")
def services(stack):
    return stack["services"]


@pytest.fixture(scope="module")
def dockerfile(root):
    return (root / "Dockerfile").read_text()


def is_job(service):
    return service["restart"] == "no"


def mounts(service):
    """Where each volume is seen, and whether it is read only."""
    return {volume.split(":")[0]: volume.split(":")[1:] for volume in service.get("volumes", [])}


def megabytes(text):
    number, unit = re.fullmatch(r"(\d+)([mg])", text).groups()
    return int(number) * (1024 if unit == "g" else 1)


# The whole


def test_the_stack_has_all_its_parts(services):
    assert {"database", "certificates", "accounts", *NODES, *SITE} == services.keys()
    assert {name for name, service in services.items() if is_job(service)} == JOBS
    assert services["database"]["image"] == "postgres:16"


def test_services_use_only_words_that_compose_knows(services):
    unknown = {name: service.keys() - KNOWN_SERVICE_KEYS for name, service in services.items()}
    assert {name: words for name, words in unknown.items() if words} == {}


def test_every_service_comes_from_an_image_with_a_fixed_version_or_from_here(services):
    for name, service in services.items():
        built = service.get("build") == "."
        assert built or re.search(r":\d", service["image"].rsplit("/", 1)[-1]), name


def test_production_runs_the_elasticsearch_that_the_tests_run(services):
    from tests.services.fetching import VERSION

    for name in (*NODES, "certificates", "accounts"):
        assert services[name]["image"] == f"docker.elastic.co/elasticsearch/elasticsearch:{VERSION}"


def test_every_service_that_stays_up_comes_up_again_and_has_a_health_check(services):
    for name, service in services.items():
        if is_job(service):
            continue
        assert service["restart"] == "unless-stopped", name
        assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}, name
        assert len(service["healthcheck"]["test"]) > 1, name


def test_every_site_service_says_itself_how_it_is_well(services):
    """The image's own check asks the web server, which only one of them is."""
    for name in SITE:
        check = services[name]["healthcheck"]
        assert check.get("disable") is is_job(services[name]) or ("healthz" in str(check)) == (name == "web")


def test_what_is_waited_for_can_tell_that_it_is_ready(services):
    for name, service in services.items():
        for other, how in service.get("depends_on", {}).items():
            assert other in services, f"{name} waits for {other}"
            if how["condition"] == "service_healthy":
                assert "test" in services[other]["healthcheck"], f"{name} waits for {other}"
            else:
                assert how["condition"] == "service_completed_successfully"
                assert is_job(services[other]), f"{name} waits for the end of {other}"


def test_jobs_run_in_the_order_that_each_needs(services):
    done = {"condition": "service_completed_successfully"}
    well = {"condition": "service_healthy"}
    for node in NODES:
        assert services[node]["depends_on"] == {"certificates": done}
    assert services["accounts"]["depends_on"] == dict.fromkeys(NODES, well)
    assert services["setup"]["depends_on"] == {"database": well, "accounts": done}
    for name in ("web", "worker", "sweeper"):
        assert services[name]["depends_on"] == {"database": well, "setup": done}


def test_the_health_of_the_database_is_asked_by_address(services):
    """The server that fills a new volume listens on a socket only, and must not be taken for the real one."""
    assert "--host=127.0.0.1" in services["database"]["healthcheck"]["test"]


# What may be reached


def test_ports_are_open_to_this_machine_only_and_the_site_alone_has_one(services):
    ports = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert ports.keys() == {"web"}
    assert all(port.startswith("127.0.0.1:") for port in ports["web"])


def test_only_the_site_is_on_a_network_that_leads_out(stack, services):
    assert stack["networks"]["inside"]["internal"] is True
    on = {name: set(service.get("networks", [])) for name, service in services.items()}
    assert set().union(*on.values()) <= stack["networks"].keys()
    assert on.pop("web") == {"inside", "outside"}
    assert on.pop("certificates") == set()
    assert services["certificates"]["network_mode"] == "none"
    assert all(networks == {"inside"} for networks in on.values())


def test_nothing_may_get_more_rights_than_it_has(services):
    for name, service in services.items():
        assert service["security_opt"] == ["no-new-privileges:true"], name
        # PostgreSQL's image begins as root and becomes another user, for which it needs capabilities.
        assert service.get("cap_drop") == (None if name == "database" else ["ALL"]), name
    for name in SITE:
        assert services[name]["read_only"] is True


def test_memory_and_logs_are_limited(services):
    for name, service in services.items():
        assert megabytes(service["mem_limit"]) > 0, name
        assert service["logging"]["driver"] == "local", name


def test_what_must_outlive_a_container_is_on_a_named_volume(stack, services):
    used = {name: mounts(service) for name, service in services.items()}
    assert set().union(*used.values()) == stack["volumes"].keys()
    assert used["database"]["database"] == ["/var/lib/postgresql/data"]
    for node in NODES:
        assert used[node][node] == ["/usr/share/elasticsearch/data"]
        assert [name for name in used if node in used[name]] == [node]
    for name in SITE:
        assert used[name]["var"] == [services[name]["environment"]["ESTUARY_VAR"]]


# Secrets


@pytest.mark.parametrize("name", RUNNING_ENVIRONMENT)
def test_secrets_come_from_the_environment_and_have_no_default(compose, name):
    uses = re.findall(rf"\$\{{{name}([^}}]*)\}}", compose)
    assert uses
    assert all(use.startswith(":?") for use in uses)


def test_no_secret_is_written_in_the_file(services):
    for name, service in services.items():
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|KEY$", variable):
                assert str(value).startswith("${"), f"{name}: {variable}"


def test_the_site_is_not_the_superuser_of_the_cluster(services):
    for name in SITE:
        environment = services[name]["environment"]
        assert environment["ELASTICSEARCH_USER"] == "estuary"
        assert environment["ELASTICSEARCH_PASSWORD"].startswith("${ELASTICSEARCH_PASSWORD:?")
        assert "ELASTIC_PASSWORD" not in str(environment)


def test_the_account_of_the_site_is_for_its_own_indices_only(services):
    script = services["accounts"]["command"][-1].replace("$$", "$")
    prefix = services["web"]["environment"]["ELASTICSEARCH_PREFIX"]
    assert f'"names": ["{prefix}-*"]' in script
    assert re.findall(r'"cluster": \[([^]]*)\]', script) == ['"monitor"']
    assert "superuser" not in script
    assert "/_security/user/elastic/_password" in script


# The cluster


@pytest.mark.parametrize("node", NODES)
def test_nodes_are_one_cluster_of_three(services, node):
    environment = services[node]["environment"]
    assert environment["node.name"] == node
    assert environment["cluster.name"] == services[NODES[0]]["environment"]["cluster.name"]
    for setting in ("cluster.initial_master_nodes", "discovery.seed_hosts"):
        assert environment[setting] == ",".join(NODES)
    assert "discovery.type" not in environment


@pytest.mark.parametrize("layer", ["http", "transport"])
@pytest.mark.parametrize("node", NODES)
def test_both_layers_of_every_node_speak_tls_with_its_own_certificate(services, node, layer):
    environment = services[node]["environment"]
    ssl = f"xpack.security.{layer}.ssl"
    assert environment["xpack.security.enabled"] == "true"
    assert environment[f"{ssl}.enabled"] == "true"
    assert environment[f"{ssl}.key"] == f"certs/{node}/{node}.key"
    assert environment[f"{ssl}.certificate"] == f"certs/{node}/{node}.crt"
    assert environment[f"{ssl}.certificate_authorities"] == "certs/ca/ca.crt"
    assert environment.get(f"{ssl}.verification_mode", "certificate") in {"certificate", "full"}


def test_only_the_job_that_makes_certificates_can_write_them(services):
    for name, service in services.items():
        if "certs" in mounts(service):
            assert ("ro" in mounts(service)["certs"]) == (name != "certificates"), name


def test_certificates_are_made_where_the_nodes_look_for_them(services):
    for name in (*NODES, "certificates"):
        assert mounts(services[name])["certs"][0] == CERTS
    assert services["certificates"]["environment"]["CERTS"] == CERTS
    script = services["certificates"]["command"][-1]
    assert f"for node in {' '.join(NODES)}; do" in script
    assert '--dns "$$node,localhost"' in script
    where = mounts(services["web"])["certs"][0]
    assert services["web"]["environment"]["ELASTICSEARCH_CA"] == f"{where}/ca/ca.crt"


@pytest.mark.parametrize("name", ["certificates", "accounts"])
def test_the_scripts_of_the_jobs_are_bash_that_stops_at_the_first_failure(services, name):
    program, options, script = services[name]["command"]
    assert program == "bash"
    assert set("euc") <= set(options.removeprefix("-"))
    # Compose keeps `$$` for the shell; a single `$` would be filled in by Compose.
    assert not re.search(r"(?<!\$)\$(?!\$)", script.replace("$$", ""))
    if shutil.which("bash"):
        checked = subprocess.run(
            ["bash", "-n"], input=script.replace("$$", "$"), capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("node", NODES)
def test_the_heap_is_half_of_the_memory_and_is_never_swapped(services, node):
    service = services[node]
    first, most = re.fullmatch(r"-Xms(\w+) -Xmx(\w+)", service["environment"]["ES_JAVA_OPTS"]).groups()
    assert first == most
    assert 2 * megabytes(most) <= megabytes(service["mem_limit"])
    assert service["environment"]["bootstrap.memory_lock"] == "true"
    assert service["ulimits"] == {"memlock": -1, "nofile": 65536}


@pytest.mark.parametrize("node", NODES)
def test_an_index_is_never_made_by_a_write_and_can_be_backed_up(services, node):
    environment = services[node]["environment"]
    assert environment["action.auto_create_index"] == "false"
    assert mounts(services[node])["snapshots"] == [environment["path.repo"]]
    assert services["certificates"]["environment"]["SNAPSHOTS"] == environment["path.repo"]


# The site


def test_every_site_service_has_the_same_settings(services):
    settings = {name: dict(services[name]["environment"]) for name in SITE}
    assert settings["web"].pop("WEB_CONCURRENCY")
    assert all(each == settings["web"] for each in settings.values())


def test_every_variable_that_the_settings_read_is_given(root, services):
    settings = "".join(
        (root / "marketplace" / "settings" / f"{name}.py").read_text() for name in ("base", "production")
    )
    read = set(re.findall(r'(?:environ\.get|required)\("([A-Z_]+)"', settings))
    given = services["web"]["environment"].keys()
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "ELASTICSEARCH_URL"} <= read
    # The facts are in the image, where the settings look by default; production has workers without being told.
    assert read - given == {"ESTUARY_DATA", "TASKS"}
    assert given - read == {"WEB_CONCURRENCY"}


def test_the_site_searches_all_nodes_by_tls(services):
    from django.utils.module_loading import import_string

    from search.engines.elasticsearch_engine import ElasticsearchEngine

    environment = services["web"]["environment"]
    assert import_string(environment["SEARCH_ENGINE"]) is ElasticsearchEngine
    assert environment["ELASTICSEARCH_URL"].split(",") == [f"https://{node}:9200" for node in NODES]


def test_the_commands_of_the_site_exist(services):
    from django.core.management import get_commands

    commands = {name: services[name]["command"] for name in SITE if "command" in services[name]}
    assert commands.keys() == {"setup", "worker", "sweeper"}
    for start, program, name, *_ in commands.values():
        assert (start, program) == ("python", "manage.py")
        assert name in get_commands()


def test_there_can_be_any_number_of_workers(services):
    assert services["worker"]["scale"] == "${WORKERS:-1}"
    assert services["worker"]["command"][2] == "db_worker"


# The image


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
    docker = shutil.which("docker")
    version = docker and subprocess.run([docker, "compose", "version"], capture_output=True, check=False)
    if not version or version.returncode:
        pytest.skip("docker compose is not installed")
    checked = subprocess.run(
        [docker, "compose", "config", "--quiet"],
        cwd=root,
        env=RUNNING_ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
