"""Signing in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.throttle import SIGN_IN


class SignInForm(AuthenticationForm):
    """E-mail address and password. What it says never tells whether an account exists."""

    error_messages = {
        "invalid_login": _("No account has this e-mail address and password. Check both and try again."),
        "inactive": _("No account has this e-mail address and password. Check both and try again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address = self.fields["username"]
        address.label = _("E-mail address")
        address.widget = forms.EmailInput(
            attrs={
                "class": "form-field__input",
                "autocomplete": "username",
                "autofocus": True,
                "maxlength": address.max_length,
            }
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            max_length=1000,  # a longer one would only keep the server busy
            widget=forms.PasswordInput(
                attrs={"class": "form-field__input", "autocomplete": "current-password"}
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Check the attempt against the limit first, then the password."""
        parts = ((self.cleaned_data.get("username") or "").lower(), self.request.META.get("REMOTE_ADDR", ""))
        if not self.errors and not SIGN_IN.attempt(*parts):
            raise ValidationError(_too_many(), code="throttled")
        cleaned = super().clean()
        SIGN_IN.forget(*parts)
        return cleaned

    @property
    def is_throttled(self) -> bool:
        """Whether the attempt was one too many."""
        return self.has_error(forms.forms.NON_FIELD_ERRORS, code="throttled")


def _too_many() -> str:
    minutes = SIGN_IN.seconds // 60
    return ngettext(
        "Too many attempts. Wait %(minutes)d minute, then try again.",
        "Too many attempts. Wait %(minutes)d minutes, then try again.",
        minutes,
    ) % {"minutes": minutes}
