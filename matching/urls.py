"""The matcher's public addresses."""

from django.urls import path

from . import views

app_name = "matching"
urlpatterns = [path("", views.match, name="match")]
