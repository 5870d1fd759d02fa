from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import WorkflowState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.admin.concept_fields import concept_groups
from cms.admin.widgets import ByLanguageInput, GoalsInput, LinesInput
from cms.models import (
    Concept,
    DischargeStandard,
    LabelCriteria,
    ProductGroup,
    RecognitionAgreement,
    SupplierIndexPage,
    SynonymGroup,
    TechnologyPage,
)
from tests.cms.admin_forms import LISTS_OF_BLOCKS, form_of, inputs, send
from tests.cms.factories import SupplierPageFactory, TechnologyPageFactory

pytestmark = pytest.mark.django_db
LISTS = (
    "concept",
    "synonymgroup",
    "productgroup",
    "labelcriteria",
    "recognitionagreement",
    "certifiedproduct",
    "focalpoint",
    "dischargestandard",
    "fundingsource",
)


def signed_in(group: str | None = None, **fields) -> Client:
    """A browser of a person in one of Wagtail's groups, or in none."""
    name = (group or "nobody").lower()
    user = get_user_model().objects.create_user(f"{name}@example.org", "a long password", **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(small_catalogue) -> Client:
    return signed_in("Editors")


@pytest.fixture
def moderator(small_catalogue) -> Client:
    return signed_in("Moderators")


@pytest.fixture
def mbr(small_catalogue) -> TechnologyPage:
    return TechnologyPage.objects.get(slug="mbr")


# Pages


def test_an_editor_changes_a_number_publishes_it_and_sees_it_compared(moderator, mbr):
    before = mbr.live_revision_id
    data = form_of(moderator, mbr)
    data["performance-0-removal_max"] = "98.25"
    response = send(moderator, mbr, data)
    assert response.status_code == 302
    mbr.refresh_from_db()
    line = mbr.performance.first()
    assert line.removal_max == 98.25
    assert mbr.live_revision_id != before
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[mbr.pk, before, mbr.live_revision_id])
    table = BeautifulSoup(moderator.get(compare).content, "html.parser").find_all("table")[-1]
    # Nothing but the performance changed, so nothing else is shown.
    assert [row.td.text.strip() for row in table.find_all("tr")[1:]] == ["Performance:"]
    changed = table.find_all(class_="comparison__child-object")
    assert sum("98.25" in line.text for line in changed) == 1


def test_publishing_an_unchanged_form_changes_nothing(moderator, mbr):
    def content() -> dict:
        page = TechnologyPage.objects.get(pk=mbr.pk)
        data = page.serializable_data()
        volatile = ("revision", "published_at", "latest_", "last_", "draft_title")
        return {name: value for name, value in data.items() if not any(part in name for part in volatile)}

    before = content()
    assert send(moderator, mbr, form_of(moderator, mbr)).status_code == 302
    after = content()
    for name in LISTS_OF_BLOCKS:
        assert json.loads(before.pop(name)) == json.loads(after.pop(name))
    assert after == before


def test_swapped_ends_are_refused_at_the_field_and_nothing_typed_is_lost(moderator, mbr):
    data = form_of(moderator, mbr)
    data["capacity_min"], data["capacity_max"] = "500", "20"
    data["performance-0-inlet_min"], data["performance-0-inlet_max"] = "900", "100"
    data["better_than"] = "Words that took an hour to write."
    response = send(moderator, mbr, data)
    assert response.status_code == 200
    form = response.context["form"]
    assert form.errors["capacity_max"] == ["The upper end is below the lower end."]
    assert form.formsets["performance"].errors[0]["inlet_max"] == ["The upper end is below the lower end."]
    html = response.content.decode()
    assert "Words that took an hour to write." in html
    again = inputs(html)
    assert (again["capacity_min"], again["performance-0-inlet_min"]) == ("500", "900")
    mbr.refresh_from_db()
    assert mbr.better_than != "Words that took an hour to write."


@pytest.mark.parametrize(
    ("field", "value"),
    [("removal_max", "101"), ("inlet_min", "many")],
)
def test_a_wrong_number_on_a_line_is_refused_at_its_field(moderator, mbr, field, value):
    data = form_of(moderator, mbr)
    data[f"performance-0-{field}"] = value
    response = send(moderator, mbr, data)
    assert response.status_code == 200
    assert response.context["form"].formsets["performance"].errors[0]


def test_an_image_needs_words_for_those_who_do_not_see_it(moderator, mbr):
    image = Image.objects.create(title="Plant", file=get_test_image_file())
    data = form_of(moderator, mbr)
    data["image"] = str(image.pk)
    response = send(moderator, mbr, data)
    assert "image_alt" in response.context["form"].errors
    data["image_alt"] = "Two rows of membrane tanks under a roof"
    assert send(moderator, mbr, data).status_code == 302


def test_search_terms_goals_and_codes_are_edited_without_json(moderator, mbr):
    data = form_of(moderator, mbr)
    assert data["words-0-terms"].splitlines() == mbr.words.first().terms
    data["words-0-terms"] = "first term\n\n  second term  \n"
    data.setlist("sdgs", ["6", "13"])
    data.setlist("media", [str(Concept.objects.get(scheme="medium", code="water").pk)])
    assert send(moderator, mbr, data).status_code == 302
    mbr = TechnologyPage.objects.get(pk=mbr.pk)
    assert mbr.words.first().terms == ["first term", "second term"]
    assert mbr.sdgs == [6, 13]
    assert [concept.code for concept in mbr.media.all()] == ["water"]


def test_a_code_of_another_scheme_is_refused(moderator, mbr):
    data = form_of(moderator, mbr)
    data["group"] = str(Concept.objects.get(scheme="parameter", code="cod").pk)
    assert "group" in send(moderator, mbr, data).context["form"].errors


def test_the_form_reads_the_vocabulary_once_however_many_fields_show_it(
    moderator, mbr, django_assert_max_num_queries
):
    address = reverse("wagtailadmin_pages:edit", args=[mbr.pk])
    moderator.get(address)
    with django_assert_max_num_queries(75):
        html = moderator.get(address).content.decode()
    assert html.count("Chemical oxygen demand (cod, mg/L)") > mbr.performance.count()


def test_codes_stand_under_the_label_of_their_medium(small_catalogue):
    headings = dict(concept_groups("parameter"))
    assert any(text == "Chemical oxygen demand (cod, mg/L)" for _pk, text in headings["Water"])


def test_the_preview_shows_what_is_typed(moderator, mbr):
    data = form_of(moderator, mbr)
    data["summary"] = "Only in the preview."
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[mbr.pk])
    assert moderator.post(address, dict(data.lists())).json()["is_valid"]
    assert "Only in the preview." in moderator.get(address).content.decode()
    mbr.refresh_from_db()
    assert mbr.summary != "Only in the preview."


def test_a_draft_goes_through_moderation_before_it_is_seen(editor, mbr):
    data = form_of(editor, mbr)
    data["summary"] = "A better summary."
    assert send(editor, mbr, data, "action-submit").status_code == 302
    mbr.refresh_from_db()
    assert mbr.summary != "A better summary."
    state = WorkflowState.objects.get(object_id=str(mbr.pk))
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    task = state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[mbr.pk, "approve", task.pk])
    # The author cannot approve it alone.
    assert editor.post(address, {"comment": ""}).status_code in (302, 403)
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    signed_in("Moderators").post(address, {"comment": "Fine"})
    state.refresh_from_db()
    mbr.refresh_from_db()
    assert state.status == WorkflowState.STATUS_APPROVED
    assert mbr.summary == "A better summary."
    assert mbr.live


def test_a_moderator_sends_a_draft_back_with_a_reason(editor, mbr):
    data = form_of(editor, mbr)
    data["summary"] = "Too good to be true."
    send(editor, mbr, data, "action-submit")
    state = WorkflowState.objects.get(object_id=str(mbr.pk))
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[mbr.pk, "reject", state.current_task_state.pk]
    )
    signed_in("Moderators").post(address, {"comment": "Name a source."})
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    mbr.refresh_from_db()
    assert mbr.summary != "Too good to be true."


def test_an_editor_cannot_publish(editor, mbr):
    data = form_of(editor, mbr)
    data["summary"] = "Published by itself."
    send(editor, mbr, data)
    mbr.refresh_from_db()
    assert mbr.summary != "Published by itself."


def test_a_suppliers_listing_shows_the_reference_sheets_to_belong_to(moderator, mbr):
    supplier = SupplierPageFactory(parent=SupplierIndexPage.objects.get())
    listing = TechnologyPageFactory(parent=supplier, title="Our own MBR")
    data = form_of(moderator, listing)
    data.setlist("reference_sheets", [str(mbr.pk)])
    assert send(moderator, listing, data).status_code == 302
    assert list(TechnologyPage.objects.get(pk=listing.pk).reference_sheets.all()) == [mbr]
    # A sheet of the library is not offered other suppliers' listings.
    html = moderator.get(reverse("wagtailadmin_pages:edit", args=[mbr.pk])).content.decode()
    assert f'name="related" value="{listing.pk}"' not in " ".join(html.split())


# Records that are no pages


@pytest.mark.parametrize("name", LISTS)
def test_lists_answer_search_filter_and_open_their_forms(moderator, name):
    address = reverse(f"{name}:index")
    response = moderator.get(address)
    assert response.status_code == 200
    assert moderator.get(address, {"q": "a"}).status_code == 200
    record = response.context["object_list"][0]
    for view in ("edit", "inspect"):
        assert moderator.get(reverse(f"{name}:{view}", args=[record.pk])).status_code == 200
    assert moderator.get(reverse(f"{name}:copy", args=[record.pk])).status_code == 200


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [
        ("concept", {"scheme": "medium"}, 9),
        ("concept", {"q": "Nhu cầu oxy hóa học"}, 1),
        ("dischargestandard", {"country": "VN"}, 1),
        ("recognitionagreement", {"recognises": "false"}, 1),
        ("recognitionagreement", {"parties__country": "TH"}, 1),
        ("synonymgroup", {"q": "membrane bioreactor"}, 1),
    ],
)
def test_filters_narrow_a_list(moderator, name, query, found):
    response = moderator.get(reverse(f"{name}:index"), query)
    assert len(response.context["object_list"]) == found


def test_a_code_that_matches_in_several_of_its_labels_is_listed_once(moderator):
    found = [
        concept.pk for concept in moderator.get(reverse("concept:index"), {"q": "cod"}).context["object_list"]
    ]
    assert found
    assert len(found) == len(set(found))


def test_a_list_reads_related_records_with_its_rows(moderator, django_assert_max_num_queries):
    assert LabelCriteria.objects.count() > 30
    with django_assert_max_num_queries(25):
        moderator.get(reverse("labelcriteria:index"))


def test_a_product_group_is_edited_by_language_and_by_line(moderator):
    group = ProductGroup.objects.get(code="paints")
    address = reverse("productgroup:edit", args=[group.pk])
    data = inputs(moderator.get(address).content.decode())
    data.update(nested_form_data({"sources": streamfield([]), "unconfirmed": streamfield([])}))
    assert data["labels-vi"] == "Sơn và chất phủ"
    data["labels-km"] = "ថ្នាំលាប"
    data["aliases"] = "wall paint\nvarnish"
    assert moderator.post(address, dict(data.lists())).status_code == 302
    group.refresh_from_db()
    assert group.labels["km"] == "ថ្នាំលាប"
    assert group.labels["vi"] == "Sơn và chất phủ"
    assert group.aliases == ["wall paint", "varnish"]


def test_synonyms_are_edited_by_language(moderator):
    group = SynonymGroup.objects.get(code="mbr")
    address = reverse("synonymgroup:edit", args=[group.pk])
    data = inputs(moderator.get(address).content.decode())
    data["terms-lo"] = "ຖັງປະຕິກອນ\nMBR"
    assert moderator.post(address, dict(data.lists())).status_code == 302
    group.refresh_from_db()
    assert group.terms["lo"] == ["ຖັງປະຕິກອນ", "MBR"]
    assert group.terms["en"] == ["membrane bioreactor", "MBR"]


def test_a_limit_without_a_number_is_refused(moderator):
    standard = DischargeStandard.objects.get(code="vn-qcvn40-2011-a")
    address = reverse("dischargestandard:edit", args=[standard.pk])
    data = inputs(moderator.get(address).content.decode())
    data.update(nested_form_data({"sources": streamfield([]), "unconfirmed": streamfield([])}))
    data["limits-1-value_max"] = ""
    response = moderator.post(address, dict(data.lists()))
    assert response.context["form"].formsets["limits"].errors[1]["value_max"] == ["State a number."]


def test_an_agreement_needs_two_parties(moderator):
    data = nested_form_data(
        {
            "code": "xx-yy",
            "kind": "mutual recognition agreement",
            "sources": streamfield([]),
            "unconfirmed": streamfield([]),
            "scope": streamfield([]),
            "parties": {
                "TOTAL_FORMS": "0",
                "INITIAL_FORMS": "0",
                "MIN_NUM_FORMS": "0",
                "MAX_NUM_FORMS": "1000",
            },
        }
    )
    assert moderator.post(reverse("recognitionagreement:add"), data).status_code == 200
    assert not RecognitionAgreement.objects.filter(code="xx-yy").exists()


# Who may do what


@pytest.mark.parametrize("name", LISTS)
def test_strangers_and_ordinary_accounts_are_turned_away(small_catalogue, name):
    address = reverse(f"{name}:index")
    for client in (Client(), signed_in()):
        response = client.get(address)
        assert response.status_code == 302
        assert "/login/" in response["Location"]


def test_strangers_cannot_open_a_pages_form(mbr):
    response = Client().get(reverse("wagtailadmin_pages:edit", args=[mbr.pk]))
    assert (response.status_code, "/login/" in response["Location"]) == (302, True)


def test_editors_write_facts_but_leave_the_vocabulary_and_deletions_to_moderators(editor):
    assert editor.get(reverse("fundingsource:add")).status_code == 200
    assert editor.get(reverse("concept:index")).status_code == 200
    concept, group = Concept.objects.first(), ProductGroup.objects.first()
    for address in (
        reverse("concept:add"),
        reverse("concept:edit", args=[concept.pk]),
        reverse("productgroup:delete", args=[group.pk]),
    ):
        assert editor.get(address).status_code == 302


def test_a_code_in_use_cannot_be_deleted_even_by_an_administrator(small_catalogue):
    client = signed_in(is_superuser=True, is_staff=True)
    used = TechnologyPage.objects.get(slug="mbr").group
    client.post(reverse("concept:delete", args=[used.pk]))
    assert Concept.objects.filter(pk=used.pk).exists()


# Widgets


def test_lines_are_a_list_without_blank_ones():
    widget = LinesInput()
    assert json.loads(widget.value_from_datadict({"terms": " a \n\n b"}, {}, "terms")) == ["a", "b"]
    assert widget.format_value('["a", "b"]') == "a\nb"
    assert widget.value_from_datadict({}, {}, "terms") is None


def test_goals_are_numbers_in_order():
    data = QueryDict("sdgs=13&sdgs=6&sdgs=x")
    assert json.loads(GoalsInput().value_from_datadict(data, {}, "sdgs")) == [6, 13]


def test_only_filled_languages_are_kept():
    widget = ByLanguageInput(lines=True)
    assert json.loads(widget.value_from_datadict({"t-en": "a\nb", "t-vi": "  "}, {}, "t")) == {
        "en": ["a", "b"]
    }
    assert widget.value_omitted_from_data({}, {}, "t")
