"""Public addresses of the catalogue that are no Wagtail pages."""

from django.urls import path

from . import views

app_name = "cms"
urlpatterns = [path("products/<slug:code>/", views.product, name="product")]
