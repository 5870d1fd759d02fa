"""`manage.py compile_catalogues`: translations as Django reads them, without the gettext tools on the machine."""

import io
import os
import re
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

_EMPTY_PLURAL = re.compile(rb'^msgstr\[[1-9]\] ""$', re.MULTILINE)


class Command(BaseCommand):
    """Compile every catalogue below the locale folders whose compiled form is missing or older."""

    help = "Compile the message catalogues (.po to .mo) that have changed. Needs no gettext."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile and say how many."""
        catalogues = sorted(
            po for folder in settings.LOCALE_PATHS for po in Path(folder).glob("*/LC_MESSAGES/*.po")
        )
        changed = [po for po in catalogues if not _is_compiled(po)]
        for po in changed:
            _compile(po)
        if options["verbosity"]:
            self.stdout.write(f"Message catalogues: {len(changed)} of {len(catalogues)} compiled")


def _is_compiled(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime_ns > po.stat().st_mtime_ns


def _without_surplus(source: bytes) -> bytes:
    """The catalogue without the empty plural that ``makemessages`` leaves in languages that have none."""
    return _EMPTY_PLURAL.sub(b"", source) if b"nplurals=1;" in source else source


def _fill_plurals(catalogue: Catalog) -> None:
    """Give an untranslated count the English plural where the language has one form for all numbers.

    Without it gettext takes that one form for the English singular, and a page reads "50 technology".
    """
    if catalogue.num_plurals == 1:
        for message in catalogue:
            if message.pluralizable and message.id and not any(message.string):
                message.string = (message.id[1],)


def _compile(po: Path) -> None:
    """Write the catalogue beside its source in one piece; entries marked fuzzy are left out, as gettext does."""
    locale = (
        po.parent.parent.name
    )  # Babel forgets the plural rule of a catalogue whose language it does not know
    try:
        catalogue = read_po(io.BytesIO(_without_surplus(po.read_bytes())), locale=locale, abort_invalid=True)
    except PoFileError as error:
        raise CommandError(f"{po}: {error}") from error
    _fill_plurals(catalogue)
    unfinished = po.with_suffix(".part.mo")
    with unfinished.open("wb") as target:
        write_mo(target, catalogue)
    os.replace(unfinished, po.with_suffix(".mo"))
