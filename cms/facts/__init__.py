"""Loading of the facts that ship with the product; see ``registry`` for how a package adds its own file."""

from . import shapes
from .known import Known, NotThereError
from .registry import Loader, Record, Side, Table, register
from .signals import loaded

__all__ = ["Known", "Loader", "NotThereError", "Record", "Side", "Table", "loaded", "register", "shapes"]
