"""Recommends technologies and label partners."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The matcher on top of the catalogue and the index."""

    name = "matching"
    verbose_name = "Matching"
