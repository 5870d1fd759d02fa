"""Fields and blocks that many records share: sources, short lists of sentences, countries."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.countries import country_choices

from .constraints import FIRST_YEAR, LAST_YEAR


class SourceValue(blocks.StructValue):
    """What templates ask of a source."""

    @property
    def name(self) -> str:
        """The title, or the address where no title is known."""
        return self.get("title") or self.get("url") or ""

    @property
    def doubtful(self) -> bool:
        """Whether nobody is recorded as having read it."""
        return not self.get("seen")


class SourceBlock(blocks.StructBlock):
    """Where a fact comes from. Without an address the title says what to look for."""

    title = blocks.CharBlock(required=False, label=_("Title"))
    url = blocks.CharBlock(required=False, label=_("Address"), max_length=1000)
    supports = blocks.CharBlock(required=False, label=_("What it supports"))
    page_date = blocks.CharBlock(required=False, label=_("Date of the page"), max_length=40)
    seen = blocks.BooleanBlock(required=False, default=True, label=_("The page or paper was read"))

    class Meta:
        icon = "link"
        label = _("Source")
        value_class = SourceValue


def items_field(verbose_name: str, help_text: str = "") -> StreamField:
    """A list of short sentences, one block each; read it with ``[block.value for block in field]``."""
    return StreamField(
        [("item", blocks.CharBlock(label=_("Item"), max_length=2000))],
        verbose_name=verbose_name,
        help_text=help_text,
        blank=True,
        default=list,
    )


def country_field(verbose_name: str, **options: object) -> models.CharField:
    """One country by its ISO code."""
    return models.CharField(verbose_name, max_length=8, choices=country_choices, **options)


def year_field(verbose_name: str, first: int = FIRST_YEAR) -> models.PositiveSmallIntegerField:
    """A year that is not before ``first``; empty means that nobody stated it."""
    return models.PositiveSmallIntegerField(
        verbose_name,
        null=True,
        blank=True,
        validators=[MinValueValidator(first), MaxValueValidator(LAST_YEAR)],
    )


class Sourced(models.Model):
    """A record that names its sources and which of its values were not seen on a page."""

    sources = StreamField(
        [("source", SourceBlock())],
        verbose_name=_("sources"),
        blank=True,
        default=list,
        help_text=_("Shown on the page"),
    )
    unconfirmed = items_field(
        _("not confirmed"),
        _("Fields whose value was not seen on a page, detail after a colon. Shown as 'not confirmed'."),
    )

    class Meta:
        abstract = True

    def is_unconfirmed(self, field: str) -> bool:
        """Whether a field's value was not seen on a page (``limits`` also covers ``limits: COD``)."""
        return any(str(block.value).split(":")[0].strip() == field for block in self.unconfirmed)


source_panels = MultiFieldPanel(
    [FieldPanel("sources"), FieldPanel("unconfirmed")], heading=_("Sources"), classname="collapsed"
)
