from marketplace.models import Need, NeedText
from marketplace.need_documents import public_needs, to_document
from search.documents import source_of

from .conftest import make_need


def test_needs_are_registered_with_the_index(db):
    assert source_of("marketplace.need").to_document is to_document


def test_only_what_anybody_may_read_is_indexed(world):
    ids = {document.id for document in source_of("marketplace.need").documents()}
    assert ids == {"n-public", "n-sourced"}


def test_a_need_that_becomes_private_leaves_the_index(world):
    need = world.needs["public"]
    need.visibility = Need.Visibility.PRIVATE
    need.save()
    assert not list(source_of("marketplace.need").rows([str(need.pk)]))


def test_a_document_holds_words_by_language_facets_and_the_way_to_the_page(world, concepts):
    need = world.needs["public"]
    need.technologies, need.year, need.place = ["ozonation"], 2024, "Hanoi"
    need.save()
    need.sectors.add(concepts["textile"])
    NeedText.objects.create(need=need, language="vi", title="Nước thải", machine=True)
    document = to_document(public_needs().get(pk=need.pk))
    assert (document.kind, document.id, document.route) == (
        "need",
        "n-public",
        ("marketplace:need", "n-public"),
    )
    assert document.words["en"].terms == ("ozonation",)
    assert (document.words["vi"].title, document.words["vi"].machine) == ("Nước thải", True)
    assert document.facets["sector"] == ("textile",)
    assert document.facets["country"] == ("VN",)
    assert document.numbers == {"year": (2024, 2024)}
    assert "Hanoi" in document.words["en"].body


def test_many_needs_cost_as_many_queries_as_one(world, django_assert_num_queries):
    for number in range(5):
        make_need(f"more-{number}", status="published", visibility="public")
    with django_assert_num_queries(5):  # needs, media, sectors, parameters, texts
        assert len(list(source_of("marketplace.need").documents())) == 7


def test_a_sample_is_marked(world):
    world.agency.is_sample = True
    world.agency.save()
    marks = {document.id: document.marks for document in source_of("marketplace.need").documents()}
    assert marks == {"n-public": ("sample",), "n-sourced": ()}
