"""The record: what is published."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class CmsConfig(AppConfig):
    """Wagtail pages, the vocabulary, and the shared look."""

    name = "cms"
    verbose_name = "Catalogue"

    def ready(self) -> None:
        """Kept labels are dropped when the vocabulary changes."""
        from . import vocabulary
        from .models import Concept, ConceptLabel

        def forget(**kwargs: object) -> None:
            vocabulary.forget()

        for model in (Concept, ConceptLabel):
            for signal in (post_save, post_delete):
                signal.connect(
                    forget, sender=model, weak=False, dispatch_uid=f"forget-{model.__name__}-{id(signal)}"
                )
