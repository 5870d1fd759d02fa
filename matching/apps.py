"""Recommends technologies and label partners."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The matcher on top of the catalogue and the index."""

    name = "matching"
    verbose_name = "Matching"

    def ready(self) -> None:
        """Give the index the meaning of technologies, for what is alike."""
        from search.documents import register_vectors

        from .encoders import record_vectors

        register_vectors(record_vectors)
