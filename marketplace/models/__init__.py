"""Accounts, organisations and needs."""

from .users import User

__all__ = ["User"]
