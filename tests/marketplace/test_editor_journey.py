"""What an editor publishes is found by search and matched by the matcher at once; what is withdrawn is in neither."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import TechnologyPage
from matching import encoders
from search.engines.base import get_engine
from tests.cms.admin_forms import form_of, send

from .conftest import make_user

pytestmark = pytest.mark.django_db
WORDS = "zymotic frobnicators"


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path, monkeypatch):
    """An index of this test alone; the encoder takes seconds to load and is tested on its own."""
    settings.SEARCH = {**settings.SEARCH, "PATH": tmp_path / "index"}
    get_engine().rebuild([])
    monkeypatch.setattr(encoders, "encoder", lambda: None)


@pytest.fixture
def page(small_catalogue):
    return TechnologyPage.objects.get(slug="bag-filter")


@pytest.fixture
def editor(client, small_catalogue):
    client.force_login(make_user("editor", is_superuser=True, is_staff=True))
    return client


def found():
    """Whether search and match show a visitor the sheet for words that only the edit has."""
    client = Client()
    pages = (
        client.get("/en/search/", {"q": WORDS, "kind": "technology"}).content.decode(),
        client.get("/en/match/", {"q": WORDS}).content.decode(),
    )
    return ["/en/technologies/bag-filter/" in html for html in pages]


def test_an_edit_in_the_admin_is_found_and_matched_once_it_is_published(
    editor, page, django_capture_on_commit_callbacks
):
    data = form_of(editor, page)
    data["problem"] = f"Takes {WORDS} out of the gas."
    with django_capture_on_commit_callbacks(execute=True):
        send(editor, page, data, action="action-save")
    assert found() == [False, False]
    with django_capture_on_commit_callbacks(execute=True):
        send(editor, page, data)
    assert found() == [True, True]


def test_a_sheet_withdrawn_in_the_admin_leaves_search_and_matches(
    editor, page, django_capture_on_commit_callbacks
):
    data = form_of(editor, page)
    data["problem"] = f"Takes {WORDS} out of the gas."
    with django_capture_on_commit_callbacks(execute=True):
        send(editor, page, data)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert found() == [False, False]
