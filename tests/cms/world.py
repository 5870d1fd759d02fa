"""A small catalogue with one record of each kind, for tests of its pages."""

from wagtail.models import Page, Site

from cms.models import (
    AgreementParty,
    ArticlePage,
    CertifiedProduct,
    Concept,
    ConceptLabel,
    CountryIndexPage,
    CountryPage,
    DemonstrationBasePage,
    DemonstrationIndexPage,
    DemonstrationProjectPage,
    DischargeLimit,
    DischargeStandard,
    EventPage,
    FocalPoint,
    FundingCountry,
    FundingSource,
    HomePage,
    KnowledgeIndexPage,
    LabelCriteria,
    LabelIndexPage,
    LabelSchemePage,
    Measurement,
    PerformanceLine,
    ProductGroup,
    RecognitionAgreement,
    ReferenceLibraryPage,
    SupplierCountry,
    SupplierIndexPage,
    SupplierPage,
    SupplierReference,
    TechnologyPage,
    TechnologyWords,
    TrainingPage,
)


def items(*sentences):
    return [{"type": "item", "value": sentence} for sentence in sentences]


def sources(*addresses, seen=True):
    return [
        {
            "type": "source",
            "value": {"title": f"Title of {a}", "url": a, "supports": "", "page_date": "", "seen": seen},
        }
        for a in addresses
    ]


CODES = (
    ("medium", "water"),
    ("sector", "textile"),
    ("parameter", "cod"),
    ("technology-group", "membrane"),
    ("listing-type", "process"),
    ("maturity", "proven"),
)


class World:
    """A catalogue with one record of each kind."""

    def __init__(self):
        self.code = {
            code: Concept.objects.create(scheme=scheme, code=code, label=code.title())
            for scheme, code in CODES
        }
        ConceptLabel.objects.create(concept=self.code["cod"], language="vi", label="Nhu cầu oxy", sure=False)
        root = Page.get_first_root_node()
        for page in root.get_children():
            page.delete()
        self.home = Page.objects.get(pk=root.pk).add_child(instance=HomePage(title="Estuary", slug="home"))
        Site.objects.all().delete()
        Site.objects.create(hostname="testserver", root_page=self.home, is_default_site=True)
        self.library = self.section(ReferenceLibraryPage, "technologies")
        self.suppliers = self.section(SupplierIndexPage, "suppliers")
        self.demonstrations = self.section(DemonstrationIndexPage, "demonstrations")
        self.labels = self.section(LabelIndexPage, "labels")
        self.countries = self.section(CountryIndexPage, "countries")
        self.knowledge = self.section(KnowledgeIndexPage, "knowledge")
        self.mbr = self.technology("mbr", "Membrane bioreactor")
        self.supplier = self.add_supplier("acme")
        self.fill()

    def section(self, kind, slug):
        return self.home.add_child(instance=kind(title=slug.title(), slug=slug))

    def technology(self, slug, title, parent=None):
        page = TechnologyPage(
            title=title, slug=slug, summary=f"Summary of {title}", problem="Little land",
            group=self.code["membrane"], listing_type=self.code["process"], maturity=self.code["proven"], trl=9,
            capacity_min=10, capacity_max=500000, capacity_unit="m3/d", opex_min=0.2, opex_max=0.55, opex_unit="USD/m3",
            limits_of_use=items("oil above 50 mg/L"), other_names=items("MBR"),
            sources=sources("https://a.example/seen") + sources("https://a.example/unseen", seen=False),
            unconfirmed=items("capex: order only"),
        )  # fmt: skip
        page.media = [self.code["water"]]
        page.sectors = [self.code["textile"]]
        page.performance.add(
            PerformanceLine(
                parameter=self.code["cod"],
                inlet_min=250,
                inlet_max=1000,
                outlet_min=15,
                outlet_max=40,
                unit="mg/L",
            )
        )
        page.words.add(
            TechnologyWords(language="vi", title="Bể sinh học màng", summary="Tóm tắt", origin="machine"),
            TechnologyWords(language="zh", title="膜生物反应器", summary="摘要", origin="machine"),
        )
        return (parent or self.library).add_child(instance=page)

    def add_supplier(self, slug, **fields):
        page = SupplierPage(
            title=slug.title(),
            slug=slug,
            country="CN",
            name_local="爱克美",
            summary="Makes membranes",
            **fields,
        )
        page.technology_groups = [self.code["membrane"]]
        page.references.add(SupplierReference(name="A plant", country="VN", year=2018, capacity="400 m3/d"))
        page.active_in.add(SupplierCountry(country="VN"))
        return self.suppliers.add_child(instance=page)

    def add_standard(self, code, country, limit, **fields):
        standard = DischargeStandard(
            code=code, country=country, name="Industrial wastewater", citation=code, medium=self.code["water"],
            status=fields.pop("status", "in force"), **fields,
        )  # fmt: skip
        standard.sectors = [self.code["textile"]]
        standard.limits.add(DischargeLimit(parameter=self.code["cod"], value_max=limit, unit="mg/L"))
        standard.save()

    def fill(self):
        self.add_standard("vn-a", "VN", 75)
        self.add_standard("th-a", "TH", 30, unconfirmed=items("limits"))
        self.add_standard("th-b", "TH", 10, status="replaced")
        project = DemonstrationProjectPage(
            title="Can Tho", slug="can-tho", country="VN", year=2018, capacity="400 m3/d",
            results=items("56 700 t treated"), caution="The tonnage does not fit", sources=sources("https://a.example/p"),
        )  # fmt: skip
        project.technologies = [self.mbr]
        project.measurements.add(
            Measurement(
                parameter=self.code["cod"],
                before_min=700,
                before_max=900,
                after_max=75,
                unit="mg/L",
                samples=12,
            )
        )
        self.project = self.demonstrations.add_child(instance=project)
        self.base = self.demonstrations.add_child(
            instance=DemonstrationBasePage(title="Yixing", slug="yixing", country="CN")
        )
        self.country = self.countries.add_child(
            instance=CountryPage(title="Viet Nam", slug="viet-nam", country="VN")
        )
        FocalPoint.objects.create(country="VN", name="Ministry", name_local="Bộ")
        fund = FundingSource(code="fund", name="A fund", operator="A bank")
        fund.countries.add(FundingCountry(country="VN"))
        fund.save()
        self.fill_labels()
        self.article = self.knowledge.add_child(
            instance=ArticlePage(
                title="How to",
                slug="how-to",
                body=[{"type": "heading", "value": "A heading"}, {"type": "text", "value": "<p>Text</p>"}],
            )
        )
        self.event = self.knowledge.add_child(
            instance=EventPage(title="Forum", slug="forum", last_seen="2024-10")
        )
        self.training = self.knowledge.add_child(
            instance=TrainingPage(title="Course", slug="course", topics=items("air"))
        )

    def fill_labels(self):
        group = ProductGroup.objects.create(code="paints", label="Paints", labels={"vi": "Sơn"})
        self.scheme = self.labels.add_child(
            instance=LabelSchemePage(
                title="China label",
                slug="cn",
                country="CN",
                region="china",
                name_local="中国环境标志",
                local_language="zh",
                steps=items("Ask"),
                sources=sources("https://a.example/l"),
            )
        )
        LabelCriteria.objects.create(
            scheme=self.scheme, group=group, document="HJ 1", source="https://a.example/c"
        )
        agreement = RecognitionAgreement(
            code="cn-jp", kind="mutual recognition agreement", year=2005, scope=items("paint")
        )
        agreement.parties.add(AgreementParty(country="CN"), AgreementParty(country="JP"))
        agreement.groups = [group]
        agreement.save()
        self.product = CertifiedProduct.objects.create(
            code="paint-1",
            product="Paint",
            scheme=self.scheme,
            group=group,
            status="seen",
            seen_on="2014-04-16",
        )

    def pages(self):
        return {name: page for name, page in vars(self).items() if isinstance(page, Page | CertifiedProduct)}
