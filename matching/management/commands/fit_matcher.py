"""Encode what changed and fit the latent space on everything that is published."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from matching import catalogue, storage
from matching.core.text import LatentSpace
from matching.encoders import encode_changed, encoder


class Command(BaseCommand):
    """``python manage.py fit_matcher``: quick where nothing changed since the last time."""

    help = "Encode changed technologies and fit the matcher's text model on the published catalogue."

    def add_arguments(self, parser) -> None:
        """The command's options."""
        parser.add_argument("--force", action="store_true", help="fit again although nothing changed")

    def handle(self, *args: object, force: bool, **options: object) -> None:
        """Encode, fit, write."""
        pages = list(catalogue.TechnologyPage.objects.live().public().values_list("pk", flat=True))
        if not pages:
            self.stdout.write("No technology is published yet: nothing to fit.")
            return
        entries = catalogue.read_entries(pages)
        encoded = encode_changed({pk: entry.profile for pk, entry in entries.items()}, progress=True)
        name = getattr(encoder(), "name", None)
        self.stdout.write(f"{encoded} technologies encoded ({name or 'no encoder installed: words only'}).")
        tokens = [entries[pk].tokens for pk in sorted(entries)]
        if not force and self._current(tokens):
            self.stdout.write("The model is current.")
            return
        space = LatentSpace.fit(tokens)
        if space is None:
            self.stdout.write("Too few technologies for a latent space: words and codes serve alone.")
            return
        about = storage.save(space, tokens, metrics={})
        catalogue.forget()
        self.stdout.write(f"Fitted on {about['documents']} technologies, {about['components']} dimensions.")

    @staticmethod
    def _current(tokens: list[tuple[str, ...]]) -> bool:
        try:
            return storage.read()[1]["data"] == storage.data_hash(tokens)
        except (FileNotFoundError, storage.ModelMismatch):
            return False
