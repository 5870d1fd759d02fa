"""Settings for a server. Everything secret or local comes from the environment; a missing value stops the start."""

import os

from django.core.exceptions import ImproperlyConfigured


def required(name: str) -> str:
    """The value of an environment variable; an empty one is an error, never a default."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment")
    return value


required("DATABASE_URL")  # asked for before ``base`` is read, which would quietly take a file
from .base import *

SECRET_KEY = required("SECRET_KEY")
if len(SECRET_KEY) < 50:  # Django's own advice; the keys of dev and test are shorter, so they cannot slip in
    raise ImproperlyConfigured("SECRET_KEY must be random and at least 50 characters long")
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
# A leading dot stands for all subdomains in the one list, a star in the other.
CSRF_TRUSTED_ORIGINS = [f"https://{'*' * host.startswith('.')}{host}" for host in ALLOWED_HOSTS]

DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Shared by all processes, as the limit on attempts to sign in must be; `setup_site` makes the table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# Health checks come over plain HTTP from inside the host.
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# The check wants no frames at all; Wagtail's preview frames our own pages, see ``base``.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": TASK_BACKENDS["workers"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    # One line for each request to the index is too many; failures are told.
    "loggers": {"elastic_transport": {"level": "WARNING"}},
}
