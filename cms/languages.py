"""The ten languages: Django's code for addresses and translations, the data files' code for words."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language

# The data files write plain ``zh``; Django and Wagtail name the script, and browsers want it in ``lang``.
_DATA = {"zh-hans": "zh"}
_DJANGO = {data: django for django, data in _DATA.items()}

DATA_LANGUAGES = ("en", "zh", "vi", "th", "id", "ms", "fil", "km", "lo", "my")
DATA_LANGUAGE_CHOICES = (
    ("en", "English"),
    ("zh", "简体中文"),
    ("vi", "Tiếng Việt"),
    ("th", "ไทย"),
    ("id", "Indonesia"),
    ("ms", "Melayu"),
    ("fil", "Filipino"),
    ("km", "ខ្មែរ"),
    ("lo", "ລາວ"),
    ("my", "မြန်မာ"),
)


def data_language(code: str | None = None) -> str:
    """The data files' code for a Django language code; for the active language where none is given."""
    code = (code or get_language() or settings.LANGUAGE_CODE).lower()
    return _DATA.get(code, code)


def django_language(code: str) -> str:
    """The Django code (used in addresses and in ``lang``) for a data files' code."""
    return _DJANGO.get(code, code)


def html_language(code: str) -> str:
    """The BCP 47 tag for ``lang`` of a data or Django code, e.g. ``zh-Hans``."""
    code = django_language(code)
    return {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(code.lower(), code)
