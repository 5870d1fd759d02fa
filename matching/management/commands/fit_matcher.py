"""Encode what changed, fit the latent space on everything that is published, and learn the ranking."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from matching import catalogue, registry, storage, training
from matching.core.text import LatentSpace
from matching.encoders import encode_changed, encoder
from matching.evaluation import judged_needs
from matching.models import RankingModel


class Command(BaseCommand):
    """``python manage.py fit_matcher``: quick where nothing changed since the last time."""

    help = (
        "Encode changed technologies, fit the matcher's text model on the published catalogue, and learn the "
        "ranking from graded needs; one that is worse than the running ranking on needs held out is refused."
    )

    def add_arguments(self, parser) -> None:
        """The command's options."""
        parser.add_argument("--force", action="store_true", help="fit again although nothing changed")

    def handle(self, *args: object, force: bool, **options: object) -> None:
        """Encode, fit, learn, write."""
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
        else:
            self._fit(tokens)
        self._learn(force=force)

    def _fit(self, tokens: list[tuple[str, ...]]) -> None:
        space = LatentSpace.fit(tokens)
        if space is None:
            self.stdout.write("Too few technologies for a latent space: words and codes serve alone.")
            return
        about = storage.save(space, tokens, metrics={})
        catalogue.forget()
        self.stdout.write(f"Fitted on {about['documents']} technologies, {about['components']} dimensions.")

    def _learn(self, *, force: bool) -> None:
        examples = training.read_examples(judged_needs(), catalogue.snapshot(), progress=True)
        newest = RankingModel.objects.first()
        if newest and newest.data_hash == training.data_hash(examples) and not force:
            self.stdout.write("The ranking is current.")
            return
        learned = training.learn(examples)
        if learned is None:
            self.stdout.write("Too few judged needs for this catalogue: the ranking stays as it is.")
            return
        points, name = registry.running_points()
        before = training.quality([example for example in examples if example.held_out], points)
        model = registry.propose(learned, before)
        said = (
            "refused, it is worse than" if model.state == RankingModel.State.REFUSED else "runs in place of"
        )
        self.stdout.write(
            f"Learned from {learned.learned_from} judged needs; on {learned.compared_on} held out nDCG@10 "
            f"{learned.held_out['all']:.3f}, before {before['all']:.3f}: ranking {model.pk} {said} {name}."
        )

    @staticmethod
    def _current(tokens: list[tuple[str, ...]]) -> bool:
        try:
            return storage.read()[1]["data"] == storage.data_hash(tokens)
        except (FileNotFoundError, storage.ModelMismatch):
            return False
