"""Orders of lists that readers see. Each is total, and the same on every database.

Databases differ in where they put capital letters (after all small ones, or beside them) and rows without a value
(first, or last), so an order that readers see says both.
"""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Lower

# By name, whatever the case of its letters; the key settles ties.
BY_TITLE = (Lower("title"), "pk")
# The newest first, those without a year last.
BY_YEAR = (F("year").desc(nulls_last=True), *BY_TITLE)
BY_DATE = (F("date").desc(nulls_last=True), *BY_TITLE)
