"""What the database itself refuses, whoever writes: every rule of every model has its case here."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from cms.models import (
    CountryIndexPage,
    CountryPage,
    DemonstrationBasePage,
    DemonstrationIndexPage,
    DemonstrationProjectPage,
    Measurement,
    PerformanceLine,
    SupplierPage,
    SupplierReference,
    TechnologyPage,
)
from marketplace.models import Membership, Need, NeedText, Organisation, Requirement
from matching.models import RankingModel, TechnologyVector
from search.models import OutboxEntry

from .conftest import make_need, make_user

OURS = {"cms", "marketplace", "matching", "search"}
INFINITE = float("inf")

# What to write over a row that is right, by the name of the rule that must refuse it.
REFUSED: dict[str, list[dict[str, Any]]] = {
    # Codes, years and choices.
    **{
        name: [{field: value} for value in ("vn", "VNM", "V1", "VN\n", "nordic")]
        for name, field in {
            "country_page_country": "country",
            "demonstration_base_country": "country",
            "demonstration_country": "country",
            "event_country": "country",
            "focal_point_country": "country",
            "funding_country": "country",
            "need_country": "country",
            "organisation_country": "country",
            "party_country": "country",
            "product_company_country": "company_country",
            "reference_country": "country",
            "scheme_country": "country",
            "standard_country": "country",
            "supplier_country": "country",
            "supplier_works_in_country": "country",
            "training_country": "country",
        }.items()
    },
    **{
        name: [{field: 1799}, {field: 2101}, {field: 0}]
        for name, field in {
            "demonstration_base_year": "year",
            "demonstration_year": "year",
            "event_first_year": "first_year",
            "fee_year": "year",
            "scheme_founded": "year_founded",
            "standard_year": "year",
            "supplier_founded": "founded",
            "training_first_year": "first_year",
        }.items()
    },
    "agreement_year": [{"year": year, "signed_on": ""} for year in (1799, 2101)],
    "need_year": [{"year": 1949}, {"year": 2101}],
    "reference_year": [{"year": 1899}, {"year": 2101}],
    "technology_price_years": [{"capex_year": 1799}, {"opex_year": 2101}],
    "need_known_values": [
        {"status": "lost"}, {"visibility": "friends"}, {"track": "both"}, {"language": "fr"}, {"language": ""}
    ],
    "need_text_known_values": [{"language": "fr"}],
    "organisation_known_values": [{"kind": kind, "supplier_page": None} for kind in ("club", "")],
    "membership_known_values": [{"role": "guest"}, {"role": ""}],
    "user_known_values": [{"language": "fr"}],
    "concept_known_values": [{"scheme": "colour"}],
    "label_known_values": [{"language": "fr"}],
    "standard_known_values": [{"status": "maybe"}, {"status": ""}],
    "demonstration_known_values": [{"kind": "show"}],
    "event_known_values": [{"kind": "party"}],
    "scheme_known_values": [{"region": "moon"}],
    "performance_known_values": [{"basis": "rumour"}],
    "words_known_values": [{"language": "fr"}, {"origin": "parrot"}],
    "requirement_known_values": [{"direction": "about"}],
    # Numbers and their ranges.
    "limit_in_order": [{"value_min": 9, "value_max": 6}, {"value_min": None, "value_max": INFINITE}],
    "limit_states_a_number": [{"value_min": None, "value_max": None}],
    "limit_not_negative": [{"value_min": -1}, {"value_min": None, "value_max": -1}],
    "limit_percentages": [{"unit": "%", "value_min": None, "value_max": 101}],
    "technology_in_order": [
        *({f"{span}_min": 9, f"{span}_max": 6, f"{span}_unit": "m3/d"}
          for span in ("capacity", "footprint", "energy_use", "capex", "opex")),
        {"capacity_min": None, "capacity_max": INFINITE, "capacity_unit": "m3/d"},
    ],
    "technology_units": [
        {f"{span}_min": None, f"{span}_max": 6, f"{span}_unit": ""}
        for span in ("capacity", "footprint", "energy_use", "capex", "opex")
    ],
    "technology_not_negative": [
        {f"{span}_min": -6, f"{span}_max": 6, f"{span}_unit": "m3/d"}
        for span in ("capacity", "footprint", "capex")
    ],
    "technology_lifetime": [{"lifetime_years": 0}, {"lifetime_years": INFINITE}],
    "technology_readiness_level": [{"trl": 0}, {"trl": 10}],
    "measurement_in_order": [
        {"before_min": 9, "before_max": 6}, {"after_min": 9, "after_max": 6}, {"after_min": None, "after_max": INFINITE}
    ],
    "measurement_samples": [{"samples": 0}],
    "measurement_percentages": [
        {"unit": "%", "before_min": None, "before_max": 101, "after_min": None, "after_max": None}
    ],
    "performance_in_order": [
        {f"{span}_min": 9, f"{span}_max": 6} for span in ("inlet", "outlet", "removal", "value")
    ],
    "performance_states_a_number": [
        {f"{span}_{end}": None for span in ("inlet", "outlet", "removal", "value") for end in ("min", "max")}
    ],
    "performance_removal_is_a_percentage": [{"removal_max": 100.5}, {"removal_min": -1}],
    "performance_percentages": [{"unit": "%", "inlet_min": None, "inlet_max": 101}],
    "scheme_validity": [{"validity_years": 0}],
    "need_rank": [{"priority_rank": 0}],
    "need_version": [{"version": 0}],
    # Requirements of needs.
    "requirement_not_negative": [{"target": -1}, {"inlet": -1}, {"target": INFINITE}],
    "requirement_weight": [{"weight": 0}, {"weight": 10.5}],
    "requirement_capacity_above_zero": [{"kind": "capacity", "parameter": None, "inlet": None, "target": 0}],
    "requirement_parameter": [{"parameter": None}, {"kind": "opex"}],
    "requirement_code": [{"code": "trained"}, {"kind": "service-country", "parameter": None, "inlet": None, "target": None}],
    "requirement_says_something": [{"target": None, "inlet": None}],
    "requirement_readiness_level": [{"kind": "trl", "parameter": None, "inlet": None, "target": 10}],
    # States that hang together.
    "need_has_owner_or_source": [{"organisation": None, "source_url": ""}],
    "need_published_with_date": [{"status": "published", "published_at": None}],
    "organisation_verified_with_reason": [
        {"verified_at": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), "verified_reason": ""}
    ],
    "organisation_verified_by_with_date": [{"verified_at": None}],
    "organisation_page_of_an_enterprise": [{"kind": "agency"}],
    "user_email_in_small_letters": [{"email": "Somebody@example.org"}],
    "concept_unit_of_a_parameter": [{"unit": "mg/L"}],
    "fee_currency": [{"currency": "usd"}, {"currency": "US$"}],
    "product_licence_in_order": [{"issued": datetime.date(2025, 1, 2), "expires": datetime.date(2025, 1, 1)}],
    "agreement_signed_on": [{"year": 2005, "signed_on": "2005-1"}, {"year": 2005, "signed_on": "2005-01-01\n"}],
    "agreement_signed_in_its_year": [{"year": 2005, "signed_on": "2006-01"}],
    "vector_is_whole": [{"encoder": ""}, {"text_hash": ""}, {"views": 0}],
    "ranking_is_whole": [{"state": "best"}, {"data_hash": ""}, {"learned_from": 0}, {"compared_on": 0}],
    "outbox_claim_has_an_end": [{"claim": uuid.UUID(int=1)}, {"claimed_until": timezone.now()}],
}  # fmt: skip


def rules() -> dict[str, type[models.Model]]:
    """Every check of our tables, with its model."""
    return {
        constraint.name: model
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    }


@pytest.fixture
def rows(small_catalogue, request):
    """One right row of every model that has a rule."""
    technology = TechnologyPage.objects.get(slug="mbr")
    PerformanceLine.objects.filter(page=technology, removal_min__isnull=True).update(
        removal_min=1, removal_max=2
    )
    SupplierReference.objects.get_or_create(page=SupplierPage.objects.first(), name="A plant")
    user = make_user("owner")
    enterprise = Organisation.objects.create(
        kind="enterprise", name="Membranes", country="CN", supplier_page=SupplierPage.objects.first(),
        verified_at=timezone.now(), verified_by=user, verified_reason="Licence seen",
    )  # fmt: skip
    Membership.objects.create(user=user, organisation=enterprise, role="owner")
    need = make_need("canal", organisation=enterprise)
    NeedText.objects.create(need=need, language="vi", title="Kênh")
    Requirement.objects.create(
        need=need, kind="parameter", parameter_id=technology.performance.first().parameter_id,
        direction="at-most", target=30, unit="mg/L",
    )  # fmt: skip
    TechnologyVector.objects.create(page=technology, encoder="e", text_hash="h", views=1, data=b"12")
    RankingModel.objects.create(
        state="kept",
        features=[],
        points={},
        metrics={},
        learned_from=1,
        compared_on=1,
        data_hash="h",
        estimator=b"x",
    )
    OutboxEntry.objects.get_or_create(model_label="cms.TechnologyPage", object_id=str(technology.pk))
    project = DemonstrationProjectPage.objects.first()
    Measurement.objects.create(
        page=project, parameter_id=technology.performance.first().parameter_id, unit="mg/L"
    )
    if not CountryPage.objects.exists():
        CountryIndexPage.objects.first().add_child(
            instance=CountryPage(title="Laos", slug="laos", country="LA")
        )
    if not DemonstrationBasePage.objects.exists():
        DemonstrationIndexPage.objects.first().add_child(
            instance=DemonstrationBasePage(title="Base", slug="base", country="CN")
        )


def test_every_rule_has_its_case():
    assert REFUSED.keys() == rules().keys()


# The whole table in one test: the rows take a second to make, and there is a case for each of some seventy rules.
def test_the_database_refuses_what_breaks_a_rule(rows, subtests):
    for name, model in rules().items():
        row = _row(model, name)
        for change in REFUSED[name]:
            refused = pytest.raises(IntegrityError, match=name)
            with subtests.test(name, change=change), refused, transaction.atomic():
                model._default_manager.filter(pk=row.pk).update(**change)


def _row(model: type[models.Model], rule: str) -> models.Model:
    rows = model._default_manager.order_by("pk")
    if rule == "concept_unit_of_a_parameter":
        rows = rows.filter(scheme="medium")
    if model is Organisation:
        rows = rows.filter(name="Membranes")
    if model is Need:
        rows = rows.filter(slug="canal")
    row = rows.first()
    assert row is not None, f"no row of {model.__name__} to break"
    return row
