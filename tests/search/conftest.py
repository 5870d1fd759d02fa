"""A small catalogue in the database, and an index of its own."""

import uuid

import pytest
from elasticsearch import Elasticsearch
from wagtail.models import Page, Site

from cms.models import (
    Concept,
    HomePage,
    ReferenceLibraryPage,
    Scheme,
    SupplierIndexPage,
    SupplierPage,
    TechnologyPage,
)
from search import service
from search.engines.base import get_engine


@pytest.fixture
def index(settings, tmp_path):
    """An empty index that only this test knows."""
    settings.SEARCH = {**settings.SEARCH, "PATH": tmp_path / "index"}
    engine = get_engine()
    engine.rebuild([])
    return engine


@pytest.fixture
def home(db):
    """The home page, served by the default site."""
    page = Page.objects.get(depth=1).add_child(instance=HomePage(title="Home", slug="home-of-tests"))
    Site.objects.update(root_page=page)
    Site.clear_site_root_paths_cache()
    yield page
    Site.clear_site_root_paths_cache()


@pytest.fixture
def codes(db):
    """Some codes of the vocabulary, by code."""
    rows = [
        (Scheme.GROUP, "biological-treatment", "Biological treatment"),
        (Scheme.LISTING_TYPE, "technology", "Technology"),
        (Scheme.MEDIUM, "water", "Water"),
        (Scheme.MEDIUM, "air", "Air"),
        (Scheme.SECTOR, "textile", "Textile and dyeing"),
        (Scheme.MATURITY, "proven", "Proven"),
    ]
    found = {}
    for scheme, code, label in rows:
        found[code], _ = Concept.objects.get_or_create(scheme=scheme, code=code, defaults={"label": label})
    return found


@pytest.fixture
def library(home):
    return home.add_child(instance=ReferenceLibraryPage(title="Technologies", slug="technologies"))


@pytest.fixture
def suppliers(home):
    return home.add_child(instance=SupplierIndexPage(title="Suppliers", slug="suppliers"))


@pytest.fixture
def add_technology(codes):
    """Adds a live technology below a page."""

    def add(parent, title, slug, sheets=(), **fields):
        fields = {"summary": f"About {title}.", "problem": "A problem.", **fields}
        page = TechnologyPage(
            title=title,
            slug=slug,
            group=codes["biological-treatment"],
            listing_type=codes["technology"],
            maturity=codes["proven"],
            **fields,
        )
        parent.add_child(instance=page)
        page.media = [codes["water"]]
        page.reference_sheets = sheets
        page.save()
        return page

    return add


@pytest.fixture
def add_supplier():
    """Adds a live supplier below a page."""

    def add(parent, title, slug, **fields):
        fields = {"summary": "Builds plants.", "country": "CN", **fields}
        return parent.add_child(instance=SupplierPage(title=title, slug=slug, **fields))

    return add


@pytest.fixture
def found():
    """Ids that a text finds."""

    def ids(text="", **options):
        from search.params import SearchParams

        return {hit.id for hit in service.search(SearchParams(text, page_size=100, **options)).hits}

    return ids


@pytest.fixture
def search_server(elasticsearch):
    """Options of an Elasticsearch engine whose indices only this test knows; they are dropped afterwards."""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    yield {"URL": elasticsearch.url, "PREFIX": prefix, "REPLICAS": "0"}
    with Elasticsearch(elasticsearch.url) as client:
        for name in client.indices.get(index=f"{prefix}-*"):
            client.indices.delete(index=name)
