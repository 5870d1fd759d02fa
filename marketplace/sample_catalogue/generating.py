"""Makes and removes the made-up catalogue, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import reset_queries, transaction

from .listings import Vocabulary, compose_listing
from .removal import remove_made
from .sheets import Sheet, read_sheets
from .suppliers import LISTINGS_EACH, compose_supplier
from .writing import Branch, Offer, write

MOST = 10_000_000
_SUPPLIERS_AT_ONCE = 50

Watch = Callable[[Iterable[int], int], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many pages a run removed and made."""

    removed_suppliers: int
    removed_listings: int
    suppliers: int = 0
    listings: int = 0


def _unwatched(numbers: Iterable[int], total: int) -> Iterable[int]:
    return numbers


def generate(count: int, seed: int, watch: Watch = _unwatched) -> Outcome:
    """Make ``count`` listings (1 to ``MOST``) in the place of those that an earlier run made.

    The same ``count``, ``seed`` and reference sheets give the same titles, addresses, words and numbers; the first
    listings of a larger run are those of a smaller one. ``watch(numbers, total)`` passes the listings' numbers on and
    may show progress. Nothing is told of the new pages: no signal, no outbox, no reference index; rebuild the search
    index afterwards. One transaction: on SQLite nobody else can write meanwhile. Raises ``ValueError``, ``NoSheets``,
    ``NoRoom`` or ``StillUsed``; nothing has changed then.
    """
    if not 1 <= count <= MOST:
        raise ValueError(f"from 1 to {MOST:,} listings, not {count:,}")
    with transaction.atomic():
        sheets, vocabulary = read_sheets(), Vocabulary.read()
        removed = remove_made()
        suppliers = -(-count // LISTINGS_EACH)
        branch = Branch.open(suppliers)
        numbers = iter(watch(range(count), count))
        for first in range(0, suppliers, _SUPPLIERS_AT_ONCE):
            some = range(first, min(first + _SUPPLIERS_AT_ONCE, suppliers))
            write(branch, list(_offers(some, numbers, seed, sheets, vocabulary)))
            reset_queries()  # in DEBUG mode Django keeps the text of the last nine thousand
        for _ in numbers:  # nothing is left; whoever shows progress learns that this was all
            pass
        branch.close()
    return Outcome(*removed, suppliers, count)


def clear() -> Outcome:
    """Remove every page that ``generate`` made, and nothing else. Raises ``StillUsed``; nothing has changed then."""
    with transaction.atomic():
        return Outcome(*remove_made())


def _offers(
    suppliers: range, numbers: Iterator[int], seed: int, sheets: Sequence[Sheet], vocabulary: Vocabulary
) -> Iterator[Offer]:
    """Each supplier with its listings; the last one has as many as are left."""
    for number in suppliers:
        supplier = compose_supplier(number, seed, sheets)
        mine = [n for _, n in zip(range(LISTINGS_EACH), numbers, strict=False)]
        yield supplier, [compose_listing(n, seed, supplier, vocabulary) for n in mine]
