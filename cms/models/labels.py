"""The eco-labelling alliance: schemes, product groups, criteria and certified products."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from cms.admin.widgets import ByLanguageInput, LinesInput

from .constraints import above_zero, countries_by_code, known_values, plausible_years
from .fields import Sourced, country_field, items_field, source_panels, year_field
from .quantities import lifetime_field
from .stored_lists import check_by_language, check_texts

CURRENCY = r"^[A-Z]{3}\Z"  # ISO 4217


class SchemeRegion(models.TextChoices):
    """Where a scheme stands to the alliance."""

    CHINA = "china", _("China")
    ASEAN = "asean", _("ASEAN")
    PARTNER = "partner", _("partner")
    NETWORK = "network", _("network")


class LabelSchemePage(Sourced, Page):
    """An eco-label: who issues it, since when, for what, and what an applicant does."""

    Region = SchemeRegion

    name_local = models.CharField(_("name in the local language"), max_length=300, blank=True)
    local_language = models.CharField(_("local language"), max_length=12, blank=True)
    country = country_field(_("country"), blank=True)
    region = models.CharField(_("region"), max_length=12, choices=Region.choices)
    exists = models.BooleanField(
        _("a label exists"), default=True, help_text=_("False: the page says that there is none")
    )
    issuing_body = models.CharField(_("issuing body"), max_length=300, blank=True)
    ministry = models.CharField(_("owner or ministry"), max_length=300, blank=True)
    year_founded = year_field(_("since"))
    iso_type = models.CharField(_("type"), max_length=200, blank=True, help_text="Type I (ISO 14024) …")
    gen_member = models.BooleanField(_("member of the Global Ecolabelling Network"), null=True, blank=True)
    gen_member_basis = models.CharField(_("basis of the membership statement"), max_length=300, blank=True)
    website = models.CharField(_("website"), max_length=500, blank=True)
    categories_text = models.CharField(_("number of product categories"), max_length=200, blank=True)
    products_text = models.CharField(_("number of certified products"), max_length=200, blank=True)
    counts_as_of = models.CharField(_("counts as of"), max_length=300, blank=True)
    product_categories = items_field(_("product categories, in the source's words"))
    status = models.CharField(_("status"), max_length=200, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    steps = items_field(_("steps to the label"))
    documents_asked = items_field(_("documents asked for"))
    tests = items_field(_("tests"))
    duration = models.CharField(_("duration"), max_length=300, blank=True)
    validity_years = lifetime_field(_("valid for, years"))
    contact_page = models.CharField(_("contact page"), max_length=500, blank=True)
    complaint_channel = models.CharField(_("complaint channel"), max_length=300, blank=True)
    recognition_route = models.TextField(_("route by recognition"), blank=True)
    procedure_note = models.TextField(_("note on the procedure"), blank=True)

    parent_page_types = ["cms.LabelIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("name_local"), FieldPanel("local_language")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("country"), FieldPanel("region"), FieldPanel("exists")]),
                FieldPanel("issuing_body"),
                FieldPanel("ministry"),
                FieldRowPanel([FieldPanel("year_founded"), FieldPanel("iso_type"), FieldPanel("status")]),
                FieldRowPanel([FieldPanel("gen_member"), FieldPanel("gen_member_basis")]),
                FieldPanel("website"),
            ],
            heading=_("Scheme"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("categories_text"), FieldPanel("products_text"), FieldPanel("counts_as_of")]
                ),
                FieldPanel("product_categories"),
                InlinePanel("counts", heading=_("Earlier counts"), label=_("Count")),
            ],
            heading=_("Size"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("steps"),
                FieldPanel("documents_asked"),
                FieldPanel("tests"),
                InlinePanel("fees", heading=_("Fees"), label=_("Fee")),
                FieldRowPanel([FieldPanel("duration"), FieldPanel("validity_years")]),
                FieldRowPanel([FieldPanel("contact_page"), FieldPanel("complaint_channel")]),
                FieldPanel("recognition_route"),
                FieldPanel("procedure_note"),
            ],
            heading=_("What an applicant does"),
        ),
        FieldPanel("notes"),
        source_panels,
    ]

    class Meta:
        verbose_name = _("label scheme")
        verbose_name_plural = _("label schemes")
        constraints = [
            countries_by_code("scheme_country", "country"),
            plausible_years("scheme_founded", "year_founded"),
            above_zero("scheme_validity", "validity_years"),
            known_values("scheme_known_values", empty=["region"], region=SchemeRegion.values),
        ]

    def get_context(self, request, *args, **kwargs):  # noqa: ANN201 - Wagtail's own signature
        """The page, read with few queries."""
        from cms.selectors.labels import scheme_context

        return {**super().get_context(request, *args, **kwargs), **scheme_context(self)}


class SchemeCount(Orderable):
    """How large a scheme was at a date, in the words of its source."""

    page = ParentalKey(LabelSchemePage, on_delete=models.CASCADE, related_name="counts")
    as_of = models.CharField(_("as of"), max_length=120)
    text = models.CharField(_("counts"), max_length=500)
    source = models.CharField(_("source"), max_length=1000, blank=True)


class SchemeFee(Orderable):
    """A fee of a scheme, in its own currency and year."""

    page = ParentalKey(LabelSchemePage, on_delete=models.CASCADE, related_name="fees")
    text = models.CharField(_("fee"), max_length=500)
    currency = models.CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(CURRENCY, _("Write the code of the currency, for example THB."))],
    )
    year = year_field(_("year"))

    class Meta(Orderable.Meta):
        constraints = [
            plausible_years("fee_year", "year"),
            models.CheckConstraint(
                name="fee_currency",
                condition=models.Q(currency="") | models.Q(currency__regex=CURRENCY),
                violation_error_message=_("Write the code of the currency, for example THB."),
            ),
        ]


class ProductGroup(Sourced, models.Model):
    """A harmonised group of products for which schemes write criteria."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    label = models.CharField(_("English label"), max_length=200)
    labels = models.JSONField(_("labels by language"), default=dict, blank=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    unspsc = models.CharField("UNSPSC", max_length=20, blank=True)
    cpa = models.CharField("CPA", max_length=20, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("label")]),
        FieldPanel("labels", widget=ByLanguageInput(lines=False, without=["en"])),
        FieldPanel("aliases", widget=LinesInput, help_text=_("One on each line")),
        FieldRowPanel([FieldPanel("unspsc"), FieldPanel("cpa")]),
        source_panels,
    ]

    class Meta:
        ordering = ["label"]
        verbose_name = _("product group")
        verbose_name_plural = _("product groups")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse labels and other names of the wrong kind."""
        super().clean()
        check_by_language(self, "labels", lists=False)
        check_texts(self, "aliases")


class LabelCriteria(Sourced, models.Model):
    """A scheme has criteria for a product group."""

    scheme = models.ForeignKey(
        LabelSchemePage, verbose_name=_("scheme"), on_delete=models.CASCADE, related_name="criteria"
    )
    group = models.ForeignKey(
        ProductGroup, verbose_name=_("product group"), on_delete=models.PROTECT, related_name="criteria"
    )
    local_name = models.CharField(_("name used by the scheme"), max_length=300, blank=True)
    document = models.CharField(_("criteria document"), max_length=300, blank=True)
    version = models.CharField(_("version or year"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=1000, blank=True)
    basis = models.CharField(_("basis"), max_length=60, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("scheme"), FieldPanel("group")]),
        FieldPanel("local_name"),
        FieldRowPanel([FieldPanel("document"), FieldPanel("version"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("basis")]),
        source_panels,
    ]

    class Meta:
        ordering = ["scheme", "group", "pk"]
        verbose_name = _("label criteria")
        verbose_name_plural = _("label criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "group", "local_name", "document", "version"],
                name="criteria_once",
                violation_error_message=_("These criteria of the scheme are listed already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.local_name or self.group}"


class CertifiedProduct(Sourced, models.Model):
    """A product seen as certified. Its present state is unknown unless a date says so."""

    code = models.SlugField(_("code"), max_length=160, unique=True)
    product = models.CharField(_("product"), max_length=300)
    model = models.CharField(_("model"), max_length=500, blank=True)
    company = models.CharField(_("company"), max_length=300, blank=True)
    company_country = country_field(_("company's country"), blank=True)
    scheme = models.ForeignKey(
        LabelSchemePage, verbose_name=_("scheme"), on_delete=models.PROTECT, related_name="products"
    )
    group = models.ForeignKey(
        ProductGroup, verbose_name=_("product group"), on_delete=models.PROTECT, related_name="products"
    )
    licence_number = models.CharField(_("licence number"), max_length=120, blank=True)
    criteria_document = models.CharField(_("criteria document"), max_length=300, blank=True)
    issued = models.DateField(_("issued"), null=True, blank=True)
    issued_text = models.CharField(_("issued, as stated"), max_length=40, blank=True)
    expires = models.DateField(_("expires"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=200)
    seen_on = models.CharField(_("date of the page"), max_length=40, blank=True)
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("product"), FieldPanel("model"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("company"), FieldPanel("company_country")]),
        FieldRowPanel([FieldPanel("scheme"), FieldPanel("group")]),
        FieldRowPanel([FieldPanel("licence_number"), FieldPanel("criteria_document")]),
        FieldRowPanel(
            [FieldPanel("issued"), FieldPanel("issued_text"), FieldPanel("expires"), FieldPanel("status")]
        ),
        FieldRowPanel([FieldPanel("seen_on"), FieldPanel("note")]),
        source_panels,
    ]

    class Meta:
        ordering = ["product", "code"]
        verbose_name = _("certified product")
        verbose_name_plural = _("certified products")
        constraints = [
            countries_by_code("product_company_country", "company_country"),
            models.CheckConstraint(
                name="product_licence_in_order",
                condition=models.Q(expires__gte=models.F("issued")),
                violation_error_message=_("The licence ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.model}".strip()

    def get_absolute_url(self) -> str:
        """The product's public page, in the active language."""
        return reverse("cms:product", args=[self.code])

    def clean(self) -> None:
        """Refuse a licence that ends before it begins."""
        super().clean()
        if self.issued and self.expires and self.expires < self.issued:
            raise ValidationError({"expires": _("The licence ends before it begins.")})
