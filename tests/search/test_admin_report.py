"""The report 'Search index': what waits, what is parked and why, and who may have it tried again."""

import io

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search import draining, outbox, service
from search.engines.base import get_engine
from search.models import OutboxEntry
from search.params import SearchParams

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/search-index/"
HOSTILE = '=HYPERLINK("http://x.example")<script>alert(1)</script>'
STAFF = {"moderator": "Moderators", "editor": "Editors"}


def browser(role):
    """A browser of a person in a role."""
    client = Client()
    if role != "nobody":
        user = get_user_model().objects.create_user(
            f"{role}@example.org", "a long password", is_superuser=role == "administrator"
        )
        if role in STAFF:
            user.groups.add(Group.objects.get(name=STAFF[role]))
        client.force_login(user)
    return client


@pytest.fixture
def moderator(db):
    return browser("moderator")


@pytest.fixture
def page(index, library, add_technology):
    return add_technology(library, "Membrane bioreactor", "mbr")


@pytest.fixture
def parked(page):
    """A record that failed in vain; another waits since."""
    OutboxEntry.objects.all().delete()
    OutboxEntry.objects.create(model_label="cms.technologypage", object_id="999999", action="delete")
    return OutboxEntry.objects.create(
        model_label="cms.technologypage", object_id=str(page.pk), attempts=5, last_error=HOSTILE, parked=timezone.now()
    )  # fmt: skip


def rows(response):
    table = BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")
    return [" ".join(row.get_text(" ").split()) for row in table]


def test_it_shows_the_state_and_parked_records_first_with_their_error(moderator, parked):
    response = moderator.get(REPORT)
    shown = rows(response)
    assert len(shown) == 2
    assert shown[0].startswith("Membrane bioreactor Technology parked")
    assert "HYPERLINK" in shown[0]
    assert shown[1].startswith("cms.technologypage:999999 Technology waiting")
    assert "<script>alert(1)" not in response.content.decode()
    state = BeautifulSoup(response.content, "html.parser").find(id="search-index-state-content")
    said = " ".join(state.get_text(" ").split())
    assert "Answers yes" in said
    assert "Changes that wait 1" in said
    assert "not tried again by themselves 1" in said


@pytest.mark.parametrize(("state", "shown"), [("waiting", "999999"), ("parked", "Membrane")])
def test_it_can_be_narrowed_to_one_state(moderator, parked, state, shown):
    (row,) = rows(moderator.get(REPORT, {"state": state}))
    assert shown in row


def test_a_parked_record_that_is_tried_again_is_found_and_gone_from_the_list(
    moderator, parked, page, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = moderator.post(f"{REPORT}retry/{parked.pk}/", follow=True)
    assert "1 record is tried again." in response.content.decode()
    assert not OutboxEntry.objects.filter(object_id=str(page.pk)).exists()
    assert service.search(SearchParams("membrane")).total == 1


def test_a_record_that_fails_again_shows_its_new_error(
    moderator, parked, monkeypatch, django_capture_on_commit_callbacks
):
    def no_document(source, rows, errors):
        errors.update({f"cms.technologypage:{row.pk}": "ValueError: a new reason" for row in rows})
        return []

    monkeypatch.setattr(draining, "read_documents", no_document)
    with django_capture_on_commit_callbacks(execute=True):
        moderator.post(f"{REPORT}retry/{parked.pk}/")
    (row,) = rows(moderator.get(REPORT))
    assert "waiting" in row
    assert "a new reason" in row


def test_all_parked_records_are_tried_again_and_waiting_ones_are_left_alone(moderator, parked):
    waiting = OutboxEntry.objects.get(object_id="999999")
    moderator.post(f"{REPORT}retry/")
    assert not OutboxEntry.objects.filter(parked__isnull=False).exists()
    assert OutboxEntry.objects.get(object_id="999999").due == waiting.due
    answer = moderator.post(f"{REPORT}retry/", follow=True)
    assert "Nothing waits any more" in answer.content.decode()


def test_an_index_that_is_down_is_told_as_an_outage(moderator, parked, settings, tmp_path):
    settings.SEARCH = {**settings.SEARCH, "PATH": tmp_path / "nothing"}
    response = moderator.get(REPORT)
    assert response.status_code == 200
    assert "The index cannot be asked now" in response.content.decode()
    assert len(rows(response)) == 2


def test_an_entry_of_an_app_that_is_gone_is_listed_by_its_name(moderator, index):
    OutboxEntry.objects.create(model_label="gone.thing", object_id="1")
    (row,) = rows(moderator.get(REPORT))
    assert row.startswith("gone.thing:1 gone.thing waiting")


def test_the_number_of_queries_does_not_grow_with_the_rows(moderator, parked, library, add_technology):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert moderator.get(REPORT).status_code == 200
        return len(captured)

    moderator.get(REPORT)
    few = queries()
    for number in range(8):
        outbox.enqueue([add_technology(library, f"Pump {number}", f"pump-{number}")])
    assert queries() == few


def test_an_exported_table_holds_no_formula(moderator, parked):
    lines = b"".join(moderator.get(REPORT, {"export": "csv"}).streaming_content).decode()
    assert "'=HYPERLINK" in lines
    sheet = openpyxl.load_workbook(io.BytesIO(moderator.get(REPORT, {"export": "xlsx"}).getvalue())).active
    cells = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [(cell.data_type, cell.value[:2]) for cell in cells] == [("s", "'=")]


# Who may do what


@pytest.mark.parametrize(
    ("role", "may"),
    [("nobody", False), ("visitor", False), ("editor", False), ("moderator", True), ("administrator", True)],
)
@pytest.mark.parametrize("action", ["menu", "report", "results", "export", "retry one", "retry all"])
def test_who_may_do_what(parked, role, may, action):
    client = browser(role)
    if action == "menu":
        body = client.get("/admin/", follow=True).content.decode()
        assert ("reports/search-index" in body) == may
        return
    address = {
        "report": REPORT,
        "results": f"{REPORT}results/",
        "export": f"{REPORT}?export=csv",
        "retry one": f"{REPORT}retry/{parked.pk}/",
        "retry all": f"{REPORT}retry/",
    }[action]
    response = client.post(address) if action.startswith("retry") else client.get(address)
    tried = not OutboxEntry.objects.filter(parked__isnull=False).exists()
    if action.startswith("retry"):
        assert tried == may
        assert (response.headers["Location"] == REPORT) == may
    else:
        assert (response.status_code == 200) == may


@pytest.mark.parametrize("address", ["retry/", "retry/1/"])
def test_nothing_is_tried_by_looking_at_an_address(moderator, parked, address):
    assert moderator.get(REPORT + address).status_code == 405


def test_after_a_retry_one_comes_back_to_the_list_and_never_to_another_host(moderator, parked):
    asked = {"next": f"{REPORT}?state=parked"}
    assert moderator.post(f"{REPORT}retry/", asked).headers["Location"] == asked["next"]
    asked = {"next": "https://evil.example/"}
    assert moderator.post(f"{REPORT}retry/", asked).headers["Location"] == REPORT


def test_the_engine_is_named(moderator, index):
    assert type(get_engine()).__name__ == "EmbeddedEngine"
    assert "Embedded" in moderator.get(REPORT).content.decode()
