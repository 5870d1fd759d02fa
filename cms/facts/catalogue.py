"""All loaders in the order in which they run: the catalogue's own, then those that other packages
registered.
"""

from __future__ import annotations

from . import countries, demonstrations, knowledge, labels, suppliers, technologies, vocabulary
from .registry import Loader, registered


def loaders() -> tuple[Loader, ...]:
    """Each loader comes after those whose records its own records refer to."""
    return (
        *vocabulary.LOADERS,
        *technologies.LOADERS,
        *suppliers.LOADERS,
        *demonstrations.LOADERS,
        *labels.LOADERS,
        *countries.LOADERS,
        *knowledge.LOADERS,
        *registered(),
    )
