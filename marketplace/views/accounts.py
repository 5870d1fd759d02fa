"""Signing in and out, and the account's page."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from marketplace.forms.accounts import SignInForm
from marketplace.selectors.organisations import organisations_of

TOO_MANY_REQUESTS = 429


class SignIn(auth_views.LoginView):
    """Signing in with an address and a password; ``next`` leads only to places of this site."""

    form_class = SignInForm
    template_name = "marketplace/sign_in.html"
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        """Where ``next`` leads; the sign-in page itself is no place to go on to."""
        url = super().get_redirect_url()
        return "" if urlsplit(url).path == self.request.path else url

    def get_default_redirect_url(self) -> str:
        """The account's page, for somebody who came from nowhere."""
        return reverse("marketplace:account")

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """The form again; with status 429 where it was one attempt too many."""
        response = super().form_invalid(form)
        if form.is_throttled:
            response.status_code = TOO_MANY_REQUESTS
        return response


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, for whom they act, and with which role."""
    return render(request, "marketplace/account.html", {"organisations": organisations_of(request.user)})


@never_cache
def staff_door(request: HttpRequest) -> HttpResponse:
    """The way into the admin leads over the one sign-in page. Somebody signed in who is sent here may not enter.

    Raises ``PermissionDenied`` for them: the sign-in page would send them on to the admin, which would send them back.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    return HttpResponseRedirect(
        reverse("marketplace:sign-in", query={"next": request.GET.get("next", "/admin/")})
    )
