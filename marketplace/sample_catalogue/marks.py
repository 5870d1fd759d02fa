"""How the generator knows its own pages again: by their translation keys, which nobody types and no edit changes.

The keys are UUIDs of version 8, which RFC 9562 leaves to applications: a constant, the kind, and the number of the
record. So they are the same in every run, and one range of an indexed column holds them all.
"""

from __future__ import annotations

from enum import IntEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from wagtail.models import Page

_MARK = 0x657374756172  # "estuar"
_VARIANT = 0b10 << 62


class Kind(IntEnum):
    """What a generated page is."""

    SUPPLIER = 1
    LISTING = 2


def key(kind: Kind, number: int) -> UUID:
    """The translation key of the generated page of a kind with a number."""
    return UUID(int=_MARK << 80 | 8 << 76 | kind << 64 | _VARIANT | number)


def made_pages() -> QuerySet[Page]:
    """Every page that the generator made and that is still there, wherever an editor has moved it."""
    return Page.objects.filter(_marked())


def other_pages() -> QuerySet[Page]:
    """Every page that the generator did not make."""
    return Page.objects.exclude(_marked())


def _marked() -> Q:
    first, end = UUID(int=_MARK << 80 | 8 << 76), UUID(int=_MARK << 80 | 9 << 76)
    return Q(translation_key__gte=first, translation_key__lt=end)
