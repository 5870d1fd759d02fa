"""Settings for one's own machine: no server needed, open to 127.0.0.1 only."""

from .base import *

DEBUG = True
SECRET_KEY = (
    "only-for-development-never-for-a-server"  # public on purpose; production refuses to start with it
)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
INTERNAL_IPS = ["127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
