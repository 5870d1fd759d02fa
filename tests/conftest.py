"""What every test may use."""

import pytest
from django.utils import translation

from cms import vocabulary

pytest_plugins = ["tests.fixtures"]


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
