"""Dates as exactly as they were stated: a year, a month of a year, or a day."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def format_stated_date(stated: str | int | datetime.date | None) -> str:
    """``2014``, ``2014-04`` or ``2014-04-16`` in the active language; text of any other form as it stands."""
    if isinstance(stated, datetime.date):
        return date_format(stated, "DATE_FORMAT")
    text = str(stated or "").strip()
    try:
        if len(text) == len("2014-04-16"):
            return format_stated_date(datetime.date.fromisoformat(text))
        if len(text) == len("2014-04"):
            return date_format(datetime.date.fromisoformat(f"{text}-01"), "YEAR_MONTH_FORMAT")
    except ValueError:
        return text  # not a date: words such as "spring 2014" are shown as they were written
    return text


def format_period(first: str | int | None, last: str | int | None) -> str:
    """From ``first`` to ``last``; an open end says so."""
    start, end = format_stated_date(first), format_stated_date(last)
    if start and end:
        return f"{start} – {end}" if start != end else start
    if start:
        return _("since %(date)s") % {"date": start}
    return _("until %(date)s") % {"date": end} if end else ""
