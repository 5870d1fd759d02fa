"""What was understood, one chip for each thing: what it is, its value, where it came from, and how to correct it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from cms.countries import country_name
from cms.presenters.numbers import format_number, format_quantity
from cms.presenters.requirements import SIGNS

from ..asking import requirement_key
from ..core.profiles import Finding, NeedProfile, Requirement, RequirementKind
from .address import Address
from .words import code_label, code_text, exact, foreign, quoted, requirement_name


@dataclass(frozen=True)
class Chip:
    """``kind`` is empty, ``assumed`` or ``unknown``. ``title`` names the passage it was read from.

    ``must`` is None where the thing cannot be a must-have; ``must_url`` turns it on or off.
    """

    key: str
    value: SafeString | str
    edit_url: str
    remove_url: str = ""
    kind: str = ""
    origin: SafeString | str = ""
    title: str = ""
    must: bool | None = None
    must_url: str = ""


@dataclass(frozen=True)
class Source:
    """What the chips are made of. ``standard`` cites the limits of ``from_standard``, ``unseen`` are not confirmed."""

    need: NeedProfile
    address: Address
    dropped: frozenset[str] = frozenset()
    standard: str = ""
    from_standard: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()
    groups: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def folded(self, requirement: Requirement) -> bool:
        """Whether a limit came from the standard alone and is no must-have."""
        named = {f.code for f in self.need.findings if f.kind == "parameter"}
        code = requirement.parameter
        return code in self.from_standard and code not in named and not requirement.must


def chips(source: Source) -> list[Chip]:
    """All chips, in the order in which a reader would say them."""
    return [
        *_codes(source, "sector", pgettext("chip", "Sector"), source.need.sectors),
        *_codes(source, "medium", pgettext("chip", "Medium"), source.need.media),
        *_country(source),
        *_standard(source),
        *(_requirement(source, r) for r in source.need.requirements if not source.folded(r)),
        *_inlets(source),
        *_numberless(source),
        *_unplaced(source),
        *_groups(source),
    ]


def folded_chips(source: Source) -> list[Chip]:
    """The limits of a standard that the words do not speak of: too many to stand among what was said."""
    return [_requirement(source, r) for r in source.need.requirements if source.folded(r)]


def forgotten(source: Source) -> list[tuple[str, str]]:
    """What was dropped, in words, each with the address that brings it back."""
    return [
        (name, source.address.without_value("drop", key))
        for key in sorted(source.dropped)
        if (name := _dropped_name(key, source.groups))
    ]


def _dropped_name(key: str, groups: Mapping[str, tuple[str, str]]) -> str:
    scheme, _slash, code = key.partition("/")
    if scheme == "requirement":
        kinds = {kind.value for kind in RequirementKind}
        return (
            requirement_name(Requirement(RequirementKind(code)))
            if code in kinds
            else code_label("parameter", code)
        )
    if scheme == "product-group":
        return groups.get(code, (code, ""))[0]
    return code_label(scheme, code) if scheme in ("sector", "medium", "parameter", "country") else ""


def _passage(findings: Iterable[Finding], kind: str, code: str) -> str:
    return next((f.passage for f in findings if f.kind == kind and f.code == code), "")


def _from(passage: str) -> str:
    """Where it was read, as the words of a title."""
    return gettext("from “%(passage)s”") % {"passage": passage} if passage else gettext("as stated")


def _codes(source: Source, scheme: str, key: str, codes: Iterable[str]) -> Iterator[Chip]:
    stated = source.address.query.getlist(scheme)
    for code in sorted(codes):
        kept = [value for value in stated if value != code]
        passage = _passage(source.need.findings, scheme, code)
        yield Chip(
            key=key,
            value=code_label(scheme, code),
            edit_url=source.address.link("id_sector") if scheme == "sector" else "#q",
            remove_url=source.address.dropping(f"{scheme}/{code}", **{scheme: kept or None}),
            title=_from(passage),
        )


def _country(source: Source) -> Iterator[Chip]:
    code = source.need.country
    if code:
        yield Chip(
            key=pgettext("chip", "Country"),
            value=country_name(code),
            edit_url=source.address.link("id_country"),
            remove_url=source.address.dropping(f"country/{code}", country=None),
            title=_from(_passage(source.need.findings, "country", code)),
        )


def _standard(source: Source) -> Iterator[Chip]:
    if source.standard:
        count = sum(r.parameter in source.from_standard for r in source.need.requirements)
        yield Chip(
            key=pgettext("chip", "Limits"),
            value=source.standard,
            edit_url=source.address.link("id_standard"),
            remove_url=source.address.link(standard=None),
            origin=ngettext("%(count)s limit", "%(count)s limits", count) % {"count": format_number(count)},
            title=_from(""),
        )


def _requirement(source: Source, requirement: Requirement) -> Chip:
    key = requirement_key(requirement)
    from_standard = requirement.parameter in source.from_standard and bool(requirement.parameter)
    musts = {requirement_key(r) for r in source.need.requirements if r.must}
    doubtful = requirement.assumed or (from_standard and requirement.parameter in source.unseen)
    return Chip(
        key=requirement_name(requirement),
        value=asked(requirement),
        edit_url=source.address.correcting(requirement),
        remove_url=source.address.dropping(
            f"requirement/{key}", **_stated_fields(source.address, requirement)
        ),
        kind="assumed" if doubtful else "unknown" if _is_empty(requirement) else "",
        origin=_origin(source, requirement, from_standard),
        title=source.standard if from_standard else _from(_read_from(requirement)),
        must=requirement.must,
        must_url=source.address.with_must(musts ^ {key}),
    )


def _stated_fields(address: Address, requirement: Requirement) -> dict[str, None]:
    if requirement.kind is RequirementKind.CAPACITY:
        return {"flow": None, "flow_unit": None}
    return address.cleared_row(requirement.parameter) if requirement.parameter else {}


def _is_empty(requirement: Requirement) -> bool:
    return requirement.target is None and not requirement.code


def _read_from(requirement: Requirement) -> str:
    """The passage of a requirement; one that was stated outright carries the name of a field, which is none."""
    stated = requirement.source in ("", "capacity") or requirement.source.startswith("limits.")
    return "" if stated else requirement.source


def _origin(source: Source, requirement: Requirement, from_standard: bool) -> SafeString | str:
    if from_standard:
        unseen = requirement.parameter in source.unseen
        return gettext("from the standard, not confirmed") if unseen else gettext("from the standard")
    if requirement.assumed:
        passage = quoted(_read_from(requirement), source.need.language)
        return format_html(gettext("assumed from {passage}"), passage=passage)
    return gettext("no limit given") if _is_empty(requirement) else ""


def asked(requirement: Requirement) -> SafeString | str:
    """What is asked, with what comes in: ``900 → ≤ 75 mg/L``."""
    if requirement.code:
        return code_text(requirement, requirement.code)
    if requirement.target is None:
        return (
            exact(requirement.inlet, requirement.unit)
            if requirement.inlet is not None
            else gettext("no number")
        )
    capacity = requirement.kind is RequirementKind.CAPACITY
    sign = "" if capacity else f"{SIGNS[requirement.direction]}\u202f"
    limit = format_html("{}{}", sign, exact(requirement.target, requirement.unit))
    if requirement.inlet is None:
        return limit
    return format_html("{} → {}", format_number(requirement.inlet), limit)


def _inlets(source: Source) -> Iterator[Chip]:
    """What comes in, where no limit is asked for it."""
    limited = {r.parameter for r in source.need.requirements}
    shown: set[str] = set()
    for finding in source.need.findings:
        code = finding.parameter
        if finding.role != "inlet" or code in limited | shown or code not in source.need.parameters:
            continue
        shown.add(code)
        yield Chip(
            key=code_label("parameter", code),
            value=format_quantity(finding.value, finding.high or finding.value, finding.unit),
            edit_url=source.address.asking_for(code, "target"),
            remove_url=source.address.dropping(f"parameter/{code}"),
            kind="unknown",
            origin=gettext("comes in; no limit given"),
            title=_from(finding.passage),
        )


def _numberless(source: Source) -> Iterator[Chip]:
    """Parameters that were named without any number."""
    known = {r.parameter for r in source.need.requirements}
    known |= {f.parameter for f in source.need.findings if f.role == "inlet"}
    for code in sorted(source.need.parameters - known):
        yield Chip(
            key=code_label("parameter", code),
            value=gettext("no number"),
            edit_url=source.address.asking_for(code, "target"),
            remove_url=source.address.dropping(f"parameter/{code}", **source.address.cleared_row(code)),
            kind="unknown",
            origin=gettext("add its limit"),
            title=_from(_passage(source.need.findings, "parameter", code)),
        )


def _unplaced(source: Source) -> Iterator[Chip]:
    """Numbers that were read, and of which nobody could tell what they are about."""
    for finding in source.need.findings:
        if finding.kind == "quantity" and finding.role == "unknown" and finding.unit:
            yield Chip(
                key=pgettext("chip", "Number"),
                value=foreign(finding.passage, source.need.language),
                edit_url="#q",
                kind="unknown",
                origin=gettext("of what?"),
                title=_from(finding.passage),
            )


def _groups(source: Source) -> Iterator[Chip]:
    for code in sorted(source.need.product_groups):
        name, language = source.groups.get(code, (code, "en"))
        yield Chip(
            key=pgettext("chip", "Products"),
            value=foreign(name, language),
            edit_url="#q",
            remove_url=source.address.dropping(f"product-group/{code}"),
            title=_from(_passage(source.need.findings, "product-group", code)),
        )
