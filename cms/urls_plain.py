"""Addresses without a language: the entrance and the health check."""

from django.urls import path

from . import views

urlpatterns = [
    path("healthz/", views.health, name="health"),
    path("zh/<path:rest>", views.chinese_alias),
    path("zh/", views.chinese_alias),
]
