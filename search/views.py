"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.languages import data_language
from search import service
from search.forms import SearchForm
from search.params import SearchUnavailable
from search.presenters import ResultsPage, UnavailablePage


def results(request: HttpRequest) -> HttpResponse:
    """Answers to a question; 503 with a page that says so where the index cannot be asked."""
    form = SearchForm(request.GET, language=data_language())
    params = form.params()
    try:
        page: ResultsPage | UnavailablePage = ResultsPage(service.search(params), form)
    except SearchUnavailable:
        page = UnavailablePage(params)
    return render(request, "search/results.html", {"results": page}, status=page.status)
