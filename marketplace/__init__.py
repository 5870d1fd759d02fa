"""The Django project: settings, accounts, organisations and needs."""
