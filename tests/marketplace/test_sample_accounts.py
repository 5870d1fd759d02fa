from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from marketplace.models import Organisation, User


def run(*args):
    out = StringIO()
    call_command("create_sample_accounts", *args, stdout=out)
    return out.getvalue()


def test_a_public_server_gets_none_by_accident(db, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="--force"):
        run()
    assert not User.objects.exists()


def test_passwords_are_shown_once_and_work(db, client):
    lines = [line.split() for line in run("--force").splitlines()[1:]]
    credentials = {words[0]: words[1] for words in lines}
    assert len(credentials) == 6
    assert len(set(credentials.values())) == 6
    for email, password in credentials.items():
        assert email.endswith("@example.org")
        assert client.login(email=email, password=password)
    again = run("--force")
    assert "exist already" in again
    assert not any(password in again for password in credentials.values())


def test_a_second_run_changes_nothing(db):
    run("--force")
    before = list(User.objects.order_by("pk").values_list("pk", "password"))
    moderator = User.objects.get(email="moderator@example.org")
    moderator.groups.clear()
    run("--force")
    assert list(User.objects.order_by("pk").values_list("pk", "password")) == before
    assert not moderator.groups.exists()


def test_only_what_is_missing_is_made_again(db):
    run("--force")
    User.objects.get(email="agency@example.org").delete()
    out = run("--force")
    assert "agency@example.org" in out
    assert "admin@example.org" not in out
    roles = Organisation.objects.get(name="Sample agency").memberships.values_list("role", flat=True)
    assert sorted(roles) == ["editor", "owner"]


def test_everything_made_says_that_it_is_a_sample(db):
    run("--force")
    assert Organisation.objects.count() == 3
    assert all(o.is_sample and "Sample" in o.name for o in Organisation.objects.all())
    assert User.objects.get(email="moderator@example.org").has_perm("marketplace.moderate_need")
    assert [u.email for u in User.objects.filter(is_superuser=True)] == ["admin@example.org"]
