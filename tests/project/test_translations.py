"""Chinese and Vietnamese are complete: every string of the public pages is translated and none is in doubt.

Strings are read from the sources themselves, so that a new one that nobody collected is missed as well.
"""

import io
import re

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGES = ("cms", "search", "matching", "marketplace")
COMPLETE = ("zh_Hans", "vi")
# What only editors and operators read is in English at first.
NOT_PUBLIC = {"migrations", "management", "settings", "models", "facts", "admin", "snippets", "static"}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def strings(source):
    """Pairs of context and msgid in Python source."""
    for _, message, _, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield context, message[0] if isinstance(message, tuple) else message


def as_python(template, origin):
    """The template's strings as calls of gettext; its other text, blanked out, keeps no indentation that counts."""
    return "\n".join(line.strip() for line in templatize(template, origin=origin).splitlines())


@pytest.fixture(scope="module")
def public(root):
    """All strings that a visitor can be shown, each with the file it comes from."""
    found = {}
    for path in [path for package in PACKAGES for path in sorted((root / package).rglob("*.*"))]:
        inner = path.relative_to(root)
        if path.suffix not in {".py", ".html", ".txt"} or NOT_PUBLIC & {*inner.parts, path.stem}:
            continue
        text = path.read_text()
        source = text if path.suffix == ".py" else as_python(text, str(inner))
        for key in strings(source):
            found.setdefault(key, str(inner))
    assert len(found) > 100
    return found


def singular(message):
    return message.id[0] if isinstance(message.id, tuple) else message.id


def translations(message):
    """The message's text, or its texts by number."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.fixture(scope="module", params=COMPLETE)
def catalogue(request):
    path = settings.LOCALE_PATHS[0] / request.param / "LC_MESSAGES" / "django.po"
    assert path.exists(), f"there is no catalogue {path.name} for {request.param}"
    with path.open("rb") as file:
        messages = read_po(file, locale=request.param)
    return {(message.context, singular(message)): message for message in messages if message.id}


def test_every_public_string_is_translated(public, catalogue):
    missing = {
        msgid: place
        for (context, msgid), place in public.items()
        if not (message := catalogue.get((context, msgid))) or not all(translations(message))
    }
    assert missing == {}


def test_no_public_translation_is_in_doubt(public, catalogue):
    assert [key for key in public if key in catalogue and catalogue[key].fuzzy] == []


def test_translations_keep_the_places_for_values(public, catalogue):
    wrong = []
    for key, message in catalogue.items():
        wanted = set(PLACEHOLDER.findall("".join(message.id)))
        for text in filter(None, translations(message)):
            if key in public and set(PLACEHOLDER.findall(text)) != wanted:
                wrong.append((key, text))
    assert wrong == []
