"""The moderators see how the index is, and may have parked records tried again."""

from django.db import migrations

CODENAME, NAME = "change_outboxentry", "Can change entry of the outbox"


def grant(apps, schema_editor):
    """Give the right; Django itself would make the permission only after the last migration."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="search", model="outboxentry"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=CODENAME, defaults={"name": NAME}
    )
    moderators, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Moderators")
    moderators.permissions.add(permission)


def revoke(apps, schema_editor):
    """Take the right away again; the permission goes with its model."""
    right = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="search", codename=CODENAME
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Moderators"):
        group.permissions.remove(*right)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_workers"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        # Makes the group.
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
