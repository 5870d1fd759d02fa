"""Everything that changes organisations and needs."""

from .needs import post_need, publish_need, withdraw_need
from .organisations import add_member, change_role, create_organisation, verify_organisation

__all__ = [
    "add_member",
    "change_role",
    "create_organisation",
    "post_need",
    "publish_need",
    "verify_organisation",
    "withdraw_need",
]
