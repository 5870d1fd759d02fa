"""What templates ask of a need."""

from __future__ import annotations

from django import template

from marketplace.models import Need
from marketplace.selectors.needs import NeedWords, words_of

register = template.Library()


@register.filter
def words(need: Need) -> NeedWords:
    """``{% with said=need|words %}``: title and problem in the reader's language where there is one."""
    return words_of(need)
