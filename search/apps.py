"""Indexes what cms publishes and what higher packages register."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The index behind one protocol, and the search page."""

    name = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        """Register the catalogue's records, follow their changes, and show what is alike."""
        from search import cms_documents, receivers, similar

        cms_documents.register_cms()
        receivers.connect()
        similar.register()
