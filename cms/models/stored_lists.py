"""Rules for lists and objects that are kept as JSON, since a database column cannot state them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from cms.languages import DATA_LANGUAGES


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)


def check_texts(record: models.Model, name: str) -> None:
    """Refuse anything but a list of texts, at the field."""
    if not _is_texts(getattr(record, name)):
        raise ValidationError({name: _("This must be a list of texts.")})


def check_by_language(record: models.Model, name: str, *, lists: bool) -> None:
    """Refuse anything but one text (or, with ``lists``, one list of texts) for each of some of the ten languages."""
    value = getattr(record, name)
    if not isinstance(value, dict) or value.keys() - set(DATA_LANGUAGES):
        raise ValidationError({name: _("This must be texts by language code.")})
    if not all(_is_texts(member if lists else [member]) for member in value.values()):
        raise ValidationError({name: _("Each language needs its own text.")})


def check_goals(record: models.Model, name: str) -> None:
    """Refuse anything but a list of different numbers from 1 to 17."""
    value = getattr(record, name)
    whole = isinstance(value, list) and all(type(number) is int and 1 <= number <= 17 for number in value)
    if not whole or len(set(value)) < len(value):
        raise ValidationError({name: _("This must be a list of different numbers from 1 to 17.")})


def check_image(record: models.Model) -> None:
    """Refuse an image that nobody described: a reader who does not see it would learn nothing."""
    if record.image_id and not record.image_alt.strip():
        raise ValidationError({"image_alt": _("Describe the image for readers who do not see it.")})
