"""Needs in a file, as scripts hand them over: read, checked, and answered in the same shape every time.

The shape is a contract, described in ``docs/contracts.md``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .asking import Ask
from .core.understanding import Limit

TEXTS = ("title", "problem", "language", "country_iso2")
LISTS = ("media", "sectors", "must", "nice")


class BadNeeds(ValueError):  # noqa: N818 - a list of findings, one sentence each
    """A file of needs that cannot be used; says need, field and reason of every finding."""

    def __init__(self, findings: list[str]) -> None:
        self.findings = findings
        super().__init__("\n".join(findings))


def read_needs(path: Path) -> list[Ask]:
    """The questions of a file. Raises ``BadNeeds``; ``FileNotFoundError`` where there is no such file."""
    try:
        needs = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BadNeeds([f"{path.name}: not UTF-8 at byte {error.start}"]) from error
    except json.JSONDecodeError as error:
        raise BadNeeds([f"{path.name}: line {error.lineno}, column {error.colno}: {error.msg}"]) from error
    if not isinstance(needs, list):
        raise BadNeeds([f"{path.name}: wants a list of needs"])
    findings = [finding for place, need in enumerate(needs, 1) for finding in _findings(place, need)]
    ids = [need["id"] for need in needs if isinstance(need, dict) and "id" in need]
    findings += [f"need {twice}: the id is used more than once" for twice in _twice(ids)]
    if findings:
        raise BadNeeds(findings)
    return [ask_of(need) for need in needs]


def ask_of(need: Mapping[str, Any]) -> Ask:
    """One need of a file as a question; the need has passed the checks of ``read_needs``."""
    capacity = need.get("capacity")
    return Ask(
        id=str(need["id"]),
        title=need["title"],
        text=need.get("problem") or "",
        language=need.get("language") or None,
        country=need.get("country_iso2") or "",
        media=tuple(need.get("media") or ()),
        sectors=tuple(need.get("sectors") or ()),
        capacity=(float(capacity[0]), str(capacity[1])) if capacity else None,
        limits=tuple(
            Limit(line["parameter"], line.get("target"), line.get("inlet"), line.get("unit") or "")
            for line in need.get("limits") or ()
        ),
        must=tuple(need.get("must") or ()),
        nice=tuple(need.get("nice") or ()),
    )


def _findings(place: int, need: Any) -> Iterator[str]:
    if not isinstance(need, dict):
        yield f"need {place}: wants an object"
        return
    name = f"need {need.get('id', place)}"
    if not isinstance(need.get("id"), str | int):
        yield f"{name}: id: is missing"
    if not isinstance(need.get("title"), str):
        yield f"{name}: title: is missing"
    for field in TEXTS:
        if need.get(field) is not None and not isinstance(need[field], str):
            yield f"{name}: {field}: wants a text"
    for field in LISTS:
        value = need.get(field)
        if value is not None and not (
            isinstance(value, list) and all(isinstance(item, str) for item in value)
        ):
            yield f"{name}: {field}: wants a list of texts"
    yield from _capacity_findings(name, need.get("capacity"))
    limits = need.get("limits")
    if limits is not None and not isinstance(limits, list):
        yield f"{name}: limits: wants a list"
        return
    for number, limit in enumerate(limits or (), 1):
        yield from _limit_findings(f"{name}: limits {number}", limit)


def _capacity_findings(name: str, capacity: Any) -> Iterator[str]:
    if capacity is None:
        return
    if not (isinstance(capacity, list) and len(capacity) == 2 and isinstance(capacity[1], str)):
        yield f'{name}: capacity: wants a value and a unit, e.g. [3000, "m3/d"]'
    elif not _is_number(capacity[0]):
        yield f"{name}: capacity: {capacity[0]!r} is no number"


def _limit_findings(name: str, limit: Any) -> Iterator[str]:
    if not isinstance(limit, dict) or not isinstance(limit.get("parameter"), str):
        yield f"{name}: wants an object with a parameter"
        return
    for field in ("inlet", "target"):
        if limit.get(field) is not None and not _is_number(limit[field]):
            yield f"{name}: {field}: {limit[field]!r} is no number"
    if limit.get("unit") is not None and not isinstance(limit["unit"], str):
        yield f"{name}: unit: wants a text"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _twice(ids: list[Any]) -> list[Any]:
    seen: set[Any] = set()
    return [key for key in ids if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
