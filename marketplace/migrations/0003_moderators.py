"""The moderators verify organisations and may take a published need off the board."""

from django.db import migrations

PERMISSIONS = {
    "organisation": [("verify_organisation", "Can verify an organisation")],
    "need": [("moderate_need", "Can withdraw the published need of any organisation")],
}


def grant(apps, schema_editor):
    """Give the rights; Django itself would make the permissions only after the last migration."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    moderators, _ = Group.objects.get_or_create(name="Moderators")
    for model, rights in PERMISSIONS.items():
        content_type, _ = ContentType.objects.get_or_create(app_label="marketplace", model=model)
        for codename, name in rights:
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": name}
            )
            moderators.permissions.add(permission)


def revoke(apps, schema_editor):
    """Take the rights away again; the permissions go with their models."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    codenames = [codename for rights in PERMISSIONS.values() for codename, _ in rights]
    rights = Permission.objects.filter(content_type__app_label="marketplace", codename__in=codenames)
    for group in Group.objects.filter(name="Moderators"):
        group.permissions.remove(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0002_organisations_and_needs"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        # Makes the group.
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
