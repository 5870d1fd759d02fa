"""Settings for the tests: the development site, made strict and quick."""

import tempfile
from pathlib import Path

from .base import *

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# A weak hash, since tests create many users and store none.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Each run gets its own folder, so that tests never see or touch a developer's index, model or uploads.
VAR_DIR = Path(tempfile.mkdtemp(prefix="estuary-test-"))
MEDIA_ROOT = VAR_DIR / "media"
SEARCH = {**SEARCH, "PATH": VAR_DIR / "index"}
MATCHING = {**MATCHING, "MODEL_PATH": VAR_DIR / "matcher.skops"}
WHITENOISE_AUTOREFRESH = True
