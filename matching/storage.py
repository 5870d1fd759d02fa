"""The fitted latent space on disk, written with skops: no code runs when a model file is read.

A file carries what it was made with; one that does not fit this version of the matcher is refused, with the reason.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import sklearn
import skops.io
from django.conf import settings

from .core.points import POINTS
from .core.text import COMPONENTS, LatentSpace

logger = logging.getLogger(__name__)

FORMAT = 1


class ModelMismatch(Exception):  # noqa: N818 - named for what it says
    """A model file that was made by another version, or is no model file."""


def path() -> Path:
    """Where the model file lies."""
    return Path(settings.MATCHING["MODEL_PATH"])


def save(
    space: LatentSpace, documents: Sequence[Sequence[str]], metrics: dict[str, float]
) -> dict[str, object]:
    """Write the file in one move, so that a reader never sees half of one; returns its description."""
    about = {
        "format": FORMAT,
        "scikit-learn": sklearn.__version__,
        "features": list(POINTS),
        "components": COMPONENTS,
        "documents": len(documents),
        "data": data_hash(documents),
        "trained": datetime.now(UTC).isoformat(timespec="seconds"),
        "metrics": metrics,
    }
    path().parent.mkdir(parents=True, exist_ok=True)
    words = sorted(space.vocabulary, key=space.vocabulary.get)
    model = {"about": about, "words": words, "tfidf": space.tfidf, "svd": space.svd}
    handle, draft = tempfile.mkstemp(dir=path().parent, suffix=".part")
    os.close(handle)
    try:
        skops.io.dump(model, draft)
        os.replace(draft, path())
    finally:
        Path(draft).unlink(missing_ok=True)
    return about


def read() -> tuple[LatentSpace, dict[str, object]]:
    """The kept model and its description. Raises ``FileNotFoundError`` or ``ModelMismatch``."""
    if not path().exists():
        raise FileNotFoundError(path())
    try:
        model = skops.io.load(path(), trusted=[])
        about = model["about"]
    except Exception as error:
        raise ModelMismatch(f"cannot be read: {error}") from error
    wanted = {
        "format": FORMAT,
        "scikit-learn": sklearn.__version__,
        "features": list(POINTS),
        "components": COMPONENTS,
    }
    for key, value in wanted.items():
        if about.get(key) != value:
            raise ModelMismatch(f"{key} is {about.get(key)!r}, this version needs {value!r}")
    vocabulary = {word: column for column, word in enumerate(model["words"])}
    return LatentSpace(vocabulary, model["tfidf"], model["svd"]), about


def load() -> LatentSpace | None:
    """The kept latent space, or None where it has to be fitted; a refused file is said in the log."""
    try:
        return read()[0]
    except FileNotFoundError:
        return None
    except ModelMismatch as error:
        logger.warning("The kept model %s is not used: %s. Run fit_matcher.", path().name, error)
        return None


def data_hash(documents: Sequence[Sequence[str]]) -> str:
    """A fingerprint of what a model was fitted on."""
    digest = hashlib.sha256()
    for tokens in documents:
        digest.update("\x1f".join(tokens).encode())
        digest.update(b"\x1e")
    return digest.hexdigest()
