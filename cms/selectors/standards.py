"""National discharge limits, and what a technology's stated outlets come to against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext

from cms.countries import MEMBERS, country_name
from cms.models import DischargeStandard, PerformanceLine, TechnologyPage
from cms.presenters.compliance import ComplianceCell, Limit, StatedOutlet, compliance_cells


@dataclass(frozen=True)
class ComplianceRow:
    """One standard and, for each line with a stated outlet, the comparison or nothing."""

    standard: DischargeStandard
    country: str
    pairs: tuple[tuple[PerformanceLine, ComplianceCell | None], ...]

    @property
    def cells(self) -> list[ComplianceCell | None]:
        """The comparisons without their lines."""
        return [cell for _line, cell in self.pairs]

    @property
    def unconfirmed(self) -> bool:
        """Whether none of the limits in this row was seen on a page."""
        return all(cell.doubtful for cell in self.cells if cell)

    @property
    def compared(self) -> int:
        """How many outlets could be compared."""
        return sum(cell is not None for cell in self.cells)


@dataclass(frozen=True)
class Compliance:
    """The whole table: outlets with their lines, one row per standard."""

    lines: tuple[PerformanceLine, ...]
    main: tuple[ComplianceRow, ...]
    others: tuple[ComplianceRow, ...]


def stated_outlets(lines: Sequence[PerformanceLine]) -> list[tuple[PerformanceLine, StatedOutlet]]:
    """The first line of each parameter whose outlet states both ends; an open end is never guessed."""
    found: dict[int, tuple[PerformanceLine, StatedOutlet]] = {}
    for line in lines:
        if line.outlet_min is not None and line.outlet_max is not None and line.parameter_id not in found:
            outlet = StatedOutlet(line.parameter.code, line.outlet_min, line.outlet_max, line.unit)
            found[line.parameter_id] = (line, outlet)
    return list(found.values())


def compliance_of(page: TechnologyPage, lines: Sequence[PerformanceLine]) -> Compliance | None:
    """Every standard of the page's media and sectors that limits something the page states: three queries.

    ``None`` where there is nothing to compare.
    """
    stated = stated_outlets(lines)
    if not stated:
        return None
    rows = [_row(standard, stated) for standard in _standards_for(page, [line for line, _outlet in stated])]
    rows = sorted((row for row in rows if row.compared), key=_order)
    if not rows:
        return None
    used = [n for n in range(len(stated)) if any(row.cells[n] for row in rows)]
    rows = [ComplianceRow(r.standard, r.country, tuple(r.pairs[n] for n in used)) for r in rows]
    main = {row.standard.country: row for row in sorted(rows, key=_weight)}
    return Compliance(
        lines=tuple(stated[n][0] for n in used),
        main=tuple(row for row in rows if main[row.standard.country] is row),
        others=tuple(row for row in rows if main[row.standard.country] is not row),
    )


def _standards_for(page: TechnologyPage, lines: Sequence[PerformanceLine]) -> QuerySet[DischargeStandard]:
    return (
        DischargeStandard.objects.filter(
            medium__in=[medium.pk for medium in page.media.all()],
            sectors__in=[sector.pk for sector in page.sectors.all()],
            limits__parameter__in=[line.parameter_id for line in lines],
        )
        .distinct()
        .prefetch_related("limits__parameter")
    )


def unseen_limits(standard: DischargeStandard) -> set[str]:
    """Codes of parameters whose limit was not seen on a page; all of them where the record says ``limits``."""
    names = [str(block.value).split(":")[0].strip() for block in standard.unconfirmed]
    if "limits" in names:
        return {limit.parameter.code for limit in standard.limits.all()}
    return {name.removeprefix("limits.") for name in names if name.startswith("limits.")}


def _row(
    standard: DischargeStandard, stated: Sequence[tuple[PerformanceLine, StatedOutlet]]
) -> ComplianceRow:
    unseen = unseen_limits(standard)
    limits = [
        Limit(
            parameter=limit.parameter.code,
            low=limit.value_min,
            high=limit.value_max,
            unit=limit.unit,
            expressed_as=limit.expressed_as,
            doubtful=limit.parameter.code in unseen,
        )
        for limit in standard.limits.all()
    ]
    country = country_name(standard.country) if standard.country else gettext("International")
    cells = compliance_cells([outlet for _line, outlet in stated], limits)
    return ComplianceRow(
        standard, country, tuple(zip([line for line, _outlet in stated], cells, strict=True))
    )


def _order(row: ComplianceRow) -> tuple[int, int, str]:
    country = row.standard.country
    place = MEMBERS.index(country) if country in MEMBERS else len(MEMBERS)
    return place, row.standard.status == DischargeStandard.Status.REPLACED, row.standard.code


def _weight(row: ComplianceRow) -> tuple[bool, int]:
    """The row that says most comes last, so that it wins its country."""
    return row.standard.status == DischargeStandard.Status.IN_FORCE, row.compared
