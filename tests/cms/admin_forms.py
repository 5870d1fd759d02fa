"""The admin's forms as a browser fills and sends them."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

LISTS_OF_BLOCKS = (
    "other_names",
    "requests",
    "site_needs",
    "residues",
    "limits_of_use",
    "unconfirmed",
    "sources",
)


def _values(field: Tag) -> list[str]:
    """What a browser sends for one field: nothing for an unticked box."""
    if field.name == "textarea":
        return [field.text.removeprefix("\n")]
    if field.name == "select":
        options = field.find_all("option")
        return [o.get("value", o.text) for o in options if o.has_attr("selected")] or [
            options[0].get("value", "")
        ]
    if field.get("type") in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.has_attr("checked") else []
    return [field.get("value", "")]


def inputs(html: str) -> QueryDict:
    """All fields of the form that saves, as a browser would send them."""
    soup = BeautifulSoup(html, "html.parser")
    form = soup.find("form", id="page-edit-form") or soup.find(
        "form", attrs={"novalidate": True, "method": "POST"}
    )
    data = QueryDict(mutable=True)
    for field in form.find_all(["input", "textarea", "select"]):
        if (
            field.get("name")
            and field.get("type") not in ("submit", "button")
            and not field.find_parent("template")
        ):
            for value in _values(field):
                data.appendlist(field["name"], value)
    return data


def form_of(client: Client, page: Page) -> QueryDict:
    """What a browser would send from a page's form: its inputs, and the lists that scripts draw."""
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    data = inputs(response.content.decode())
    for name in LISTS_OF_BLOCKS:
        blocks = list(getattr(page, name))
        values = [(b.block_type, dict(b.value) if b.block_type == "source" else b.value) for b in blocks]
        data.update(nested_form_data({name: streamfield(values)}))
        # A browser sends each block's own id, by which two revisions are compared.
        data.update({f"{name}-{index}-id": block.id for index, block in enumerate(blocks)})
    return data


def send(client: Client, page: Page, data: QueryDict, action: str = "action-publish"):
    data = data.copy()
    data[action] = "1"
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), dict(data.lists()))
