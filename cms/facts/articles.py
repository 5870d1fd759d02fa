"""The article that explains the product itself. It is made once; from then on it is the editors'."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType

from cms.models import ArticlePage, KnowledgeIndexPage, LoadedRecord

from .streams import stream
from .tree import section
from .writing import publish, put_page

SOURCE = "built-in"
SLUG = "how-matching-works"
_INTRODUCTION = (
    "Every match on this site comes with its reasons. "
    "This page says how they come about, so that you can check them."
)
_BODY = (
    ("heading", "What is read from your text"),
    (
        "text",
        "<p>You describe a problem in any of ten languages. Sectors, media, pollutants, countries and numbers with "
        "units are found in your words and shown to you. Correct what is wrong: the matches follow at once.</p>",
    ),
    ("heading", "What a verdict means"),
    (
        "text",
        "<p>Each of your requirements is held against what the technology's sheet states, in one unit and with the "
        "calculation shown. There are four answers:</p>"
        "<ul><li><b>Met</b>: the whole stated range keeps your limit.</li>"
        "<li><b>Met in part</b>: only some of the stated range does.</li>"
        "<li><b>Not met</b>: no part of the stated range does.</li>"
        "<li><b>Not stated</b>: the sheet says nothing about it. This never counts as met.</li></ul>"
        "<p>A technology that fails one of your musts is never ranked above one that fails none.</p>",
    ),
    ("heading", "What the order depends on"),
    (
        "text",
        "<p>The order follows from a sum of parts, and every part is shown: words that agree, codes that agree, "
        "verdicts on your numbers, and more. Nobody can pay for a place.</p>",
    ),
    ("heading", "What it cannot do"),
    (
        "text",
        "<p>Ranges on a sheet come from literature, plants or suppliers, as each line says; your water, waste or air "
        "may differ. Take the list as a start for questions to suppliers, and a test at your site as the proof.</p>",
    ),
)


def make_article() -> None:
    """Write the article in an empty site; never again, even where an editor has removed it."""
    if LoadedRecord.objects.filter(source=SOURCE, record_id=SLUG).exists():
        return
    knowledge = section(KnowledgeIndexPage)
    if knowledge.get_children().filter(slug=SLUG).exists():
        return
    page = ArticlePage(
        title="How matching works", author="Estuary", introduction=_INTRODUCTION, body=stream(_BODY)
    )
    publish(put_page(page, knowledge, SLUG))
    LoadedRecord.objects.create(
        source=SOURCE,
        record_id=SLUG,
        content_type=ContentType.objects.get_for_model(ArticlePage),
        object_id=str(page.pk),
    )
