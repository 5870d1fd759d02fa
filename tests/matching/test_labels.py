import json

import pytest
from django.utils import translation

from cms.models import CertifiedProduct, LabelCriteria, LabelSchemePage, ProductGroup, RecognitionAgreement
from matching import alliance as kept
from matching.asking import Ask, understand
from matching.core.alliance import Scope
from matching.core.profiles import NeedProfile, Requirement, RequirementKind
from matching.labels import label_partners, need_groups, product_group_terms


@pytest.fixture(autouse=True)
def _fresh_alliance():
    kept.forget()
    yield
    kept.forget()


def need(*groups, country="SG", title="", **more):
    return NeedProfile(id="n", title=title, country=country, product_groups=frozenset(groups), **more)


def by_scheme(partners):
    return {partner.scheme: partner for partner in partners}


def test_a_need_without_products_costs_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert label_partners(need(title="Wastewater of a paper mill")) == ()


def test_own_label_then_recognised_then_others(small_catalogue):
    found = label_partners(need("projectors"), limit=10)

    assert [(p.scheme, p.why) for p in found] == [
        ("sg-sgls", "there"),
        ("jp-eco-mark", "recognised"),
        ("cn-cel", "recognised"),
        ("th-green-label", "elsewhere"),
    ]


def test_every_hop_shows_agreement_year_scope_and_sources(small_catalogue):
    china = by_scheme(label_partners(need("projectors"), limit=10))["cn-cel"]

    assert [(hop.from_scheme, hop.to_scheme) for hop in china.hops] == [
        ("cn-cel", "jp-eco-mark"),
        ("jp-eco-mark", "sg-sgls"),
    ]
    shown = [hop.agreements[0] for hop in china.hops]
    assert [(a.code, a.year, a.scope) for a in shown] == [
        ("cn-jp-kr-criteria", 2007, "named"),
        ("jp-sg-2023", 2023, "named"),
    ]
    assert all(a.sources for a in shown)
    assert [a.code for a in china.hops[0].naming_others] == ["cn-jp-2005"]
    assert "not-inherited" in {caveat.code for caveat in china.caveats}


def test_the_next_step_is_that_of_the_scheme_applied_to(small_catalogue):
    china = by_scheme(label_partners(need("projectors"), limit=10))["cn-cel"]

    assert china.apply_to == "sg-sgls"
    assert china.apply_to_body == "Singapore Environment Council (SEC)"
    assert china.next_step.startswith("Ask the secretariat whether the product falls under a category")
    assert china.steps[0] == china.next_step


def test_a_partner_leads_to_its_page_and_to_products_seen(small_catalogue):
    paints = by_scheme(label_partners(need("paints"), limit=10))["sg-sgls"]

    assert LabelSchemePage.objects.get(pk=paints.page).slug == "sg-sgls"
    assert paints.url.endswith("/sg-sgls/")
    assert (paints.products, paints.companies) == (3, 2)
    assert len(paints.holders) == 3
    assert CertifiedProduct.objects.filter(code=paints.holders[0].code).exists()
    assert "products-unknown-now" in {caveat.code for caveat in paints.caveats}


def test_criteria_from_memory_alone_are_doubtful(small_catalogue):
    LabelCriteria.objects.filter(scheme__slug="sg-sgls", group__code="paints").update(basis="memory")

    paints = by_scheme(label_partners(need("paints"), limit=10))["sg-sgls"]

    assert not any(line.confirmed for line in paints.criteria)
    assert "criteria-unconfirmed" in {caveat.code for caveat in paints.caveats}


def test_a_label_held_gets_a_way_to_the_label_of_the_country(small_catalogue):
    own = label_partners(need("projectors"), held=["cn-cel"])[0]

    assert own.scheme == "sg-sgls"
    assert [hop.to_scheme for hop in own.hops] == ["jp-eco-mark", "sg-sgls"]


def test_a_country_without_a_label_is_told_so(small_catalogue):
    found = label_partners(need("paints", country="KH"))

    assert {p.why for p in found} == {"elsewhere"}
    assert all("no-label-there" in {c.code for c in p.caveats} for p in found)


def test_several_groups_take_turns(small_catalogue):
    found = label_partners(need("paints", "projectors"), limit=4)

    assert [p.group for p in found] == ["paints", "projectors", "paints", "projectors"]
    assert label_partners(need("paints"), limit=0) == ()


def test_a_group_the_catalogue_does_not_know_has_no_partner(small_catalogue):
    assert label_partners(need("no-such-group")) == ()


def test_names_come_in_the_language_of_the_reader_and_the_rest_says_english(small_catalogue):
    with translation.override("zh-hans"):
        china = by_scheme(label_partners(need("paints"), limit=10))["cn-cel"]

    assert (china.group_name, china.group_language) == ("涂料", "zh")
    assert (china.local_name, china.local_language) == ("中国环境标志", "zh")


def test_everything_can_be_said_in_json(small_catalogue):
    found = [partner.as_json() for partner in label_partners(need("projectors"), limit=10)]

    assert json.loads(json.dumps(found))[0]["scheme"] == "sg-sgls"
    assert found[1]["hops"][0]["agreements"][0]["year"] == 2023


def test_a_label_asked_for_by_a_requirement_needs_no_word(small_catalogue):
    asked = Requirement(RequirementKind.LABEL, code="paints")

    assert [p.scheme for p in label_partners(need(requirements=(asked,)), limit=1)] == ["sg-sgls"]


def test_a_group_that_only_stands_in_the_text_is_not_asked_for(small_catalogue):
    mill = understand(Ask(title="A paint factory wants to buy a plant for its wastewater")).profile
    school = understand(Ask(title="Purchase of eco-labelled paints for schools", country="SG")).profile

    assert need_groups(mill) == ()
    assert need_groups(school) == ("paints",)
    assert label_partners(school)[0].scheme == "sg-sgls"


def test_a_group_chosen_in_a_form_stands_nowhere_in_the_text_and_counts():
    assert need_groups(need("paints", title="For the new school")) == ("paints",)


def test_warm_answers_take_few_queries(small_catalogue, django_assert_max_num_queries):
    label_partners(need("paints", "projectors"))

    with django_assert_max_num_queries(5):
        label_partners(need("paints", "projectors"))


def test_cold_answers_take_a_constant_number_of_queries(small_catalogue, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        label_partners(need("paints", "projectors"), limit=20)


@pytest.mark.parametrize(
    "edit", ["agreement", "parties", "groups", "criteria", "page", "unpublish", "product"]
)
def test_an_edit_shows_at_once(small_catalogue, edit):
    before = label_partners(need("projectors", "paints"), limit=20)

    {
        "agreement": lambda: _save(RecognitionAgreement.objects.get(code="jp-sg-2023"), recognises=False),
        "parties": lambda: RecognitionAgreement.objects.get(code="jp-sg-2023").parties.first().delete(),
        "groups": lambda: _set_groups("jp-sg-2023", "paints"),
        "criteria": lambda: _save(
            LabelCriteria.objects.filter(scheme__slug="sg-sgls", group__code="paints").first(),
            status="replaced",
        ),
        "page": lambda: _publish(LabelSchemePage.objects.get(slug="sg-sgls"), issuing_body="Another body"),
        "unpublish": lambda: LabelSchemePage.objects.get(slug="th-green-label").unpublish(),
        "product": lambda: CertifiedProduct.objects.filter(scheme__slug="sg-sgls").first().delete(),
    }[edit]()

    assert label_partners(need("projectors", "paints"), limit=20) != before


def _save(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _publish(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def _set_groups(code, *groups):
    agreement = RecognitionAgreement.objects.get(code=code)
    agreement.groups.set(ProductGroup.objects.filter(code__in=groups))
    agreement.save()


def test_the_graph_knows_which_chinese_scheme_signed(small_catalogue):
    graph = kept.alliance().graph
    agreement = next(a for a in graph.agreements if a.code == "cn-th-2007")

    assert {party.key for party in agreement.parties} == {"cn-cel", "th-green-label"}
    assert agreement.scope_for("paints") is Scope.IN_WORDS


def test_names_of_groups_have_languages_and_leave_out_what_misleads(small_catalogue):
    terms = product_group_terms()

    assert ("paints", "vi", "sơn phủ") in terms
    assert ("paints", "id", "cat tembok") in terms
    assert ("paints", "zh", "水性涂料") in terms
    assert ("paints", "en", "water-based paint") in terms
    assert not {"printing", "DE-UZ 195"} & {text for _code, _language, text in terms}
