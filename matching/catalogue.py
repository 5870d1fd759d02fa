"""The catalogue as the matcher holds it in memory, kept in step with what is published.

A snapshot is stamped with what the database says of the published technologies, in one cheap query. Where the stamp
has moved, only changed pages are read again; the latent space is kept, since one changed sheet hardly turns it.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Count, Max
from wagtail.models import Page, PageLogEntry

from cms.models import Concept, DemonstrationProjectPage, SupplierPage, TechnologyPage
from search.analysis import analyse

from . import registry, storage
from .core.catalogue import Catalogue
from .core.profiles import TechnologyProfile
from .core.text import LatentSpace, Lexicon, document_tokens
from .encoders import stored_vectors
from .models import RankingModel
from .profiles import live_technologies, suppliers_of, technology_profile

logger = logging.getLogger(__name__)

Stamp = tuple[object, ...]


@dataclass(frozen=True)
class Entry:
    """One page as it was last read: what it was read from, its profile, and the tokens of its document."""

    read_from: tuple[object, ...]
    profile: TechnologyProfile
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """A catalogue, the pages behind its rows, the stamp of the database it was read from, and the name of its ranking."""

    stamp: Stamp
    catalogue: Catalogue
    pages: tuple[int, ...]
    entries: dict[int, Entry] = field(repr=False)
    ranking: str = registry.UNLEARNED


class NoTechnologies(Exception):  # noqa: N818 - a state to name, not a fault
    """Nothing is published, so there is nothing to match against."""


_lock = threading.Lock()
_kept: list[Snapshot] = []


def forget() -> None:
    """Drop what is kept in this process, so that the next question reads all again."""
    _kept.clear()


def stamp() -> Stamp:
    """What the database says of all that profiles are read from; it moves with every publish, unpublish, delete, move, and
    with the ranking that runs.
    """
    found = Page.objects.live().type(TechnologyPage, SupplierPage, DemonstrationProjectPage)
    moves = PageLogEntry.objects.filter(action="wagtail.move").aggregate(Max("pk"))
    counts = found.aggregate(Count("pk"), Max("last_published_at"), Max("live_revision_id"))
    running = RankingModel.objects.filter(state=RankingModel.State.RUNNING).values_list("pk", flat=True)
    return (*counts.values(), *moves.values(), *running)


def snapshot() -> Snapshot:
    """The catalogue as published now. Raises ``NoTechnologies`` where nothing is published."""
    now = stamp()
    with _lock:
        if not _kept or _kept[0].stamp != now:
            _kept[:] = [_read(now, _kept[0].entries if _kept else {})]
        return _kept[0]


def code_names() -> dict[str, str]:
    """All names of every code in ten languages, by ``scheme/code``, in two queries."""
    names = {}
    for concept in Concept.objects.prefetch_related("labels"):
        words = [concept.label]
        for row in concept.labels.all():
            words += [row.label, *row.alternatives]
        names[concept.key] = " ; ".join(words)
    return names


def _read(now: Stamp, entries: dict[int, Entry]) -> Snapshot:
    sources = _sources()
    if not sources:
        raise NoTechnologies
    changed = [pk for pk, source in sources.items() if pk not in entries or entries[pk].read_from != source]
    fresh = {pk: entry for pk, entry in entries.items() if pk in sources}
    if changed:
        fresh |= read_entries(changed)
    order = tuple(sorted(fresh))
    profiles = [fresh[pk].profile for pk in order]
    tokens = [fresh[pk].tokens for pk in order]
    points, ranking = registry.running_points()
    space = storage.load() or LatentSpace.fit(tokens)
    catalogue = Catalogue(
        profiles=profiles,
        lexicon=Lexicon.of(tokens),
        space=space,
        latent=space.vectors(tokens) if space else None,
        encoded=_encoded(order),
        points=points,
    )
    return Snapshot(now, catalogue, order, fresh, ranking)


def _sources() -> dict[int, tuple[object, ...]]:
    """What each published technology is read from: its own place and date, its supplier's, its demonstrations'."""
    pages = TechnologyPage.objects.live().public()
    own = pages.values_list("pk", "path", "last_published_at")
    suppliers = dict(SupplierPage.objects.values_list("path", "last_published_at"))
    plants: dict[int, list[object]] = {}
    rows = DemonstrationProjectPage.objects.live().values_list("technologies", "pk", "last_published_at")
    for page, *plant in rows.order_by("pk"):
        plants.setdefault(page, []).append(tuple(plant))
    return {
        pk: (path, when, suppliers.get(path[: -TechnologyPage.steplen]), tuple(plants.get(pk, ())))
        for pk, path, when in own
    }


def read_entries(pks: list[int]) -> dict[int, Entry]:
    """Profiles and tokens of some pages."""
    pages = list(live_technologies().filter(pk__in=pks))
    suppliers, names, sources = suppliers_of(pages), code_names(), _sources()
    entries = {}
    for page in pages:
        profile = technology_profile(page, suppliers.get(page.pk))
        tokens = tuple(document_tokens(profile, analyse, names))
        entries[page.pk] = Entry(sources.get(page.pk, ()), profile, tokens)
    return entries


def _encoded(pages: tuple[int, ...]) -> np.ndarray | None:
    """The encoder's vectors, shape (n, views, d); zeros for a page not encoded yet; None where there are none."""
    vectors = stored_vectors(pages)
    if not vectors:
        return None
    shape = next(iter(vectors.values())).shape
    if len(vectors) < len(pages):
        logger.info("%d technologies are not encoded yet", len(pages) - len(vectors))
    return np.stack([vectors.get(page, np.zeros(shape, np.float32)) for page in pages])
