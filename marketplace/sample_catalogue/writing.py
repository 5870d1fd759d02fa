"""Rows of made-up pages, written in batches.

``bulk_create`` refuses models with a parent table. So the rows of ``wagtailcore_page`` are made first, the database
giving their ids, and the rows of the child table are inserted with these ids by the statement behind ``save``. What a
save would do besides (signals, reference index, revisions, full-text index of the database) is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import AutoField, F, Max, Model
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.models import PerformanceLine, SupplierCountry, SupplierIndexPage, SupplierPage, TechnologyPage
from matching.models import TechnologyVector

from .listings import Listing
from .marks import Kind, key
from .sheets import CODES
from .suppliers import SLUG, Supplier

Row = dict[str, Any]
Offer = tuple[Supplier, Sequence[Listing]]


class NoRoom(Exception):  # noqa: N818 - a state to name, not a fault
    """The tree cannot take the pages: no section for suppliers, too many in it, or an address that is taken."""


@dataclass
class Branch:
    """The section of the suppliers, and how many places below it are taken."""

    index: Page
    taken: int
    made: int = 0
    types: Mapping[type[Page], int] = field(
        default_factory=lambda: {
            model: ContentType.objects.get_for_model(model).pk for model in (SupplierPage, TechnologyPage)
        }
    )

    @classmethod
    def open(cls, suppliers: int) -> Branch:
        """The section, locked until the transaction ends. Raises ``NoRoom``."""
        section = SupplierIndexPage.objects.first()
        if section is None:
            raise NoRoom("There is no section for suppliers; run load_data first")
        index = Page.objects.select_for_update().get(pk=section.pk)
        below = Page.objects.filter(path__startswith=index.path, depth=index.depth + 1)
        if below.filter(slug__startswith=SLUG).exists():
            raise NoRoom(
                f"Pages that somebody else made have addresses that begin with {SLUG}; move them first"
            )
        last = below.aggregate(last=Max("path"))["last"]
        taken = Page._str2int(last[-Page.steplen :]) if last else 0
        most = len(Page.alphabet) ** Page.steplen - 1
        if taken + suppliers > most:
            raise NoRoom(f"A section holds {most:,} pages, and {taken:,} are taken")
        return cls(index, taken)

    def next_path(self) -> str:
        """The path of one more supplier."""
        self.made += 1
        return Page._get_path(self.index.path, self.index.depth + 1, self.taken + self.made)

    def close(self) -> None:
        """Tell the section how many children it has got, and PostgreSQL how many rows its tables have."""
        Page.objects.filter(pk=self.index.pk).update(numchild=F("numchild") + self.made)
        if connection.vendor == "postgresql":
            # It would find out within a minute; until then it plans for the few rows that were there before.
            tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in _written())
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {tables}")


def write(branch: Branch, offers: Sequence[Offer]) -> None:
    """Write suppliers and their listings; call it inside a transaction."""
    suppliers = [supplier for supplier, _ in offers]
    above = [
        _page(branch, SupplierPage, supplier, branch.index, branch.next_path(), len(listings))
        for supplier, listings in offers
    ]
    _write_pages(SupplierPage, above, suppliers)
    _insert(
        SupplierCountry,
        [
            {"page_id": page.pk, "sort_order": place, "country": country}
            for page, supplier in zip(above, suppliers, strict=True)
            for place, country in enumerate(supplier.active_in)
        ],
    )
    _write_listings(branch, above, [listings for _, listings in offers])


def _write_listings(branch: Branch, above: Sequence[Page], offered: Sequence[Sequence[Listing]]) -> None:
    pages = [
        _page(branch, TechnologyPage, listing, parent, Page._get_path(parent.path, parent.depth + 1, place))
        for parent, listings in zip(above, offered, strict=True)
        for place, listing in enumerate(listings, 1)
    ]
    listings = [listing for some in offered for listing in some]
    _write_pages(TechnologyPage, pages, listings)
    owned = list(zip(pages, listings, strict=True))
    _insert(
        PerformanceLine,
        [
            {"page_id": page.pk, "sort_order": place, **line}
            for page, listing in owned
            for place, line in enumerate(listing.lines)
        ],
    )
    _insert(
        TechnologyVector,
        [
            {"page_id": page.pk, **{n: getattr(v, n) for n in ("encoder", "text_hash", "views", "data")}}
            for page, listing in owned
            for v in listing.vectors
        ],
    )


def _page(
    branch: Branch, model: type[Page], record: Supplier | Listing, parent: Page, path: str, children: int = 0
) -> Page:
    """The row of ``wagtailcore_page``: live, and published on a made-up day."""
    return Page(
        path=path,
        depth=parent.depth + 1,
        numchild=children,
        url_path=f"{parent.url_path}{record.slug}/",
        translation_key=key(Kind.SUPPLIER if model is SupplierPage else Kind.LISTING, record.number),
        locale_id=branch.index.locale_id,
        content_type_id=branch.types[model],
        title=record.title,
        draft_title=record.title,
        slug=record.slug,
        live=True,
        first_published_at=record.published,
        last_published_at=record.published,
    )


def _write_pages(model: type[Page], pages: list[Page], records: Sequence[Supplier | Listing]) -> None:
    """Both rows of each page, and the links to its codes."""
    Page.objects.bulk_create(pages)
    blank = {f.attname: [] if isinstance(f, StreamField) else f.get_default() for f in _columns(model)}
    owned = list(zip(pages, records, strict=True))
    _insert(model, [{**blank, **record.columns, "page_ptr_id": page.pk} for page, record in owned])
    for name in records[0].codes:
        links = model._meta.get_field(name)
        source, target = f"{links.m2m_field_name()}_id", f"{links.m2m_reverse_field_name()}_id"
        pairs = [{source: page.pk, target: pk} for page, record in owned for pk in record.codes[name]]
        _insert(links.remote_field.through, pairs)


def _written() -> list[type[Model]]:
    """Every model whose rows are written here."""
    links = [TechnologyPage._meta.get_field(name) for name in (*CODES, "reference_sheets")]
    links += [SupplierPage._meta.get_field(name) for name in ("technology_groups", "sectors")]
    own = [Page, SupplierPage, TechnologyPage, SupplierCountry, PerformanceLine, TechnologyVector]
    return [*own, *(link.remote_field.through for link in links)]


def _columns(model: type[Model]) -> list[Any]:
    """Columns of the model's own table, but for an id that the database gives."""
    return [field for field in model._meta.local_concrete_fields if not isinstance(field, AutoField)]


def _insert(model: type[Model], rows: Sequence[Row]) -> None:
    """Rows by column name, as many in one statement as the database takes; without a model instance for each."""
    columns = _columns(model)
    size = max(1, connection.ops.bulk_batch_size(columns, rows))
    for start in range(0, len(rows), size):
        some = [SimpleNamespace(**row) for row in rows[start : start + size]]
        model._base_manager._insert(some, fields=columns, using=connection.alias, raw=True)
