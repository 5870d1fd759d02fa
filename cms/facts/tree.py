"""The pages that stand above the facts: home, sections, countries, and the site itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Page, Site

from cms.models import (
    CountryIndexPage,
    CountryPage,
    DemonstrationIndexPage,
    HomePage,
    KnowledgeIndexPage,
    LabelIndexPage,
    ReferenceLibraryPage,
    SupplierIndexPage,
)

from .writing import publish, put_page

SECTIONS: Mapping[type[Page], tuple[str, str]] = {
    ReferenceLibraryPage: ("technologies", "Technologies"),
    SupplierIndexPage: ("suppliers", "Suppliers"),
    DemonstrationIndexPage: ("demonstrations", "Demonstrations"),
    LabelIndexPage: ("labels", "Eco-labels"),
    CountryIndexPage: ("countries", "Countries"),
    KnowledgeIndexPage: ("knowledge", "Articles, events and trainings"),
}
# The names that the member states use for themselves in English, which are not always the Unicode CLDR's.
COUNTRIES: Mapping[str, tuple[str, str]] = {
    "BN": ("brunei-darussalam", "Brunei Darussalam"),
    "KH": ("cambodia", "Cambodia"),
    "CN": ("china", "China"),
    "ID": ("indonesia", "Indonesia"),
    "LA": ("lao-pdr", "Lao PDR"),
    "MY": ("malaysia", "Malaysia"),
    "MM": ("myanmar", "Myanmar"),
    "PH": ("philippines", "Philippines"),
    "SG": ("singapore", "Singapore"),
    "TH": ("thailand", "Thailand"),
    "TL": ("timor-leste", "Timor-Leste"),
    "VN": ("viet-nam", "Viet Nam"),
}


def _home() -> HomePage:
    """The home page, made and put in the place of Wagtail's welcome page where there is none."""
    home = HomePage.objects.first()
    if home is not None:
        return home
    root = Page.get_first_root_node()
    home = put_page(HomePage(title="Estuary"), root, "estuary")
    publish(home)
    _move_site(home)
    return home


def _move_site(home: HomePage) -> None:
    """Let the default site begin at the home page, and drop Wagtail's welcome page if it is untouched."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        Site.objects.create(
            hostname="localhost", port=80, site_name="Estuary", is_default_site=True, root_page=home
        )
        return
    welcome = site.root_page
    site.root_page, site.site_name = home, site.site_name or "Estuary"
    site.save()
    # The welcome page is a bare ``Page`` from Wagtail's first migration; an editor cannot have made one.
    if type(welcome.specific) is Page and not welcome.get_children().exists():
        welcome.delete()


def section(model: type[Page]) -> Page:
    """The page that lists records of one kind; ``ObjectDoesNotExist`` where the tree was not made."""
    found = model.objects.first()
    if found is None:
        raise ObjectDoesNotExist(f"no {model._meta.verbose_name} in the page tree")
    return found


def make_tree() -> None:
    """Make what is missing of home, sections and country pages; what is there stays as it is."""
    home = _home()
    for model, (slug, title) in SECTIONS.items():
        if not model.objects.exists():
            publish(put_page(model(title=title), home, slug))
    countries = section(CountryIndexPage)
    there = set(CountryPage.objects.values_list("country", flat=True))
    for code, (slug, title) in COUNTRIES.items():
        if code not in there:
            publish(put_page(CountryPage(title=title, country=code), countries, slug))
