"""Lists and sources of the data files as Wagtail's stream fields keep them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

# A block's id follows from its place, so that a later load changes a block instead of replacing it, and the
# comparison of two revisions shows what changed in it.
_BLOCKS = uuid.UUID("0f6f2b52-7f0e-4a45-9d0e-5d8f5d6a7c11")


def stream(blocks: Iterable[tuple[str, Any]]) -> str:
    """JSON of a stream field from pairs of block type and value."""
    return json.dumps(
        [
            {"type": kind, "value": value, "id": str(uuid.uuid5(_BLOCKS, f"{kind}/{index}"))}
            for index, (kind, value) in enumerate(blocks)
        ],
        ensure_ascii=False,
    )


def sentences(texts: Iterable[str] | None) -> str:
    """A list of short sentences; empty for none."""
    return stream(("item", text) for text in texts or ())


def sources(entries: Iterable[Mapping[str, Any]]) -> str:
    """The sources of a record. An entry that does not say otherwise was read: the data's rule for pages."""
    return stream(
        (
            "source",
            {
                "title": entry.get("title") or "",
                "url": entry.get("url") or "",
                "supports": entry.get("supports") or "",
                "page_date": entry.get("page_date") or "",
                "seen": entry.get("seen", True),
            },
        )
        for entry in entries
    )
