"""May I, and why not? One object per person answers for needs and for organisations.

Views, services and templates all ask here, so that what a page offers is what the service then allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.models import Membership, Need, Organisation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from marketplace.models import User

Role = Membership.Role
WRITERS = (Role.OWNER, Role.EDITOR)
# Enterprises and label bodies answer needs; they post none.
ASKING_KINDS = (Organisation.Kind.AGENCY, Organisation.Kind.FOCAL_POINT, Organisation.Kind.SECRETARIAT)


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, or no with the reason in the reader's language."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise ``PermissionDenied`` with the reason where the answer is no."""
        if not self.allowed:
            raise PermissionDenied(str(self.reason))


YES = Answer(True)
SIGN_IN = Answer(False, _("Sign in first."))
NOT_A_MEMBER = Answer(False, _("You do not belong to this organisation."))
NOT_A_WRITER = Answer(False, _("Viewers may read but not change. Ask an owner of your organisation."))
NOT_AN_OWNER = Answer(False, _("Only an owner of the organisation may do this."))


class _Person:
    """A person with their roles: one query, however many questions follow."""

    def __init__(self, user: User | AnonymousUser) -> None:
        self.user = user
        self.known = user.is_authenticated and user.is_active

    @cached_property
    def roles(self) -> dict[int, str]:
        """Roles by the key of the organisation."""
        if not self.known:
            return {}
        return dict(Membership.objects.filter(user=self.user).values_list("organisation_id", "role"))

    @property
    def is_admin(self) -> bool:
        """Whether everything is allowed."""
        return self.known and self.user.is_superuser

    def may(self, permission: str) -> bool:
        """Whether a group or the account itself carries a permission of this package."""
        return self.known and self.user.has_perm(f"marketplace.{permission}")

    def as_writer(self, organisation_id: int | None) -> Answer:
        """Whether the person may change what belongs to the organisation."""
        if not self.known:
            return SIGN_IN
        if self.is_admin or self.roles.get(organisation_id) in WRITERS:
            return YES
        return NOT_A_WRITER if organisation_id in self.roles else NOT_A_MEMBER

    def as_owner(self, organisation_id: int) -> Answer:
        """Whether the person may change the organisation itself."""
        if not self.known:
            return SIGN_IN
        if self.is_admin or self.roles.get(organisation_id) == Role.OWNER:
            return YES
        return NOT_AN_OWNER if organisation_id in self.roles else NOT_A_MEMBER


class NeedPolicy(_Person):
    """What a person may do with needs."""

    def view(self, need: Need) -> Answer:
        """May they read it? Where not, pages answer 404: that a private need exists is itself private."""
        if self.is_admin or (need.organisation_id and need.organisation_id in self.roles):
            return YES
        if need.status != Need.Status.PUBLISHED:
            return Answer(False, _("This need is not published."))
        if need.visibility == Need.Visibility.PUBLIC:
            return YES
        if need.visibility == Need.Visibility.PRIVATE:
            return Answer(False, _("This need is private."))
        if self.may("moderate_need") or (self.roles and need.shared_with.filter(pk__in=self.roles).exists()):
            return YES
        return Answer(False, _("This need is open to selected organisations."))

    def post(self, organisation: Organisation) -> Answer:
        """May they write a new need in the organisation's name?"""
        answer = self.as_writer(organisation.pk)
        if answer and organisation.kind not in ASKING_KINDS:
            return Answer(False, _("Needs are posted by agencies, focal points and the secretariat."))
        return answer

    def edit(self, need: Need) -> Answer:
        """May they change it? A need from a public source is changed by the administrators only."""
        if not self.known:
            return SIGN_IN
        if need.organisation_id is None and not self.is_admin:
            return Answer(False, _("This need was read in a public source and belongs to nobody here."))
        return self.as_writer(need.organisation_id)

    def publish(self, need: Need) -> Answer:
        """May they show it to those it is meant for?"""
        answer = self.edit(need)
        if answer and need.status == Need.Status.PUBLISHED:
            return Answer(False, _("This need is published already."))
        return answer

    def withdraw(self, need: Need) -> Answer:
        """May they take it back? Moderators may, of any organisation, unless it is private."""
        answer = self.edit(need)
        if not answer and self.may("moderate_need") and self.view(need):
            answer = YES
        if answer and need.status != Need.Status.PUBLISHED:
            return Answer(False, _("Only a published need can be withdrawn."))
        return answer


class OrganisationPolicy(_Person):
    """What a person may do with organisations."""

    def create(self) -> Answer:
        """May they register one? Whoever does becomes its owner."""
        return YES if self.known else SIGN_IN

    def view_members(self, organisation: Organisation) -> Answer:
        """May they see who belongs to it?"""
        if not self.known:
            return SIGN_IN
        member = organisation.pk in self.roles
        return YES if member or self.is_admin or self.may("verify_organisation") else NOT_A_MEMBER

    def edit(self, organisation: Organisation) -> Answer:
        """May they change its name, country and web address?"""
        return self.as_owner(organisation.pk)

    def add_member(self, organisation: Organisation) -> Answer:
        """May they let somebody in?"""
        return self.as_owner(organisation.pk)

    def change_role(self, membership: Membership) -> Answer:
        """May they change what a member may do?"""
        return self.as_owner(membership.organisation_id)

    def verify(self, organisation: Organisation) -> Answer:
        """May they record that it is who it says? Never a member of it."""
        if not self.known:
            return SIGN_IN
        if not self.may("verify_organisation"):
            return Answer(False, _("Organisations are verified by the secretariat."))
        if organisation.pk in self.roles and not self.is_admin:
            return Answer(False, _("Nobody verifies their own organisation."))
        return YES
