"""Articles, conferences and trainings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from .constraints import countries_by_code, known_values, plausible_years
from .fields import Sourced, country_field, items_field, source_panels, year_field
from .technology import TechnologyPage


class ArticlePage(Sourced, Page):
    """A guide, a report or a piece of news."""

    date = models.DateField(_("date"), null=True, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(
        [
            ("heading", blocks.CharBlock(form_classname="title", label=_("Heading"))),
            ("text", blocks.RichTextBlock(features=["bold", "italic", "link", "ul", "ol"], label=_("Text"))),
            ("image", ImageBlock(label=_("Image"))),
            ("quote", blocks.BlockQuoteBlock(label=_("Quotation"))),
        ],
        verbose_name=_("body"),
        blank=True,
    )
    technologies = ParentalManyToManyField(
        TechnologyPage, verbose_name=_("technologies"), blank=True, related_name="articles"
    )

    parent_page_types = ["cms.KnowledgeIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("author")]),
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("technologies"),
        source_panels,
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class GatheringFields(Sourced):
    """What conferences and trainings have in common."""

    place = models.CharField(_("place"), max_length=300, blank=True)
    country = country_field(_("country"), blank=True)
    frequency = models.CharField(_("frequency"), max_length=200, blank=True)
    first_year = year_field(_("first year"))
    last_seen = models.CharField(_("last held, as far as seen"), max_length=40, blank=True)
    topics = items_field(_("topics"))
    organiser = models.CharField(_("organiser"), max_length=300, blank=True)

    class Meta:
        abstract = True

    fact_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("place"), FieldPanel("country")]),
                FieldRowPanel([FieldPanel("frequency"), FieldPanel("first_year"), FieldPanel("last_seen")]),
                FieldPanel("organiser"),
                FieldPanel("topics"),
            ],
            heading=_("When and where"),
        ),
    ]


class EventKind(models.TextChoices):
    """What people come for."""

    CONFERENCE = "conference", _("conference")
    EXHIBITION = "exhibition", _("exhibition")


class EventPage(GatheringFields, Page):
    """A conference or an exhibition."""

    Kind = EventKind

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.CONFERENCE)

    parent_page_types = ["cms.KnowledgeIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("kind"), *GatheringFields.fact_panels, source_panels]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            countries_by_code("event_country", "country"),
            plausible_years("event_first_year", "first_year"),
            known_values("event_known_values", empty=["kind"], kind=EventKind.values),
        ]


class TrainingPage(GatheringFields, Page):
    """A training that people can apply for."""

    parent_page_types = ["cms.KnowledgeIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, *GatheringFields.fact_panels, source_panels]

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        constraints = [
            countries_by_code("training_country", "country"),
            plausible_years("training_first_year", "first_year"),
        ]
