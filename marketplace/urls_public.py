"""Public addresses of accounts and needs."""

from django.urls import URLPattern

app_name = "marketplace"
urlpatterns: list[URLPattern] = []
