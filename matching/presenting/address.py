"""Addresses of the match page: every state is one, and every link is the present one with one thing changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.formats import get_format

from ..core.profiles import NeedProfile, Requirement, RequirementKind
from ..core.sizing import capacity_of
from ..forms import LIMIT_ROWS
from .words import rounded

ROW_PARTS = ("parameter", "inlet", "target", "unit", "must")


def typed(value: float | None) -> str:
    """A number as a reader of the active language would type it, without grouping."""
    if value is None:
        return ""
    text = f"{rounded(value, digits=12):.12f}".rstrip("0").rstrip(".")
    return text.replace(".", str(get_format("DECIMAL_SEPARATOR")))


@dataclass(frozen=True)
class Address:
    """The present question as fields of an address."""

    query: QueryDict

    def link(self, fragment: str = "", **values: str | list[str] | None) -> str:
        """The address with fields set (``None`` takes one out), on the first page. A link to a field of the panel
        opens it.
        """
        changed = self.query.copy()
        changed.pop("page", None)
        changed.pop("panel", None)
        if fragment:
            changed["panel"] = "1"
        for name, value in values.items():
            if value is None:
                changed.pop(name, None)
            else:
                changed.setlist(name, [value] if isinstance(value, str) else value)
        text = changed.urlencode()
        return f"?{text}{f'#{fragment}' if fragment else ''}"

    def with_value(self, name: str, value: str) -> str:
        """One more value of a repeatable field."""
        present = self.query.getlist(name)
        return self.link(**{name: [*(v for v in present if v != value), value]})

    def without_value(self, name: str, value: str) -> str:
        """One value of a repeatable field less."""
        kept = [v for v in self.query.getlist(name) if v != value]
        return self.link(**{name: kept or None})

    def dropping(self, key: str, **stated: str | list[str] | None) -> str:
        """What was understood forgotten; ``stated`` clears the fields that said it outright."""
        drop = [*(v for v in self.query.getlist("drop") if v != key), key]
        return self.link(drop=drop, **stated)

    def with_must(self, keys: set[str]) -> str:
        """Exactly these must-haves. An empty value says 'none', which differs from saying nothing."""
        rows = {f"must_{row}": None for row in LIMIT_ROWS}
        return self.link(must=sorted(keys) or [""], **rows)

    def row_of(self, parameter: str) -> int | None:
        """The row of the form that speaks of a parameter."""
        rows = (row for row in LIMIT_ROWS if self.query.get(f"parameter_{row}") == parameter)
        return next(rows, None)

    def cleared_row(self, parameter: str) -> dict[str, None]:
        """The fields of a parameter's row, for taking them out."""
        row = self.row_of(parameter)
        return {f"{part}_{row}": None for part in ROW_PARTS} if row else {}

    def correcting(self, requirement: Requirement) -> str:
        """The address whose form holds this requirement, so that it can be corrected there."""
        if requirement.kind is RequirementKind.CAPACITY:
            values = {"flow": typed(requirement.target), "flow_unit": requirement.unit}
            return self.link("id_flow", **({} if self.query.get("flow") else values))
        if requirement.kind is not RequirementKind.PARAMETER:
            return "#q"
        field = "target" if requirement.target is None or requirement.inlet is not None else "inlet"
        return self.asking_for(requirement.parameter, field, requirement)

    def testing(self, title: str, need: NeedProfile) -> str:
        """The same numbers asked of one technology by its name: what the words said goes into the form."""
        values: dict[str, str | list[str] | None] = {
            "q": title,
            "country": need.country or None,
            "need": None,
        }
        size = capacity_of(need)
        if size is not None:
            values |= {"flow": typed(size.target), "flow_unit": size.unit}
        limits = {r.parameter: r for r in need.requirements if r.parameter and r.direction == "at-most"}
        for row, limit in zip(LIMIT_ROWS, limits.values(), strict=False):
            said = {"inlet": typed(limit.inlet), "target": typed(limit.target), "unit": limit.unit}
            values |= {f"{name}_{row}": value or None for name, value in said.items()}
            values[f"parameter_{row}"] = limit.parameter
        return self.link(**values)

    def asking_for(self, parameter: str, field: str, requirement: Requirement | None = None) -> str:
        """The address whose form has a row for a parameter, with the field to fill in its sight."""
        row = self.row_of(parameter)
        if row:
            return self.link(f"id_{field}_{row}")
        free = [row for row in LIMIT_ROWS if not self.query.get(f"parameter_{row}")]
        if not free:
            return "#q"
        values = {"parameter": parameter}
        if requirement is not None:
            values |= {
                "inlet": typed(requirement.inlet),
                "target": typed(requirement.target),
                "unit": requirement.unit,
            }
        return self.link(f"id_{field}_{free[0]}", **{f"{k}_{free[0]}": v for k, v in values.items() if v})
