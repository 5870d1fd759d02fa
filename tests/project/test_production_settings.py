import json
import os
import subprocess
import sys

import pytest

GOOD = {
    "SECRET_KEY": "kP3_" * 16,
    "ALLOWED_HOSTS": "estuary.example.org, .example.net",
    "DATABASE_URL": "sqlite://:memory:",
    "DJANGO_SETTINGS_MODULE": "marketplace.settings.production",
}
PRINT = (
    "import json; from marketplace.settings import production as p; "
    "print(json.dumps([p.ALLOWED_HOSTS, p.CSRF_TRUSTED_ORIGINS, p.DEBUG]))"
)


def start(root, environment):
    """Read the settings in a process of its own, with these variables only."""
    environment = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(
        [sys.executable, "-c", PRINT], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def test_a_server_starts_with_what_it_needs(root):
    hosts, origins, debug = json.loads(start(root, GOOD).stdout)
    assert hosts == ["estuary.example.org", ".example.net"]
    assert origins == ["https://estuary.example.org", "https://*.example.net"]
    assert debug is False


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
@pytest.mark.parametrize("value", [None, "", " "])
def test_a_server_refuses_to_start_without(root, name, value):
    environment = {key: text for key, text in {**GOOD, name: value}.items() if text is not None}
    answer = start(root, environment)
    assert answer.returncode != 0
    assert f"Set {name} in the environment" in answer.stderr


def test_a_server_refuses_the_key_of_the_development_settings(root):
    from marketplace.settings import dev

    answer = start(root, {**GOOD, "SECRET_KEY": dev.SECRET_KEY})
    assert answer.returncode != 0
    assert "SECRET_KEY must be random" in answer.stderr
