"""How a spawned process becomes one of this project. Imports nothing of Django before it is set up."""

from typing import Any


def begin(search: dict[str, Any], database: str) -> None:
    """Set Django up with the same index, and the same database where a test has one of its own."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    settings.SEARCH = search
    connection.settings_dict["NAME"] = database
