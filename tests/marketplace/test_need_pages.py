import pytest

from cms.models import ConceptLabel
from marketplace.forms.board import board_address
from marketplace.models import Need, NeedText
from marketplace.registrations import country_needs
from marketplace.selectors.board import BoardQuery
from marketplace.selectors.needs import count_by_country, needs_by_country

from .conftest import make_need

BOARD = "/en/needs/"


@pytest.fixture
def many(concepts):
    """Thirty needs of two countries; every third one is about forests."""
    for number in range(30):
        need = make_need(
            f"many-{number}",
            status="published",
            visibility="public",
            country="VN" if number % 2 else "ID",
            track="adaptation" if number < 10 else "",
            year=1990 + number,
        )
        need.sectors.add(concepts["forestry" if number % 3 == 0 else "textile"])


def titles(response):
    return [need.title for need in response.context["page"].object_list]


def facet(response, name):
    found = next(f for f in response.context["facets"] if f.name == name)
    return {value.label: value.count for value in found.values}


# Tested so that a change of a page's queries shows in the diff: visitor, in English and in another language.
QUERIES = {
    "/en/needs/": 8,
    "/vi/needs/": 8,
    "/en/needs/?country=ID&sector=forestry&page=1": 8,
    "/en/needs/many-3/": 9,
    "/vi/needs/many-3/": 9,
}


@pytest.mark.parametrize("address", QUERIES)
def test_queries_do_not_grow_with_what_is_shown(many, client, address, django_assert_num_queries):
    client.get(address)  # sites and content types are kept by the process
    with django_assert_num_queries(QUERIES[address]):
        assert client.get(address).status_code == 200


def test_the_board_shows_what_anybody_may_read(world, client):
    response = client.get(BOARD)
    assert sorted(titles(response)) == ["Need n-public", "Need n-sourced"]


def test_the_board_shows_the_same_to_members(world, client):
    client.force_login(world.owner)
    assert sorted(titles(client.get(BOARD))) == ["Need n-public", "Need n-sourced"]


def test_newest_first_and_a_page_of_twenty(many, client):
    response = client.get(BOARD)
    assert titles(response)[:2] == ["Need many-29", "Need many-28"]
    assert len(titles(response)) == 20
    assert titles(client.get(BOARD, {"page": 2}))[-1] == "Need many-0"


def test_filters_narrow_and_values_of_one_filter_widen(many, client):
    assert client.get(BOARD, {"country": "VN"}).context["page"].paginator.count == 15
    both = client.get(BOARD, {"country": ["VN", "ID"], "sector": "forestry"})
    assert both.context["page"].paginator.count == 10


def test_a_need_of_two_sectors_is_counted_and_listed_once(many, concepts, client):
    Need.objects.get(slug="many-0").sectors.add(concepts["textile"])
    response = client.get(BOARD, {"sector": ["forestry", "textile"]})
    assert response.context["page"].paginator.count == 30
    assert facet(response, "Country") == {"Indonesia": 15, "Viet Nam": 15}


def test_a_facet_does_not_count_under_itself(many, client):
    response = client.get(BOARD, {"country": "VN"})
    assert facet(response, "Country") == {"Indonesia": 15, "Viet Nam": 15}
    assert facet(response, "Sector") == {"Textile and dyeing": 10, "Forestry and peatland": 5}


def test_a_filter_link_adds_or_removes_one_value_and_goes_to_the_first_page():
    query = BoardQuery({"country": ("VN",), "track": ("mitigation",)})
    assert board_address(query, "country", "ID") == "?country=VN&country=ID&track=mitigation"
    assert board_address(query, "country", "VN") == "?track=mitigation"
    assert board_address(BoardQuery({"country": ("VN",)}), "country", "VN") == "?"


@pytest.mark.parametrize(
    "params",
    [
        {"page": "abc"},
        {"page": "-1"},
        {"page": "9" * 5000},
        {"country": "XX", "sector": "<b>", "track": "\x00"},
        {"colour": "blue"},
        {"country": "x" * 20_000},
        {"sector": ["textile"] * 900},
        {"country": "🌊", "page": "٣"},
    ],
)
def test_what_nobody_could_have_chosen_is_left_out(many, client, params):
    response = client.get(BOARD, params)
    assert response.status_code == 200
    assert response.context["page"].paginator.count >= 15


def test_an_empty_result_says_what_to_do(many, client):
    content = client.get(BOARD, {"country": "TL"}).content.decode()
    assert "No public need fits all of these filters" in content
    assert "Timor-Leste" in content


def test_an_empty_board_leads_on(db, client):
    assert "No need is published yet" in client.get(BOARD).content.decode()


@pytest.mark.parametrize("name", ["draft", "private", "selected", "withdrawn"])
def test_what_one_may_not_read_is_not_there(world, client, name):
    address = f"/en/needs/n-{name}/"
    assert client.get(address).status_code == 404
    client.force_login(world.people["stranger"])
    assert client.get(address).status_code == 404
    client.force_login(world.people["viewer"])
    response = client.get(address)
    assert response.status_code == 200
    assert "noindex" in response.content.decode()


def test_an_invited_organisation_reads_what_was_shared_with_it(world, client):
    client.force_login(world.people["invited"])
    assert client.get("/en/needs/n-selected/").status_code == 200
    assert client.get("/en/needs/n-private/").status_code == 404


def test_an_unknown_need_is_404_and_no_error(db, client):
    for slug in ("nope", "x" * 2000, "%00"):
        assert client.get(f"/en/needs/{slug}/").status_code == 404


def test_a_page_names_its_source_and_leads_to_the_matches(db, client):
    make_need(
        "kh-water",
        status="published",
        visibility="public",
        country="KH",
        source_url="https://example.org/report.pdf",
        source_pages="p.12",
        via="https://example.org/via",
        verification="read in a secondary extraction",
        technologies=["DEWATS"],
        figures=["7% access to sewerage"],
    )
    content = client.get("/en/needs/kh-water/").content.decode()
    for wanted in (
        "https://example.org/report.pdf",
        "p.12",
        "https://example.org/via",
        "read in a secondary extraction",
        "DEWATS",
        "7% access to sewerage",
        'href="/en/match/?need=kh-water"',
        "Nobody at the agency posted this need here.",
    ):
        assert wanted in content


def test_a_source_counts_as_read_only_where_the_data_says_so(db, client):
    fields = {"status": "published", "visibility": "public", "source_url": "https://example.org/a"}
    make_need("seen", verification="page excerpt read", **fields)
    make_need("unseen", verification="read in a secondary extraction", **fields)
    assert "read by us" in client.get("/en/needs/seen/").content.decode()
    assert "read by us" not in client.get("/en/needs/unseen/").content.decode()


def test_a_policy_measure_is_not_sent_to_the_matcher(db, client):
    make_need("fund", status="published", visibility="public", is_technology=False)
    content = client.get("/en/needs/fund/").content.decode()
    assert "?need=fund" not in content
    assert "financing or policy measure" in content


def test_requirements_are_shown_as_asked(world, concepts, client):
    need = world.needs["public"]
    need.requirements.create(kind="parameter", parameter=concepts["cod"], inlet=800, target=75)
    need.requirements.create(kind="capacity", target=3000, unit="m3/d")
    need.requirements.create(kind="service-country", code="VN", must=False)
    content = client.get("/en/needs/n-public/").content.decode()
    assert "Chemical oxygen demand" in content
    assert "≤\u202f75" in content
    assert "3\u202f000" in content
    assert "m³/d" in content
    assert "nice to have" in content


def test_html_in_every_field_is_shown_as_text(world, client):
    evil = "<script>alert(1)</script>"
    need = world.needs["public"]
    for name in ("title", "problem", "place", "note", "source_sector", "need_type", "verification"):
        setattr(need, name, evil)
    need.technologies = need.barriers = need.figures = [evil]
    need.save()
    for address in ("/en/needs/n-public/", BOARD):
        assert "<script>alert" not in client.get(address).content.decode()


def test_a_foreign_need_carries_its_language(world, client):
    Need.objects.filter(slug="n-public").update(title="Nước thải dệt nhuộm", problem="Mùi hôi", language="vi")
    content = client.get("/en/needs/n-public/").content.decode()
    assert '<h1 lang="vi">Nước thải dệt nhuộm</h1>' in content
    assert "<h1>Nước thải dệt nhuộm</h1>" in client.get("/vi/needs/n-public/").content.decode()
    assert 'lang="vi">Nước thải dệt nhuộm' in client.get(BOARD).content.decode()


def test_a_translation_is_shown_to_its_readers_and_says_what_it_is(world, client):
    NeedText.objects.create(need=world.needs["public"], language="zh", title="公开需求", machine=True)
    content = client.get("/zh-hans/needs/n-public/").content.decode()
    assert "公开需求</h1>" in content
    assert "Need n-public" in content
    assert "公开需求" not in client.get("/en/needs/n-public/").content.decode()


def test_labels_of_codes_come_in_the_readers_language(many, concepts, client):
    ConceptLabel.objects.create(concept=concepts["forestry"], language="vi", label="Lâm nghiệp")
    content = client.get("/vi/needs/").content.decode()
    assert "Lâm nghiệp" in content
    assert '<span lang="en">Textile and dyeing</span>' in content


def test_a_country_lists_its_needs(many):
    assert count_by_country() == {"ID": 15, "VN": 15}
    assert {need.country for need in needs_by_country("VN")} == {"VN"}
    section = country_needs("VN")
    assert [need.title for need in section.content["needs"]][:1] == ["Need many-29"]
    assert section.content["more"]
    assert country_needs("LA") is None


def test_private_needs_do_not_count_for_a_country(world):
    assert count_by_country() == {"VN": 2}
