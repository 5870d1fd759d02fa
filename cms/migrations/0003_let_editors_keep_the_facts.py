"""Editors may write facts that are no pages; the vocabulary and deletions are the moderators'.

Pages need nothing here: Wagtail's own groups draft and moderate them already.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

FACTS = (
    "productgroup",
    "labelcriteria",
    "recognitionagreement",
    "certifiedproduct",
    "focalpoint",
    "dischargestandard",
    "fundingsource",
)
WORDS = ("concept", "synonymgroup")
GRANTS = {
    "Editors": ((FACTS, ("view", "add", "change")), (WORDS, ("view",))),
    "Moderators": ((FACTS, ("view", "add", "change", "delete")), (WORDS, ("view", "add", "change"))),
}


def _permissions(apps, models, actions):
    codenames = [f"{action}_{model}" for model in models for action in actions]
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="cms", codename__in=codenames
    )


def grant(apps, schema_editor):
    # Django makes permissions after all migrations have run, which is too late for this one.
    create_permissions(installed.get_app_config("cms"), apps=apps, verbosity=0)
    for name, grants in GRANTS.items():
        group = apps.get_model("auth", "Group").objects.filter(name=name).first()
        for models, actions in grants if group else ():
            group.permissions.add(*_permissions(apps, models, actions))


def withdraw(apps, schema_editor):
    for name, grants in GRANTS.items():
        group = apps.get_model("auth", "Group").objects.filter(name=name).first()
        for models, actions in grants if group else ():
            group.permissions.remove(*_permissions(apps, models, actions))


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_allow_international_standards"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(grant, withdraw)]
