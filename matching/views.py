"""The match page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .composing import compose
from .forms import MatchForm
from .presenting.page import MatchPage
from .selectors import parameter_choices, standard_choices
from .service import answer

LONGEST_REDIRECT = 4000  # characters; beyond it an address is answered as it came


@require_safe
def match(request: HttpRequest) -> HttpResponse:
    """A question and its answer, both in the address; fields left empty are taken out of it first."""
    filled = request.GET.copy()
    for name in [name for name in filled if name != "must"]:
        filled.setlist(name, [value for value in filled.getlist(name) if value.strip()])
    short = filled.urlencode()
    if len(short) < len(request.GET.urlencode()) and len(short) <= LONGEST_REDIRECT:
        return HttpResponseRedirect(f"{request.path}?{short}")
    form = MatchForm(request.GET, parameter_choices(), standard_choices())
    form.is_valid()
    composed = compose(form, request.user)
    found = answer(composed.ask) if composed.asked or composed.need_missing else None
    return render(request, "matching/match.html", {"match": MatchPage(request, form, composed, found)})
