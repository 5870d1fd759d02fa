"""What the codes of the label partners mean, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .core.alliance import Scope
from .core.partners import Doubt, Why

WHY = {
    Why.THERE: _("A label of the country itself, with criteria for this product group."),
    Why.RECOGNISED: _("An agreement leads from this label to the country."),
    Why.ELSEWHERE: _("Criteria for this product group, but no agreement seen that leads to the country."),
}
SCOPE = {
    Scope.NAMED: _("product group named"),
    Scope.IN_WORDS: _("products described in words only"),
    Scope.NOT_STATED: _("product groups not stated"),
    Scope.OTHER_GROUPS: _("names other product groups"),
}
CAVEATS = {
    Doubt.CRITERIA_UNCONFIRMED: _("The criteria were not seen on a page."),
    Doubt.CRITERIA_ENDING: _("The criteria are to be withdrawn."),
    Doubt.SCHEME_UNCONFIRMED: _("Some facts about the scheme are not confirmed."),
    Doubt.PRODUCTS_UNKNOWN_NOW: _("The products were certified when seen; their present state is unknown."),
    Doubt.PRODUCTS_ENDED: _("The certificates seen have ended, unless they were renewed."),
    Doubt.SCOPE_NOT_STATED: _("The agreement names no product groups, so it proves nothing for this one."),
    Doubt.SCOPE_IN_WORDS: _(
        "The agreement describes its products in words only. Ask whether yours is among them."
    ),
    Doubt.AGREEMENT_UNCONFIRMED: _("Some facts about the agreement are not confirmed."),
    Doubt.AGREEMENT_UNDATED: _("The date of the agreement is not known."),
    Doubt.NOT_INHERITED: _("Recognition is not inherited: you need the label of each stop first."),
    Doubt.NO_CRITERIA_THERE: _("No criteria for this product group were seen at the end of the way."),
    Doubt.NO_LABEL_THERE: _("The country has no label of its own, as far as seen."),
    Doubt.OWN_LABEL_LACKS: _("No criteria for this product group were seen at the country's own label."),
    Doubt.TESTS_NOT_STATED: _("Which tests remain is not stated."),
}


def why_text(why: Why) -> str:
    """Why a partner is shown."""
    return str(WHY[why])


def scope_text(scope: Scope) -> str:
    """What an agreement says about the product group."""
    return str(SCOPE[scope])


def caveat_text(doubt: Doubt) -> str:
    """What a reader must know before relying on a partner."""
    return str(CAVEATS[doubt])
