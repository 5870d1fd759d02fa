"""What the catalogue adds to the editors' screens."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from .admin.concept_fields import register_fields
from .admin.viewsets import CountryGroup, LabelGroup, VocabularyGroup

register_fields()


@hooks.register("register_admin_viewset")
def facts() -> list[ViewSetGroup]:
    """Lists of what is no page."""
    return [VocabularyGroup(), LabelGroup(), CountryGroup()]


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    """Additions to Wagtail's own styles."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin/boxes.css"))
