"""Everything that is published, one module per kind of record."""

from .country import CountryPage, DischargeLimit, DischargeStandard, FocalPoint, FundingCountry, FundingSource
from .demonstration import DemonstrationBasePage, DemonstrationProjectPage, Measurement
from .fields import Sourced
from .knowledge import ArticlePage, EventPage, TrainingPage
from .labels import (
    CertifiedProduct,
    LabelCriteria,
    LabelSchemePage,
    ProductGroup,
    SchemeCount,
    SchemeFee,
)
from .loading import LoadedRecord
from .recognition import AgreementParty, RecognitionAgreement
from .sections import (
    CountryIndexPage,
    DemonstrationIndexPage,
    HomePage,
    KnowledgeIndexPage,
    LabelIndexPage,
    ReferenceLibraryPage,
    SupplierIndexPage,
)
from .supplier import SupplierCertificate, SupplierCountry, SupplierPage, SupplierReference
from .technology import TechnologyPage
from .technology_lines import PerformanceLine, TechnologyWords
from .vocabulary import Concept, ConceptLabel, Scheme, SynonymGroup

__all__ = [
    "AgreementParty",
    "ArticlePage",
    "CertifiedProduct",
    "Concept",
    "ConceptLabel",
    "CountryIndexPage",
    "CountryPage",
    "DemonstrationBasePage",
    "DemonstrationIndexPage",
    "DemonstrationProjectPage",
    "DischargeLimit",
    "DischargeStandard",
    "EventPage",
    "FocalPoint",
    "FundingCountry",
    "FundingSource",
    "HomePage",
    "KnowledgeIndexPage",
    "LabelCriteria",
    "LabelIndexPage",
    "LabelSchemePage",
    "LoadedRecord",
    "Measurement",
    "PerformanceLine",
    "ProductGroup",
    "RecognitionAgreement",
    "ReferenceLibraryPage",
    "Scheme",
    "SchemeCount",
    "SchemeFee",
    "Sourced",
    "SupplierCertificate",
    "SupplierCountry",
    "SupplierIndexPage",
    "SupplierPage",
    "SupplierReference",
    "SynonymGroup",
    "TechnologyPage",
    "TechnologyWords",
    "TrainingPage",
]
