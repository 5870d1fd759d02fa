"""What documents of the catalogue have in common: addresses, dates, lists."""

from collections.abc import Iterable

from wagtail.models import Page


def route(page: Page) -> tuple[str, ...]:
    """A page is served by its path below the home page, in the reader's language."""
    return ("wagtail_serve", "/".join(page.url_path.split("/")[2:]))


def published(page: Page) -> str:
    """The day a page was first published, as an ISO date; empty where it never was."""
    return page.first_published_at.date().isoformat() if page.first_published_at else ""


def items(field: Iterable) -> list[str]:
    """The sentences of an items field."""
    return [str(block.value) for block in field]


def codes(concepts: Iterable) -> tuple[str, ...]:
    """The codes of some concepts."""
    return tuple(concept.code for concept in concepts)


def some(*texts: str) -> tuple[str, ...]:
    """Those of the texts that say something."""
    return tuple(text for text in texts if text)


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order of appearance; empty ones dropped."""
    return tuple(dict.fromkeys(value for value in values if value))


def join(texts: Iterable[str], between: str = " ") -> str:
    """The texts that say something, in one."""
    return between.join(text for text in texts if text)
