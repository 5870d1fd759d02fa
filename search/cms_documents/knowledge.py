"""Eco-labels, products, countries, articles and gatherings as documents."""

from cms.countries import country_name
from cms.languages import DATA_LANGUAGES
from cms.models import (
    ArticlePage,
    CertifiedProduct,
    CountryPage,
    DischargeStandard,
    EventPage,
    LabelSchemePage,
    TrainingPage,
)
from search.cms_documents.pages import items, join, published, route, some
from search.documents import SearchDocument, Words, record_name


def label_scheme(page: LabelSchemePage) -> SearchDocument:
    """An eco-label; its name in its own language is a title of its own."""
    body = [page.owner, *items(page.product_categories), *items(page.steps), page.recognition_route]
    names = some(page.name_local)
    words = {"en": Words(page.title, page.notes or page.issuing_body, names, join(body))}
    if page.name_local and page.local_language in DATA_LANGUAGES and page.local_language != "en":
        words[page.local_language] = Words(page.name_local)
    return SearchDocument(
        record=record_name(page),
        kind="label-scheme",
        id=page.slug,
        words=words,
        route=route(page),
        facets={"country": some(page.country)},
        date=published(page),
        note=page.issuing_body,
    )


def product(row: CertifiedProduct) -> SearchDocument:
    """A certified product, found by its number, its company and its group's names in every language."""
    title = f"{row.product} {row.model}".strip()
    summary = join([row.company, row.scheme.title, row.group.label], " – ")
    body = join([*row.group.aliases, row.criteria_document, row.note])
    words = {"en": Words(title, summary, some(row.licence_number), body)}
    for language, label in row.group.labels.items():
        if language in DATA_LANGUAGES and language != "en" and label:
            words[language] = Words("", label)
    return SearchDocument(
        record=record_name(row),
        kind="product",
        id=row.code,
        words=words,
        route=("cms:product", row.code),
        facets={"country": some(row.company_country)},
        date=row.issued.isoformat() if row.issued else "",
        note=row.company,
    )


def country(page: CountryPage) -> SearchDocument:
    """A country, found by its name in every language and by its discharge standards."""
    standards = DischargeStandard.objects.filter(country=page.country)
    body = join(standards.values_list("citation", flat=True))
    words = {code: Words(country_name(page.country, code)) for code in DATA_LANGUAGES if code != "en"}
    words["en"] = Words(page.title, terms=(country_name(page.country, "en"),), body=body)
    return SearchDocument(
        record=record_name(page),
        kind="country",
        id=page.slug,
        words=words,
        route=route(page),
        facets={"country": (page.country,)},
        date=published(page),
    )


def article(page: ArticlePage) -> SearchDocument:
    """A guide, a report or a piece of news."""
    body = join(page.body.stream_block.get_searchable_content(page.body))
    return SearchDocument(
        record=record_name(page),
        kind="article",
        id=page.slug,
        words={"en": Words(page.title, page.introduction, body=body)},
        route=route(page),
        date=page.date.isoformat() if page.date else published(page),
        note=page.author,
    )


def gathering(page: EventPage | TrainingPage) -> SearchDocument:
    """A conference, an exhibition or a training."""
    words = Words(page.title, join(items(page.topics), "; "), body=join([page.place, page.organiser]))
    return SearchDocument(
        record=record_name(page),
        kind="event" if isinstance(page, EventPage) else "training",
        id=page.slug,
        words={"en": words},
        route=route(page),
        facets={"country": some(page.country)},
        date=published(page),
        note=page.place,
    )
