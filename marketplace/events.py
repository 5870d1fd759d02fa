"""What happened, told to whoever listens, once it is in the database for good.

Every event names its subject and ``actor``, the person who did it (``None`` for the machinery).
"""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.dispatch import Signal

organisation_created = Signal()  # organisation, actor
organisation_verified = Signal()  # organisation, actor
member_added = Signal()  # membership, actor
role_changed = Signal()  # membership, before (the former role), actor
need_posted = Signal()  # need, actor
need_published = Signal()  # need, actor
need_withdrawn = Signal()  # need, reason, actor


def announce(event: Signal, sender: type, **facts: object) -> None:
    """Send ``event`` when the transaction commits, and never when it does not.

    The record is saved by then: a listener that fails is logged by Django and harms nobody else.
    """
    transaction.on_commit(partial(event.send_robust, sender=sender, **facts))
