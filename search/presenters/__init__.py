"""The search page as its template reads it: sentences, links and labels, no I/O but one look at the
vocabulary.
"""

from search.presenters.page import ResultsPage, UnavailablePage

__all__ = ["ResultsPage", "UnavailablePage"]
