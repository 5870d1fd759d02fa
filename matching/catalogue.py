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

from cms.models import Concept, TechnologyPage
from search.analysis import analyse

from . import storage
from .core.catalogue import Catalogue
from .core.profiles import TechnologyProfile
from .core.text import LatentSpace, Lexicon, document_tokens
from .encoders import stored_vectors
from .profiles import live_technologies, suppliers_of, technology_profile

logger = logging.getLogger(__name__)

Stamp = tuple[object, ...]


@dataclass(frozen=True)
class Entry:
    """One page as it was last read: when it was published, its profile, and the tokens of its document."""

    published: object
    profile: TechnologyProfile
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """A catalogue, the pages behind its rows, and the stamp of the database it was read from."""

    stamp: Stamp
    catalogue: Catalogue
    pages: tuple[int, ...]
    entries: dict[int, Entry] = field(repr=False)


class NoTechnologies(Exception):  # noqa: N818 - a state to name, not a fault
    """Nothing is published, so there is nothing to match against."""


_lock = threading.Lock()
_kept: list[Snapshot] = []


def forget() -> None:
    """Drop what is kept in this process, so that the next question reads all again."""
    _kept.clear()


def stamp() -> Stamp:
    """What the database says of the published technologies; it moves with every publish, unpublish and delete."""
    found = TechnologyPage.objects.live().aggregate(
        pages=Count("pk"), published=Max("last_published_at"), revision=Max("live_revision_id")
    )
    return (found["pages"], found["published"], found["revision"])


def snapshot() -> Snapshot:
    """The catalogue as published now. Raises ``NoTechnologies`` where nothing is published."""
    now = stamp()
    if not now[0]:
        raise NoTechnologies
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
    published = dict(TechnologyPage.objects.live().public().values_list("pk", "last_published_at"))
    changed = [pk for pk, when in published.items() if pk not in entries or entries[pk].published != when]
    fresh = {pk: entry for pk, entry in entries.items() if pk in published}
    if changed:
        fresh |= read_entries(changed)
    order = tuple(sorted(fresh))
    profiles = [fresh[pk].profile for pk in order]
    tokens = [fresh[pk].tokens for pk in order]
    space = storage.load() or LatentSpace.fit(tokens)
    catalogue = Catalogue(
        profiles=profiles,
        lexicon=Lexicon.of(tokens),
        space=space,
        latent=space.vectors(tokens) if space else None,
        encoded=_encoded(order),
    )
    return Snapshot(now, catalogue, order, fresh)


def read_entries(pks: list[int]) -> dict[int, Entry]:
    """Profiles and tokens of some pages."""
    pages = list(live_technologies().filter(pk__in=pks))
    suppliers, names = suppliers_of(pages), code_names()
    entries = {}
    for page in pages:
        profile = technology_profile(page, suppliers.get(page.pk))
        tokens = tuple(document_tokens(profile, analyse, names))
        entries[page.pk] = Entry(page.last_published_at, profile, tokens)
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
