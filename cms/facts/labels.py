"""Eco-label schemes, product groups, criteria, recognition agreements and certified products."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from cms.countries import NORDIC
from cms.models import (
    CertifiedProduct,
    LabelCriteria,
    LabelIndexPage,
    LabelSchemePage,
    ProductGroup,
    RecognitionAgreement,
)

from .known import Known
from .label_tables import AGREEMENTS, COVERAGE, GROUPS, PROCEDURES, PRODUCTS, SCHEMES
from .product_words import groups_named
from .registry import Loader, Record, Side
from .streams import sentences, sources
from .tree import section
from .writing import existing_pages, publish, put_page, set_fields, set_rows

# Kinds of agreement by which a label counts in the other country. Memoranda, cooperation and training do not;
# a kind that is not listed here counts as recognising nothing.
_RECOGNISING = (
    "mutual recognition agreement",
    "partial mutual recognition",
    "common criteria under a mutual recognition agreement",
    "tripartite mutual recognition rules",
    "memorandum extending mutual recognition",
)


def _title(data: Mapping[str, Any]) -> str:
    return data["name_en"] or f"No national eco-label: {data['country']}"


def _country(data: Mapping[str, Any]) -> str:
    return data["country_iso2"] or (NORDIC if data["country"] == "Nordic countries" else "")


def _amount(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else value or ""


def _counts(entries: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Earlier sizes as one line each: ``800 companies, 12,000 products``."""
    for entry in entries:
        named = {k: v for k, v in entry.items() if k not in ("as_of", "source", "note")}
        text = ", ".join(f"{_amount(value)} {name.replace('_', ' ')}" for name, value in named.items())
        note = f" ({entry['note']})" if entry.get("note") else ""
        yield {"as_of": entry["as_of"], "text": text + note, "source": entry.get("source") or ""}


def _scheme_columns(data: Mapping[str, Any]) -> dict[str, Any]:
    texts = ("name_local", "local_language", "issuing_body", "iso_type", "gen_member_basis", "website")
    return {
        "title": _title(data),
        "draft_title": _title(data),
        **{name: data[name] or "" for name in (*texts, "counts_as_of", "status", "notes")},
        "country": _country(data),
        "region": data["region_group"],
        "exists": data["name_en"] is not None,
        "ministry": data["owner_or_ministry"] or "",
        "year_founded": data["year_founded"],
        "gen_member": data["gen_member"],
        "categories_text": _amount(data["n_categories"]),
        "products_text": _amount(data["n_products"]),
        "product_categories": sentences(data["product_categories"]),
    }


def _procedure_columns(data: Mapping[str, Any]) -> dict[str, Any]:
    texts = ("duration", "contact_page", "complaint_channel", "recognition_route")
    return {
        **{name: data.get(name) or "" for name in texts},
        "steps": sentences(data.get("steps")),
        "documents_asked": sentences(data.get("documents")),
        "tests": sentences(data.get("tests")),
        "validity_years": data.get("validity_years"),
        "procedure_note": data.get("note") or "",
    }


def _apply_scheme(record: Record, page: LabelSchemePage | None, known: Known) -> LabelSchemePage:
    data, procedure, new = record.data, record.side("label-procedures"), page is None
    page = page or LabelSchemePage()
    set_fields(page, {**_scheme_columns(data), **_procedure_columns(procedure)})
    page.sources = sources([*data["sources"], *procedure.get("sources", ())])
    page.unconfirmed = sentences([*data["memory_fields"], *procedure.get("memory_fields", ())])
    set_rows(page, "counts", list(_counts(data["history_counts"])))
    fees = [
        {"text": fee["text"], "currency": fee["currency"] or "", "year": fee["year"]}
        for fee in procedure.get("fees", ())
    ]
    set_rows(page, "fees", fees)
    return put_page(page, section(LabelIndexPage), record.key) if new else page


def _apply_group(record: Record, group: ProductGroup | None, known: Known) -> ProductGroup:
    data, group = record.data, group or ProductGroup()
    group.code, group.label = data["code"], data["label"]["en"]
    group.labels = {language: label for language, label in data["label"].items() if language != "en"}
    group.aliases = data["aliases"]
    group.unspsc, group.cpa = data["unspsc"] or "", data["cpa"] or ""
    group.unconfirmed = sentences(data["memory_fields"])
    group.save()
    return group


def _apply_criteria(record: Record, criteria: LabelCriteria | None, known: Known) -> LabelCriteria:
    data, criteria = record.data, criteria or LabelCriteria()
    criteria.scheme = known.get("label-schemes", data["scheme"])
    criteria.group = known.get("product-groups", data["group"])
    criteria.local_name = data["local_name"] or ""
    criteria.document = data["criteria_document"] or ""
    criteria.version = data["version_or_year"] or ""
    criteria.status = data["status"] or ""
    criteria.source = data["source"] or ""
    criteria.basis = data["basis"] or ""
    criteria.unconfirmed = sentences(data["memory_fields"])
    criteria.save()
    return criteria


def _parties(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each country with its body; where fewer bodies than countries are named, the last stands for the
    rest.
    """
    bodies = data["bodies"] or [""]
    return [
        {"country": country, "body": bodies[min(index, len(bodies) - 1)]}
        for index, country in enumerate(data["parties"])
    ]


def _apply_agreement(
    record: Record, agreement: RecognitionAgreement | None, known: Known
) -> RecognitionAgreement:
    data, agreement = record.data, agreement or RecognitionAgreement()
    agreement.code, agreement.kind, agreement.year = data["id"], data["kind"], data["year"]
    agreement.signed_on = data["date"] or (str(data["year"]) if data["year"] else "")
    agreement.recognises = data["kind"].startswith(_RECOGNISING)
    agreement.scope = sentences(data["product_groups"])
    agreement.groups = groups_named(data["product_groups"], known.rows("product-groups").values())
    agreement.detail = data["detail"] or ""
    agreement.sources = sources(data["sources"])
    agreement.unconfirmed = sentences(data["memory_fields"])
    set_rows(agreement, "parties", _parties(data), by="country")
    agreement.save()
    return agreement


def _day(text: str | None) -> datetime.date | None:
    """A date where the source gives the day; ``None`` for a month or a year, which stay as text."""
    return datetime.date.fromisoformat(text) if text and len(text) == 10 else None


def _apply_product(record: Record, product: CertifiedProduct | None, known: Known) -> CertifiedProduct:
    data, product = record.data, product or CertifiedProduct()
    product.code, product.product = data["id"], data["product"]
    product.scheme = known.get("label-schemes", data["scheme"])
    product.group = known.get("product-groups", data["group"])
    texts = ("model", "company", "licence_number", "criteria_document", "status", "note")
    set_fields(product, {name: data[name] or "" for name in texts})
    product.company_country = data["company_country_iso2"] or ""
    product.issued, product.issued_text = _day(data["issued"]), data["issued"] or ""
    product.expires = _day(data["expires"])
    product.seen_on = data["seen_date_of_page"] or ""
    product.sources = sources([{"url": data["source"], "page_date": data["seen_date_of_page"]}])
    product.unconfirmed = sentences(data["memory_fields"])
    product.full_clean(exclude=["scheme", "group"], validate_unique=False, validate_constraints=False)
    product.save()
    return product


LOADERS = (
    Loader(
        SCHEMES,
        _apply_scheme,
        finish=lambda record, page, known: publish(page),
        existing=lambda keys: existing_pages(LabelSchemePage, LabelIndexPage, keys),
        sides=(Side(PROCEDURES),),
    ),
    Loader(
        GROUPS,
        _apply_group,
        existing=lambda keys: {g.code: g for g in ProductGroup.objects.filter(code__in=keys)},
    ),
    Loader(COVERAGE, _apply_criteria),
    Loader(
        AGREEMENTS,
        _apply_agreement,
        existing=lambda keys: {a.code: a for a in RecognitionAgreement.objects.filter(code__in=keys)},
    ),
    Loader(
        PRODUCTS,
        _apply_product,
        existing=lambda keys: {p.code: p for p in CertifiedProduct.objects.filter(code__in=keys)},
    ),
)
