"""The match page."""

from django.http import HttpRequest, HttpResponse


def match(request: HttpRequest) -> HttpResponse:
    """Placeholder until the page lands later in the same change."""
    return HttpResponse("")
