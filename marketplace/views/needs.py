"""The public board of needs, and a need's page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cms.selectors.vocabulary import shown_labels
from marketplace.forms.board import read_board
from marketplace.presenters.board import known_values, shown_facets, summary
from marketplace.presenters.need import asked_rows, need_sources
from marketplace.selectors.board import board_needs, facet_counts
from marketplace.selectors.needs import need_for, others_like, words_of

ON_A_PAGE = 20


def board(request: HttpRequest) -> HttpResponse:
    """Public needs with filters as links."""
    labels = shown_labels("sector")
    query = read_board(request.GET, known_values(labels))
    page = Paginator(board_needs(query), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "query": query,
        "summary": summary(query, labels),
        "facets": shown_facets(query, facet_counts(query), labels),
        "labels": labels,
    }
    return render(request, "marketplace/needs.html", context)


def need(request: HttpRequest, slug: str) -> HttpResponse:
    """One need with its sources. One that the reader may not see does not exist for them."""
    found = need_for(request.user, slug)
    if found is None:
        raise Http404
    labels = shown_labels(("medium", "sector", "parameter"))
    context = {
        "need": found,
        "words": words_of(found),
        "rows": asked_rows(found, labels),
        "sources": need_sources(found),
        "others": others_like(found),
        "labels": labels,
    }
    return render(request, "marketplace/need.html", context)
