import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.label_parties import Issuer, scheme_of_party
from cms.models import CertifiedProduct, LabelCriteria, LabelSchemePage, ProductGroup
from cms.selectors.labels import alliance_context, product_context, scheme_context, standing


def scheme(slug):
    return LabelSchemePage.objects.get(slug=slug)


def cells(grid, label):
    row = next(row for row in (*grid.rows, *grid.more) if row.label == label)
    return {column.code: cell.state for column, cell in zip(grid.columns, row.cells, strict=True)}


def test_a_body_tells_which_of_two_schemes_signed():
    two = [Issuer("one", "AA", "First Center (FC)"), Issuer("two", "AA", "Second Center (SC)")]

    assert scheme_of_party("AA", "FC", two) == "one"
    assert scheme_of_party("AA", "some ministry", two) == ""
    assert scheme_of_party("AA", "anybody", two[:1]) == "one"
    assert scheme_of_party("BB", "FC", two) == ""


@pytest.mark.parametrize(
    ("status", "expected"),
    [("", "in-force"), ("Planned", "planned"), ("superseded", "ended"), ("to be withdrawn", "ending")],
)
def test_the_status_in_the_sources_words_tells_whether_one_can_apply(status, expected):
    assert standing(status) == expected


def test_a_scheme_page_shows_its_agreements_newest_first(small_catalogue):
    shown = scheme_context(scheme("cn-cel"))["agreements"]

    assert [a.code for a in shown] == ["cn-kh-2018", "cn-jp-kr-criteria", "cn-th-2007", "cn-jp-2005"]


def test_a_scheme_is_not_lent_the_agreements_of_another_in_its_country(small_catalogue):
    second = LabelSchemePage(
        title="Second", slug="second", country="CN", region="china", issuing_body="Quality Centre (CQC)"
    )
    scheme("cn-cel").get_parent().add_child(instance=second)

    assert scheme_context(second)["agreements"] == []
    assert len(scheme_context(scheme("cn-cel"))["agreements"]) == 4


def test_a_scheme_without_a_country_has_no_agreements(small_catalogue):
    page = scheme("cn-cel")
    page.country = ""

    assert scheme_context(page)["agreements"] == []


def test_the_grid_tells_named_groups_from_mere_criteria_and_from_doubt(small_catalogue):
    LabelCriteria.objects.filter(scheme__slug="vn-green-label", group__code="paints").update(basis="memory")

    paints = cells(alliance_context()["grid"], "Paints and coatings")

    assert paints["CN"] == "ring"
    assert paints["SG"] == "criteria"
    assert paints["VN"] == "doubt"


def test_criteria_that_are_planned_or_ended_leave_the_grid(small_catalogue):
    LabelCriteria.objects.filter(scheme__slug="sg-sgls", group__code="paints").update(status="planned")

    assert cells(alliance_context()["grid"], "Paints and coatings")["SG"] == "none"


def test_contexts_take_few_queries(small_catalogue, django_assert_max_num_queries):
    page = scheme("sg-sgls")
    product = CertifiedProduct.objects.select_related("scheme", "group").first()

    with django_assert_max_num_queries(11):
        scheme_context(page)
    with django_assert_max_num_queries(4):
        product_context(product)
    with django_assert_max_num_queries(10):
        alliance_context()


def test_more_records_take_no_more_queries(small_catalogue):
    with CaptureQueriesContext(connection) as before:
        alliance_context()
    for n in range(5):
        group = ProductGroup.objects.create(code=f"g{n}", label=f"Group {n}")
        LabelCriteria.objects.create(scheme=scheme("sg-sgls"), group=group)
    with CaptureQueriesContext(connection) as after:
        alliance_context()

    assert len(after) <= len(before)
