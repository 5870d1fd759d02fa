"""What a need's page says about its requirements and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.countries import country_name
from cms.languages import data_language
from cms.models import ProductGroup
from cms.presenters.numbers import format_quantity
from cms.selectors.vocabulary import ShownLabel
from cms.vocabulary import label
from marketplace.models import Need, Requirement
from matching.core.profiles import RequirementKind

# What the data says of a need whose own source was opened.
READ_AT_THE_SOURCE = "page excerpt read"
_SCHEMES = {
    RequirementKind.SKILL: "operator-skill",
    RequirementKind.EVIDENCE: "evidence",
    RequirementKind.COOPERATION: "cooperation",
}


@dataclass(frozen=True)
class AskedRow:
    """One requirement as a reader sees it."""

    requirement: Requirement
    labels: Mapping[int, ShownLabel]

    @property
    def name(self) -> ShownLabel | str:
        """The parameter in the reader's language, or the kind of requirement."""
        parameter = self.requirement.parameter
        if parameter is None:
            return self.requirement.get_kind_display()
        return self.labels.get(parameter.pk, parameter.label)

    @cached_property
    def unit(self) -> str:
        """The unit as typed; the parameter's own where none was."""
        return self.requirement.unit or (
            self.requirement.parameter.unit if self.requirement.parameter else ""
        )

    @property
    def now(self) -> SafeString | str:
        """What comes in, or nothing."""
        inlet = self.requirement.inlet
        return "" if inlet is None else format_quantity(inlet, inlet, self.unit)

    @property
    def asked(self) -> SafeString | str:
        """What is to be reached: ``≤ 75 mg/L``, a word for a code, or nothing."""
        requirement = self.requirement
        if requirement.target is None:
            return _code_word(requirement)
        if requirement.kind == RequirementKind.CAPACITY:
            return format_quantity(requirement.target, requirement.target, self.unit)
        if requirement.direction == Requirement.Direction.AT_LEAST:
            return format_quantity(requirement.target, None, self.unit)
        return format_quantity(None, requirement.target, self.unit)


@dataclass(frozen=True)
class NeedSource:
    """A source as ``cms/components/source_list.html`` shows it. ``seen`` None: nothing is recorded."""

    title: str
    url: str
    supports: str = ""
    page_date: str = ""
    seen: bool | None = None


def asked_rows(need: Need, labels: Mapping[int, ShownLabel]) -> list[AskedRow]:
    """The requirements of a need in their order."""
    return [AskedRow(requirement, labels) for requirement in need.requirements.all()]


def need_sources(need: Need) -> list[NeedSource]:
    """Where a need was read: its source, and the page it was read through where that is another one."""
    sources = []
    if need.source_url:
        read = True if need.verification == READ_AT_THE_SOURCE else None
        sources.append(NeedSource(need.source_url, need.source_url, need.source_pages, seen=read))
    if need.via:
        sources.append(NeedSource(_("Read through this page, not at the source itself"), need.via, seen=True))
    return sources


def _code_word(requirement: Requirement) -> str:
    kind, code = requirement.kind, requirement.code
    if kind == RequirementKind.SERVICE:
        return country_name(code)
    if kind == RequirementKind.LABEL:
        group = ProductGroup.objects.filter(code=code).first()
        return (group.labels.get(data_language()) or group.label) if group else code
    return str(label(_SCHEMES[RequirementKind(kind)], code)) if code else ""
