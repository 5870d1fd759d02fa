"""Reads of the eco-label catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext

from cms.countries import MEMBERS, country_name
from cms.label_parties import Issuer, scheme_of_party
from cms.languages import data_language
from cms.models import CertifiedProduct, LabelCriteria, LabelSchemePage, ProductGroup, RecognitionAgreement
from cms.presenters.recognition import GridCell, GridColumn, GridRow, RecognitionGrid, state_of
from cms.selectors.ordering import BY_TITLE
from cms.selectors.pages import trail

# Partners whose agreements lead into the region; others are on their scheme's own page.
PARTNERS = ("JP", "KR")
FIRST_ROWS = 14
FROM_MEMORY = "memory"
# What the sources say of criteria that are not simply in force. Any other status counts as in force.
STANDING = {
    "to be withdrawn": "ending",
    "planned": "planned",
    "proposed": "planned",
    "replaced": "ended",
    "superseded": "ended",
    "withdrawn": "ended",
}


def standing(status: str) -> str:
    """Whether criteria can be applied for: ``in-force``, ``ending``, ``planned`` or ``ended``."""
    return STANDING.get(status.strip().lower(), "in-force")


def group_label(group: ProductGroup) -> tuple[str, str]:
    """A product group's label in the reader's language with that language, else the English one."""
    code = data_language()
    own = group.labels.get(code) if code != "en" else ""
    return (own, code) if own else (group.label, "en")


def by_year(agreements: QuerySet[RecognitionAgreement]) -> QuerySet[RecognitionAgreement]:
    """Newest first; those without a stated year last."""
    return agreements.order_by(F("year").desc(nulls_last=True), "code")


def scheme_context(page: LabelSchemePage) -> dict[str, object]:
    """What a scheme's page shows beside its own fields."""
    criteria = page.criteria.select_related("group").order_by(Lower("group__label"), "pk")
    return {
        "criteria": [(c, *group_label(c.group)) for c in criteria],
        "products": list(page.products.select_related("group").order_by(Lower("product"), "code")),
        "agreements": agreements_of(page),
        "trail": trail(page),
    }


def agreements_of(page: LabelSchemePage) -> list[RecognitionAgreement]:
    """Agreements of the scheme's country but those that another scheme of the country signed: three queries."""
    if not page.country:
        return []
    rows = LabelSchemePage.objects.live().filter(country=page.country, exists=True)
    issuers = [Issuer(*row) for row in rows.values_list("slug", "country", "issuing_body")]
    found = RecognitionAgreement.objects.filter(parties__country=page.country).prefetch_related("parties")
    return [
        agreement
        for agreement in by_year(found)
        for party in agreement.parties.all()
        if party.country == page.country
        and scheme_of_party(party.country, party.body, issuers) in ("", page.slug)
    ]


def product_context(product: CertifiedProduct) -> dict[str, object]:
    """What a certified product's page shows."""
    label, language = group_label(product.group)
    title = f"{product.product} {product.model}".strip()
    return {
        "product": product,
        "group_label": label,
        "group_language": language,
        "trail": [*trail(product.scheme), (title, product.get_absolute_url())],
    }


def alliance_context() -> dict[str, object]:
    """Schemes by region, the recognition grid, and all agreements."""
    schemes = list(LabelSchemePage.objects.live().order_by(*BY_TITLE))
    agreements = list(by_year(RecognitionAgreement.objects.prefetch_related("parties", "groups")))
    return {
        "schemes": [s for s in schemes if s.exists],
        "countries_without": [country_name(s.country) for s in schemes if not s.exists and s.country],
        "agreements": agreements,
        "grid": recognition_grid(schemes, agreements),
        "product_count": CertifiedProduct.objects.count(),
    }


def recognition_grid(
    schemes: Sequence[LabelSchemePage], agreements: Sequence[RecognitionAgreement]
) -> RecognitionGrid:
    """Product groups against countries: two queries beside those of the arguments."""
    by_key = {scheme.pk: scheme for scheme in schemes}
    criteria: dict[tuple[int, str], list[LabelCriteria]] = defaultdict(list)
    for line in LabelCriteria.objects.filter(scheme__in=by_key).order_by("pk"):
        if standing(line.status) in ("planned", "ended"):
            continue  # nobody can be certified by them now; the scheme's page lists them
        criteria[line.group_id, by_key[line.scheme_id].country].append(line)
    used = {country for _group, country in criteria}
    countries = [code for code in ("CN", *MEMBERS[:-1], *PARTNERS) if code in used]
    named = {
        (group.pk, party.country)
        for agreement in agreements
        if agreement.recognises
        for group in agreement.groups.all()
        for party in agreement.parties.all()
    }
    groups = ProductGroup.objects.order_by(Lower("label"), "pk")
    rows = [_row(group, countries, criteria, named, by_key) for group in groups]
    rows = sorted((row for row in rows if row.weight[1]), key=lambda row: row.weight, reverse=True)
    columns = tuple(GridColumn(code, country_name(code)) for code in countries)
    return RecognitionGrid(columns, tuple(rows[:FIRST_ROWS]), tuple(rows[FIRST_ROWS:]))


def _row(
    group: ProductGroup,
    countries: Sequence[str],
    criteria: dict[tuple[int, str], list[LabelCriteria]],
    named: set[tuple[int, str]],
    schemes: dict[int, LabelSchemePage],
) -> GridRow:
    label, language = group_label(group)
    words = {
        "ring": gettext("criteria, and an agreement names the group"),
        "criteria": gettext("criteria exist"),
        "doubt": gettext("criteria not confirmed"),
    }
    cells = []
    for country in countries:
        lines = criteria.get((group.pk, country), [])
        confirmed = any(line.basis != FROM_MEMORY for line in lines)
        state = state_of(bool(lines), confirmed, (group.pk, country) in named)
        if state == "none":
            cells.append(GridCell(state))
            continue
        url = f"{schemes[lines[0].scheme_id].url}#{group.code}"
        cells.append(GridCell(state, url, f"{country_name(country)}, {label}: {words[state]}"))
    return GridRow(label, tuple(cells), language)
