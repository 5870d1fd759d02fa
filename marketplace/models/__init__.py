"""Accounts, organisations and needs."""

from .needs import Need, NeedText
from .organisations import Membership, Organisation
from .requirements import Requirement
from .users import User

__all__ = ["Membership", "Need", "NeedText", "Organisation", "Requirement", "User"]
