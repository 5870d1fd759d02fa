"""The project that people log in to."""

from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    """Accounts, organisations and needs."""

    name = "marketplace"
    verbose_name = "Marketplace"
