from urllib.parse import urlencode

import pytest

from marketplace.throttle import SIGN_IN, Throttle

from .conftest import make_need, make_user

SIGN_IN_PAGE = "/en/account/sign-in/"
ACCOUNT = "/en/account/"


@pytest.fixture
def user(db):
    return make_user("person")


def attempt(client, password="wrong", email="person@example.org", **more):
    headers = {"REMOTE_ADDR": more.pop("ip", "192.0.2.1")}
    return client.post(SIGN_IN_PAGE, {"username": email, "password": password, **more}, **headers)


def test_the_right_password_signs_in_whatever_the_case_of_the_address(user, client):
    response = attempt(client, "correct horse battery", " Person@Example.org ")
    assert response.status_code == 302
    assert response["Location"] == ACCOUNT
    assert client.get(ACCOUNT).status_code == 200


def test_a_wrong_password_and_an_unknown_address_say_the_same(user, client):
    wrong = attempt(client)
    unknown = attempt(client, email="nobody@example.org")
    closed = make_user("closed", is_active=False)
    inactive = attempt(client, "correct horse battery", closed.email)
    said = [list(response.context["form"].non_field_errors()) for response in (wrong, unknown, inactive)]
    assert said[0] == said[1] == said[2]
    assert "No account has this e-mail address and password" in said[0][0]


@pytest.mark.parametrize("door", ["/admin/", "/django-admin/"])
def test_the_admin_has_no_door_of_its_own(client, db, door):
    response = client.get(door, follow=True)
    assert response.redirect_chain[-1][0] == f"{SIGN_IN_PAGE}?{urlencode({'next': door})}"
    assert client.post(f"{door}login/", {"username": "a", "password": "b"})["Location"].startswith(
        SIGN_IN_PAGE
    )


@pytest.mark.parametrize("door", ["/admin/", "/django-admin/"])
def test_somebody_without_the_right_to_enter_is_told_so(client, user, door):
    client.force_login(user)
    response = client.get(door, follow=True)
    assert response.status_code == 403


def test_the_sixth_attempt_is_refused_even_with_the_right_password(user, client):
    for _ in range(SIGN_IN.limit):
        assert attempt(client).status_code == 200
    response = attempt(client, "correct horse battery")
    assert response.status_code == 429
    assert "Wait 15 minutes" in response.content.decode()
    assert client.get(ACCOUNT).status_code == 302


def test_an_unknown_address_is_refused_just_as_well(user, client):
    for _ in range(SIGN_IN.limit):
        attempt(client, email="nobody@example.org")
    assert attempt(client, email="nobody@example.org").status_code == 429


def test_another_machine_and_another_address_are_not_locked_out(user, client):
    make_user("second")
    for _ in range(SIGN_IN.limit + 1):
        attempt(client)
    assert attempt(client, "correct horse battery", "second@example.org").status_code == 302
    client.logout()
    assert attempt(client, "correct horse battery", ip="192.0.2.2").status_code == 302


def test_the_case_of_the_address_does_not_start_a_new_count(user, client):
    for _ in range(SIGN_IN.limit):
        attempt(client)
    assert attempt(client, email="PERSON@example.org").status_code == 429


def test_success_starts_the_count_again(user, client):
    for _ in range(SIGN_IN.limit - 1):
        attempt(client)
    attempt(client, "correct horse battery")
    client.logout()
    assert attempt(client).status_code == 200


def test_a_count_runs_out():
    brief = Throttle("test", limit=1, seconds=-1)
    assert brief.attempt("a")
    assert brief.attempt("a")


@pytest.mark.parametrize("next_page", ["https://evil.example", "//evil.example", "javascript:alert(1)"])
def test_next_leads_to_no_other_site(user, client, next_page):
    assert attempt(client, "correct horse battery", next=next_page)["Location"] == ACCOUNT


def test_next_leads_back(user, client):
    assert attempt(client, "correct horse battery", next="/vi/needs/")["Location"] == "/vi/needs/"


@pytest.mark.parametrize("email", ["x" * 20_000, "\x00", "<b>", "🌊@example.org", ""])
def test_nonsense_is_answered_with_the_form(db, client, email):
    response = attempt(client, email=email)
    assert response.status_code == 200
    assert response.context["form"].errors


def test_the_sign_in_page_does_not_lead_to_itself(user, client):
    """The header's link on the sign-in page names that page as the next one."""
    assert attempt(client, "correct horse battery", next=SIGN_IN_PAGE)["Location"] == ACCOUNT
    assert client.get(SIGN_IN_PAGE, {"next": SIGN_IN_PAGE})["Location"] == ACCOUNT


def test_the_account_needs_a_sign_in(db, client):
    assert client.get(ACCOUNT)["Location"] == f"{SIGN_IN_PAGE}?next={ACCOUNT}"


def test_the_account_names_organisations_roles_and_needs(world, client, django_assert_num_queries):
    make_need("n-more", organisation=world.agency)
    client.force_login(world.people["editor"])
    client.get(ACCOUNT)
    with django_assert_num_queries(6):  # session, user, memberships, needs; two rights for the user bar
        response = client.get(ACCOUNT)
    content = response.content.decode()
    for wanted in ("Water Agency", "Your role: Editor", "not verified yet", "Need n-draft", "Need n-more"):
        assert wanted in content
    assert "Membranes Ltd" not in content
    assert "no-cache" in response["Cache-Control"]


def test_somebody_without_an_organisation_is_told_what_to_do(user, client):
    client.force_login(user)
    assert "You belong to no organisation yet" in client.get(ACCOUNT).content.decode()


def test_signing_out_takes_a_post(user, client):
    client.force_login(user)
    assert client.get("/en/account/sign-out/").status_code == 405
    assert client.post("/en/account/sign-out/").status_code == 302
    assert client.get(ACCOUNT).status_code == 302


def test_the_form_is_protected_and_labelled(db, client):
    content = client.get("/vi/account/sign-in/").content.decode()
    assert "csrfmiddlewaretoken" in content
    assert 'autocomplete="current-password"' in content
    assert '<label class="form-field__label" for="id_username">' in content
