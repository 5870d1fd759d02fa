"""Doors for the packages above: they hand in what the matcher may not import."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from .asking import Ask

Reader = AbstractBaseUser | AnonymousUser
NeedSource = Callable[[str, Reader], Ask | None]

_need_sources: list[NeedSource] = []


def register_need_source(source: NeedSource) -> None:
    """Add a place where needs are kept. ``source(slug, user)`` gives the need as a question, or ``None`` where there
    is none that this reader may see.
    """
    if source not in _need_sources:
        _need_sources.append(source)


def ask_of_need(slug: str, user: Reader) -> Ask | None:
    """A kept need as a question; ``None`` where no source shows one of that name to this reader."""
    return next((ask for source in _need_sources if (ask := source(slug, user)) is not None), None)
