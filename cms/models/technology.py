"""Technology sheets: the generic ones of the reference library and the listings of suppliers, with the same fields."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.models import Page

from cms.admin.widgets import GoalsInput

from .constraints import (
    above_zero,
    between,
    not_negative,
    plausible_years,
    spans_in_order,
    spans_with_units,
)
from .fields import Sourced, items_field, source_panels, year_field
from .quantities import (
    READINESS_LEVELS,
    amount,
    bound,
    code_field,
    codes_field,
    lifetime_field,
    missing_units,
    refuse,
    span_panel,
    swapped_ends,
)
from .stored_lists import check_goals, check_image
from .vocabulary import Scheme

SPANS = ("capacity", "footprint", "energy_use", "capex", "opex")
# A plant may give energy away, and what it recovers may earn more than it costs to run.
NOT_NEGATIVE = ("capacity", "footprint", "capex")


def technology_constraints() -> list[models.CheckConstraint]:
    """What is true of every technology."""
    return [
        spans_in_order("technology_in_order", *SPANS),
        spans_with_units("technology_units", *SPANS),
        not_negative(
            "technology_not_negative", *(f"{name}_{end}" for name in NOT_NEGATIVE for end in ("min", "max"))
        ),
        above_zero("technology_lifetime", "lifetime_years"),
        plausible_years("technology_price_years", "capex_year", "opex_year"),
        between("technology_readiness_level", *READINESS_LEVELS, "trl"),
    ]


class TechnologyPage(Sourced, Page):
    """A technology: what it does, where it does not work, and its performance as numbers with units.

    Under a ``ReferenceLibraryPage`` it is a generic sheet; under a ``SupplierPage`` it is that supplier's listing.
    """

    SPANS = SPANS

    other_names = items_field(_("other names"), _("Other English names and abbreviations"))
    requests = items_field(
        _("requests it answers"),
        _("How an agency that does not know its name would ask for it, in English; matching reads them too"),
    )
    summary = models.TextField(_("summary"), help_text=_("One or two sentences: what it is used for"))
    problem = models.TextField(_("problem"), help_text=_("The problem it solves, in a user's words"))
    principle = models.TextField(
        _("principle"), blank=True, help_text=_("How it works, two to four sentences")
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(_("image description"), max_length=250, blank=True)

    group = code_field(Scheme.GROUP, _("technology group"))
    listing_type = code_field(Scheme.LISTING_TYPE, _("listing type"))
    media = codes_field(Scheme.MEDIUM, _("media"))
    sectors = codes_field(Scheme.SECTOR, _("sectors"))
    parameters = codes_field(Scheme.PARAMETER, _("parameters it removes, saves or measures"))
    cooperation = codes_field(Scheme.COOPERATION, _("cooperation"))
    sdgs = models.JSONField(_("Sustainable Development Goals"), default=list, blank=True, help_text="1–17")

    capacity_min = amount(_("capacity from"))
    capacity_max = amount(_("capacity to"))
    capacity_unit = models.CharField(
        _("capacity unit"), max_length=60, blank=True, help_text="m3/d, t/d, Nm3/h, kW, ha …"
    )
    capacity_modular = models.BooleanField(_("modular: units are simply added"), default=False)
    footprint_min = amount(_("land from"))
    footprint_max = amount(_("land to"))
    footprint_unit = models.CharField(_("land unit"), max_length=60, blank=True, help_text="m2/(m3/d)")
    footprint_basis = models.CharField(_("land: basis"), max_length=200, blank=True)
    energy_use_min = bound(_("energy from"))
    energy_use_max = bound(_("energy to"))
    energy_use_unit = models.CharField(_("energy unit"), max_length=60, blank=True, help_text="kWh/m3")
    energy_use_basis = models.CharField(_("energy: basis"), max_length=200, blank=True)
    capex_min = amount(_("cost to build from"))
    capex_max = amount(_("cost to build to"))
    capex_unit = models.CharField(_("cost to build: unit"), max_length=60, blank=True, help_text="USD/(m3/d)")
    capex_basis = models.CharField(_("cost to build: basis"), max_length=200, blank=True)
    capex_year = year_field(_("cost to build: price year"))
    opex_min = bound(_("cost to run from"))
    opex_max = bound(_("cost to run to"))
    opex_unit = models.CharField(_("cost to run: unit"), max_length=60, blank=True, help_text="USD/m3")
    opex_basis = models.CharField(_("cost to run: basis"), max_length=200, blank=True)
    opex_year = year_field(_("cost to run: price year"))
    lifetime_years = lifetime_field(_("lifetime, years"))

    trl = models.PositiveSmallIntegerField(
        _("technology readiness level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(READINESS_LEVELS[0]), MaxValueValidator(READINESS_LEVELS[1])],
    )
    maturity = code_field(Scheme.MATURITY, _("maturity"), null=True, blank=True)
    operator_skill = code_field(Scheme.OPERATOR_SKILL, _("operator skill"), null=True, blank=True)
    evidence = code_field(
        Scheme.EVIDENCE, _("evidence level"), null=True, blank=True, help_text=_("Listings of suppliers only")
    )
    site_needs = items_field(_("what the site must offer"))
    residues = items_field(_("residues"), _("What it leaves behind"))
    limits_of_use = items_field(_("limits of use"), _("Where it does not work, or what breaks it"))
    better_than = models.TextField(
        _("better than"), blank=True, help_text=_("The usual alternative, and by how much")
    )
    local_fit = models.TextField(
        _("local fit"), blank=True, help_text=_("Climate, monsoon, salinity, power cuts, spare parts")
    )

    related = ParentalManyToManyField(
        "self", verbose_name=_("alternatives or complements"), symmetrical=False, blank=True
    )
    reference_sheets = ParentalManyToManyField(
        "self",
        verbose_name=_("reference sheets"),
        symmetrical=False,
        blank=True,
        related_name="listings",
        help_text=_("The generic sheets this listing belongs to; it inherits their words in ten languages"),
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Made up to show how things look; said on the page")
    )

    parent_page_types = ["cms.ReferenceLibraryPage", "cms.SupplierPage"]
    subpage_types: list[str] = []

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title"),
                    FieldPanel("other_names"),
                    FieldPanel("requests"),
                    MultiFieldPanel(
                        [FieldPanel("summary"), FieldPanel("problem"), FieldPanel("principle")],
                        heading=_("What it does"),
                    ),
                    MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Image")),
                    MultiFieldPanel(
                        [FieldPanel("limits_of_use"), FieldPanel("site_needs"), FieldPanel("residues")],
                        heading=_("Where it does not work, and what it asks for"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("better_than"), FieldPanel("local_fit")], heading=_("Choice and place")
                    ),
                    source_panels,
                ],
                heading=_("Words"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        content=_(
                            "State only what a source supports. "
                            "An empty field is shown as 'not stated' and never counts as met."
                        )
                    ),
                    span_panel("capacity", _("Capacity of one installation"), "capacity_modular"),
                    span_panel("footprint", _("Land"), "footprint_basis"),
                    span_panel("energy_use", _("Energy"), "energy_use_basis"),
                    span_panel("capex", _("Cost to build"), "capex_basis", "capex_year"),
                    span_panel("opex", _("Cost to run"), "opex_basis", "opex_year"),
                    FieldPanel("lifetime_years"),
                    InlinePanel("performance", heading=_("Performance"), label=_("Performance line")),
                ],
                heading=_("Numbers"),
            ),
            ObjectList(
                [
                    FieldPanel("group"),
                    FieldPanel("listing_type"),
                    FieldPanel("media"),
                    FieldPanel("sectors"),
                    FieldPanel("parameters"),
                    FieldPanel("cooperation"),
                    FieldRowPanel([FieldPanel("trl"), FieldPanel("maturity")]),
                    FieldRowPanel([FieldPanel("operator_skill"), FieldPanel("evidence")]),
                    FieldPanel("sdgs", widget=GoalsInput),
                    FieldPanel("related"),
                    FieldPanel("reference_sheets"),
                ],
                heading=_("Codes"),
            ),
            ObjectList(
                [InlinePanel("words", heading=_("Other languages"), label=_("Language"))],
                heading=_("Languages"),
            ),
            ObjectList(
                [*Page.promote_panels, *Page.settings_panels, FieldPanel("is_sample")], heading=_("Settings")
            ),
        ]
    )

    class Meta:
        verbose_name = _("technology")
        verbose_name_plural = _("technologies")
        constraints = technology_constraints()

    def clean(self) -> None:
        """Refuse swapped ends, numbers without a unit, goals that do not exist and an image without words, each at
        the field of the mistake.
        """
        super().clean()
        refuse(swapped_ends(self, self.SPANS), missing_units(self, self.SPANS))
        check_goals(self, "sdgs")
        check_image(self)

    @property
    def is_reference(self) -> bool:
        """Whether this is a generic sheet without a supplier."""
        return (
            not self.get_parent().specific_class
            or self.get_parent().specific_class.__name__ == "ReferenceLibraryPage"
        )

    def get_context(self, request, *args, **kwargs):  # noqa: ANN201 - Wagtail's own signature
        """The page, read with few queries."""
        from cms.selectors.technologies import technology_context

        return {**super().get_context(request, *args, **kwargs), **technology_context(self, request)}
