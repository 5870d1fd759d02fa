"""What every test may use."""

import os

import pytest
from django.utils import translation
from hypothesis import settings

from cms import vocabulary

# A test never judges time. Where all must hold before a change lands, the drawn examples are the same every time; on a
# developer's machine new ones are drawn.
settings.register_profile("estuary", deadline=None, derandomize=bool(os.environ.get("REQUIRE_SERVICES")))
settings.load_profile("estuary")

pytest_plugins = ["tests.fixtures", "tests.services.fixtures"]


@pytest.fixture(autouse=True)
def _fresh_labels():
    """Labels kept from another test's database would be wrong in this one."""
    vocabulary.forget()
    yield
    vocabulary.forget()


@pytest.fixture(autouse=True)
def _english_again():
    """A request for ``/vi/…`` leaves its language active in the thread; the next test starts in English."""
    yield
    translation.activate("en")
