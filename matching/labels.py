"""Eco-label partners for a need that is about products: who can certify them, on which way, and what is doubtful."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, zip_longest

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from cms.models import CertifiedProduct, LabelSchemePage, ProductGroup
from cms.selectors.labels import group_label

from .alliance import Alliance, alliance
from .core.alliance import Agreement, Evidence, Hop
from .core.partners import Partner, Why, partners
from .core.procurement import GENERIC, GROUP, groups_bought
from .core.profiles import NeedProfile, RequirementKind
from .label_values import Caveat, Holder, LabelPartner, ShownAgreement, ShownCriteria, ShownHop
from .label_words import caveat_text, scope_text, why_text

__all__ = ["LabelPartner", "label_partners", "need_groups", "product_group_terms"]

HOLDERS = 3


def label_partners(
    need: NeedProfile, *, limit: int = 6, held: Collection[str] = ()
) -> tuple[LabelPartner, ...]:
    """The best labels for the product groups of a need, at most ``limit``, groups in turn.

    ``held`` are slugs of labels that the asker holds already. Empty, and without a query, where the need is not
    about products.
    """
    groups = need_groups(need)
    if not groups or limit <= 0:
        return ()
    now = alliance()
    ranked = [partners(now.graph, group, need.country, held) for group in groups if group in now.groups]
    in_turn = [p for p in chain.from_iterable(zip_longest(*ranked)) if p is not None][:limit]
    holders = _holders(in_turn, now)
    return tuple(
        _shown(partner, now, holders.get((partner.scheme.slug, partner.group), ())) for partner in in_turn
    )


def need_groups(need: NeedProfile) -> tuple[str, ...]:
    """Product groups a need is about: those a label is asked for, and those its words want to buy or sell.

    A group that only stands in the text, as in 'wastewater of a paper mill', is left out; one that was chosen in a
    form, and so stands nowhere in the text, is kept.
    """
    asked = {r.code for r in need.requirements if r.kind is RequirementKind.LABEL and r.code}
    if not asked and not need.product_groups:
        return ()
    in_text = {finding.code for finding in need.findings if finding.kind == GROUP}
    bought = groups_bought(need.text, need.findings, need.language)
    return tuple(sorted(asked | {c for c in need.product_groups if c not in in_text or c in bought}))


def product_group_terms() -> list[tuple[str, str, str]]:
    """Every name of every product group as (code, language, text), for finding groups in texts. One query.

    Aliases carry no language in the data; it is read from their script, or from a label that begins alike. Names
    that mean something else far more often (foam, scales, printing) are left out.
    """
    found: list[tuple[str, str, str]] = []
    for group in ProductGroup.objects.order_by("code"):
        labels = {"en": group.label, **group.labels}
        names = [*labels.items(), *((_language_of(alias, labels), alias) for alias in group.aliases)]
        if group.label.startswith("Small "):
            names.append(("en", group.label.removeprefix("Small ")))
        found += [(group.code, language, name) for language, name in names if _tells(name)]
    return found


def _tells(name: str) -> bool:
    """Whether a name says which products are meant; document numbers and everyday words do not."""
    is_number = any(c.isdigit() for c in name) and name.upper() == name
    return bool(name.strip()) and not is_number and name.casefold() not in GENERIC


def _language_of(alias: str, labels: dict[str, str]) -> str:
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in alias if c.isalpha()}
    for script, language in (
        ("CJK", "zh"),
        ("THAI", "th"),
        ("LAO", "lo"),
        ("KHMER", "km"),
        ("MYANMAR", "my"),
    ):
        if script in scripts:
            return language
    if any("\u1e9f" < c < "\u1f00" or c in "đơưăĐƠƯĂ" for c in alias):
        return "vi"
    first = alias.casefold().split(" ")[0]
    alike = (code for code, label in labels.items() if first in label.casefold().split())
    return next(alike, "en")


def _holders(shown: Sequence[Partner], now: Alliance) -> dict[tuple[str, str], tuple[Holder, ...]]:
    """A few firms with certified products for each partner shown, the latest seen first: one query, or none."""
    wanted = {(p.scheme.slug, p.group) for p in shown if p.holdings and p.holdings.companies}
    if not wanted:
        return {}
    place = Window(
        RowNumber(), partition_by=[F("scheme"), F("group")], order_by=[F("seen_on").desc(), F("pk").asc()]
    )
    rows = (
        CertifiedProduct.objects.filter(
            scheme__in=[now.pages[slug].pk for slug, _ in wanted],
            group__in=[now.groups[group].pk for _, group in wanted],
        )
        .exclude(company="")
        .annotate(place=place)
        .filter(place__lte=HOLDERS)
        .order_by("scheme", "group", "place")
        .values_list("scheme__slug", "group__code", "company", "company_country", "product", "model", "code")
    )
    found: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for slug, group, company, country, product, model, code in rows:
        found[slug, group].append(Holder(company, country, f"{product} {model}".strip(), code))
    return {key: tuple(holders) for key, holders in found.items()}


def _shown(partner: Partner, now: Alliance, holders: tuple[Holder, ...]) -> LabelPartner:
    scheme, end, page = partner.scheme, partner.apply_to, now.pages[partner.scheme.slug]
    group_name, group_language = group_label(now.groups[partner.group])
    return LabelPartner(
        scheme=scheme.slug,
        page=page.pk,
        url=page.url or "",
        name=scheme.name,
        local_name=page.name_local,
        local_language=page.local_language,
        country=scheme.country,
        group=partner.group,
        group_name=group_name,
        group_language=group_language,
        why=partner.why.value,
        why_text=why_text(partner.why),
        body=scheme.body,
        contact=scheme.contact,
        apply_to=end.slug,
        apply_to_name=end.name,
        apply_to_body=end.body,
        apply_to_contact=end.contact,
        next_step=partner.steps[0] if partner.steps else "",
        steps=partner.steps,
        tests=partner.tests,
        duration=end.duration,
        route=end.route if partner.why is not Why.THERE or partner.path else "",
        criteria=tuple(
            ShownCriteria(c.name, c.document, c.version, c.standing.value, c.confirmed)
            for c in partner.criteria
        ),
        hops=tuple(_shown_hop(hop, partner, now) for hop in partner.path.hops) if partner.path else (),
        products=partner.holdings.products if partner.holdings else 0,
        companies=partner.holdings.companies if partner.holdings else 0,
        holders=holders,
        caveats=tuple(Caveat(doubt.value, caveat_text(doubt), about) for doubt, about in partner.doubts),
        held=partner.held,
    )


def _shown_hop(hop: Hop, partner: Partner, now: Alliance) -> ShownHop:
    ends = {stop.key: stop for stop in partner.path.stops} if partner.path else {}
    origin, destination = ends[hop.origin], ends[hop.destination]
    return ShownHop(
        from_scheme=origin.scheme,
        from_name=_name(origin.scheme, now.pages),
        from_country=origin.country,
        to_scheme=destination.scheme,
        to_name=_name(destination.scheme, now.pages),
        to_country=destination.country,
        scope=hop.scope.code,
        agreements=_shown_agreements(hop.evidence),
        naming_others=_shown_agreements(Evidence(a, a.scope_for(partner.group)) for a in hop.other),
    )


def _name(slug: str, pages: dict[str, LabelSchemePage]) -> str:
    return pages[slug].title if slug else ""


def _shown_agreements(evidence: Iterable[Evidence]) -> tuple[ShownAgreement, ...]:
    return tuple(_shown_agreement(piece.agreement, piece) for piece in evidence)


def _shown_agreement(agreement: Agreement, piece: Evidence) -> ShownAgreement:
    return ShownAgreement(
        code=agreement.code,
        kind=agreement.kind,
        year=agreement.year,
        signed_on=agreement.signed_on,
        scope=piece.scope.code,
        scope_text=scope_text(piece.scope),
        scope_words=agreement.scope,
        detail=agreement.detail,
        sources=agreement.sources,
        confirmed=not agreement.unconfirmed,
    )
