"""What every test may use."""

import pytest

from cms import vocabulary

pytest_plugins = ["tests.fixtures"]


@pytest.fixture(autouse=True)
def _fresh_labels():
    """Labels kept from another test's database would be wrong in this one."""
    vocabulary.forget()
    yield
    vocabulary.forget()
