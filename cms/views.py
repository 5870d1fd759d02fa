"""Pages of the catalogue that are no Wagtail pages."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render

from .models import CertifiedProduct
from .selectors.labels import product_context


def product(request: HttpRequest, code: str) -> HttpResponse:
    """One certified product: what was seen, where and when."""
    record = get_object_or_404(CertifiedProduct.objects.select_related("scheme", "group"), code=code)
    return render(request, "cms/certified_product.html", product_context(record))


def health(request: HttpRequest) -> JsonResponse:
    """Whether the process answers and reaches its database; for load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def chinese_alias(request: HttpRequest, rest: str = "") -> HttpResponsePermanentRedirect:
    """Addresses with plain ``zh`` lead to simplified Chinese."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"/zh-hans/{rest}" + (f"?{query}" if query else ""))
