"""The project that people log in to."""

from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    """Accounts, organisations and needs."""

    name = "marketplace"
    verbose_name = "Marketplace"

    def ready(self) -> None:
        """Tell the packages below what this one adds to the data, the index and the country pages."""
        from .registrations import register_all

        register_all()
