"""What the matcher keeps in memory about one test's rows is wrong for the next."""

import pytest

from matching import alliance, asking, catalogue


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Start and leave without a kept catalogue, reader or recognition graph."""
    for module in (alliance, asking, catalogue):
        module.forget()
    yield
    for module in (alliance, asking, catalogue):
        module.forget()
