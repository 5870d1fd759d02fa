"""Rules that the database itself enforces, whoever writes to it.

Forms show a mistake at its field, by the fields' own validators and `clean` of the models; what is declared here is the
same rule once more, for everything that is written past forms. A condition that compares with an empty value is unknown
and passes, as SQL has it. Draft pages may lack what only a live page must have, so an empty text always passes; an
empty number does too. Each constraint of a model is one query more when it is validated: rules of a kind are one.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Collection
from functools import reduce

from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

LARGEST = sys.float_info.max  # leaves out infinity, and NaN, which PostgreSQL takes for larger than infinity
FIRST_YEAR, LAST_YEAR = 1800, 2100
# \Z, since $ also stands before a line break at the end.
COUNTRY = r"^([A-Z]{2}|NORDIC)?\Z"


def every(conditions: Collection[Q]) -> Q:
    """All of some conditions."""
    return reduce(operator.and_, conditions)


def spans_in_order(name: str, *spans: str) -> CheckConstraint:
    """The lower end (``<span>_min``) of each range is not above its upper end (``<span>_max``); both are finite."""
    ends = [f"{span}_{end}" for span in spans for end in ("min", "max")]
    return CheckConstraint(
        name=name,
        condition=every(
            [Q(**{f"{span}_min__lte": F(f"{span}_max")}) for span in spans]
            + [Q(**{f"{end}__range": (-LARGEST, LARGEST)}) for end in ends]
        ),
        violation_error_message=_("The upper end is below the lower end."),
    )


def spans_with_units(name: str, *spans: str) -> CheckConstraint:
    """A range that states a number names its unit (``<span>_unit``)."""
    return CheckConstraint(
        name=name,
        condition=every(
            [
                ~Q(**{f"{span}_unit": ""}) | Q(**{f"{span}_min__isnull": True, f"{span}_max__isnull": True})
                for span in spans
            ]
        ),
        violation_error_message=_("State the unit of these numbers."),
    )


def states_a_number(name: str, *fields: str) -> CheckConstraint:
    """At least one of the fields is filled."""
    return CheckConstraint(
        name=name,
        condition=reduce(operator.or_, [Q(**{f"{field}__isnull": False}) for field in fields]),
        violation_error_message=_("State at least one number."),
    )


def not_negative(name: str, *fields: str) -> CheckConstraint:
    """None of the numbers is below zero."""
    return CheckConstraint(
        name=name,
        condition=every([Q(**{f"{field}__gte": 0}) for field in fields]),
        violation_error_message=_("A number below zero makes no sense here."),
    )


def above_zero(name: str, field: str) -> CheckConstraint:
    """The number is finite and above zero."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__gt": 0, f"{field}__lte": LARGEST}),
        violation_error_message=_("This number must be above zero."),
    )


def between(name: str, low: int, high: int, *fields: str) -> CheckConstraint:
    """Each number lies between two ends, both included."""
    return CheckConstraint(
        name=name,
        condition=every([Q(**{f"{field}__range": (low, high)}) for field in fields]),
        violation_error_message=_("A number lies outside of what is possible."),
    )


def plausible_years(name: str, *fields: str, first: int = FIRST_YEAR) -> CheckConstraint:
    """Each year is one that a record of our time may name."""
    return CheckConstraint(
        name=name,
        condition=every([Q(**{f"{field}__range": (first, LAST_YEAR)}) for field in fields]),
        violation_error_message=_("A year is too early or too late to be right."),
    )


def shares_of_all(name: str, unit: str, *fields: str) -> CheckConstraint:
    """Where the unit is %, each number is a share of the whole: from 0 to 100."""
    return CheckConstraint(
        name=name,
        condition=~Q(**{unit: "%"}) | every([Q(**{f"{field}__range": (0, 100)}) for field in fields]),
        violation_error_message=_("A percentage lies between 0 and 100."),
    )


def countries_by_code(name: str, *fields: str) -> CheckConstraint:
    """Each country is two capital letters (ISO 3166), or the one region that issues a label and has no such code."""
    return CheckConstraint(
        name=name,
        condition=every([Q(**{f"{field}__regex": COUNTRY}) for field in fields]),
        violation_error_message=_("A country is named by its code of two capital letters."),
    )


def known_values(name: str, *, empty: Collection[str] = (), **fields: Collection[str]) -> CheckConstraint:
    """Each field holds one of its values; those named in ``empty`` may hold none."""
    allowed = {field: [*values, ""] if field in empty else list(values) for field, values in fields.items()}
    return CheckConstraint(
        name=name,
        condition=every([Q(**{f"{field}__in": values}) for field, values in allowed.items()]),
        violation_error_message=_("A value is none of those that one can choose."),
    )
