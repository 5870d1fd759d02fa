"""Public addresses of accounts and needs."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from .views import accounts, needs

app_name = "marketplace"
urlpatterns = [
    path("needs/", needs.board, name="needs"),
    path("needs/<slug:slug>/", needs.need, name="need"),
    path("account/", accounts.account, name="account"),
    path("account/sign-in/", accounts.SignIn.as_view(), name="sign-in"),
    path("account/sign-out/", LogoutView.as_view(), name="sign-out"),
]
