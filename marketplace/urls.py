"""Addresses. Public pages carry their language first; packages are included by name, never imported."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from .views import accounts

urlpatterns = [
    # One door, with its limit on attempts; what lies behind it asks for the right to enter.
    path("admin/login/", accounts.staff_door),
    path("django-admin/login/", accounts.staff_door),
    path("admin/", include(wagtailadmin_urls)),
    path("django-admin/", admin.site.urls),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("cms.urls_plain")),
]
if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += i18n_patterns(
    path("match/", include("matching.urls")),
    path("search/", include("search.urls")),
    path("", include("marketplace.urls_public")),
    path("", include("cms.urls")),
    path("", include(wagtail_urls)),
)
