from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageLogEntry, Revision, Site

from cms.facts import loaded, state
from cms.facts.applying import CHANGED_BY_EDITOR, REMOVED_BY_EDITOR, load
from cms.facts.catalogue import loaders
from cms.facts.report import FactsError, Report
from cms.models import (
    ArticlePage,
    CertifiedProduct,
    Concept,
    CountryPage,
    DemonstrationBasePage,
    DemonstrationProjectPage,
    DischargeStandard,
    EventPage,
    FocalPoint,
    FundingSource,
    HomePage,
    LabelCriteria,
    LabelSchemePage,
    LoadedRecord,
    PerformanceLine,
    ProductGroup,
    RecognitionAgreement,
    SupplierPage,
    SynonymGroup,
    TechnologyPage,
    TechnologyWords,
    TrainingPage,
)
from tests.fixtures import FULL, SMALL

Edit = Callable[[Any], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small catalogue that a test may break."""
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


def change(folder: Path, file: str, edit: Edit) -> None:
    path = folder / file
    document = json.loads(path.read_text(encoding="utf-8"))
    edit(document)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def by_id(records: list[dict], key: str) -> dict:
    return next(record for record in records if record["id"] == key)


def run(folder: Path, **options: Any) -> Report:
    return load(folder, loaders(), **options)


def problems(folder: Path) -> list[str]:
    with pytest.raises(FactsError) as caught:
        run(folder)
    return [str(problem) for problem in caught.value.problems]


# What is loaded


def test_a_sheet_keeps_every_number_of_its_file(small_catalogue):
    sheet = by_id(json.loads((SMALL / "technologies/wastewater.json").read_text()), "mbr")
    page = TechnologyPage.objects.get(slug="mbr")
    assert page.title == sheet["title"]["en"]
    assert page.group.code == sheet["group"]
    assert (page.capacity_min, page.capacity_max) == (sheet["capacity"]["min"], sheet["capacity"]["max"])
    assert page.capex_unit == sheet["capex"]["unit"]
    assert {c.code for c in page.parameters.all()} == set(sheet["parameters"])
    assert [block.value for block in page.limits_of_use] == sheet["limits_of_use"]
    assert [s.value["url"] for s in page.sources] == [s["url"] or "" for s in sheet["sources"]]
    line, stated = page.performance.first(), sheet["performance"][0]
    assert line.parameter.code == stated["parameter"]
    assert line.removal_max == stated["removal_percent"]["max"]
    assert page.performance.count() == len(sheet["performance"])
    assert {other.slug for other in page.related.all()} == set(sheet["related"])


def test_a_sheet_has_words_in_nine_languages_marked_as_machine_translation(small_catalogue):
    words = TechnologyPage.objects.get(slug="mbr").words.all()
    assert len(words) == 9
    assert {row.origin for row in words} == {TechnologyWords.Origin.MACHINE}


def test_the_sheets_own_chinese_title_goes_before_the_translations(small_catalogue):
    sheet = by_id(json.loads((SMALL / "technologies/air-industry.json").read_text()), "bag-filter")
    words = TechnologyWords.objects.get(page__slug="bag-filter", language="zh")
    assert words.title == sheet["title"]["zh"] == "袋式除尘器"


def test_a_sheet_carries_the_requests_it_answers(small_catalogue):
    rows = json.loads((SMALL / "technology-requests.json").read_text())
    asked = {row["id"]: row["requests"] for row in rows}
    for slug in ("mbr", "bag-filter"):
        page = TechnologyPage.objects.get(slug=slug)
        assert [str(block.value) for block in page.requests] == asked[slug]
        assert asked[slug]


@pytest.mark.django_db
def test_sheets_that_were_loaded_before_they_had_requests_receive_them(folder, monkeypatch):
    """As after an upgrade: the column is new and empty, and nobody edited anything."""
    asked = (folder / "technology-requests.json").read_text()
    (folder / "technology-requests.json").write_text("[]")
    with monkeypatch.context() as before:
        fields = state._content_fields
        before.setattr(
            state, "_content_fields", lambda *given: [f for f in fields(*given) if f.name != "requests"]
        )
        run(folder)
    (folder / "technology-requests.json").write_text(asked)
    run(folder)
    assert all(page.requests for page in TechnologyPage.objects.filter(slug__in=("mbr", "bag-filter")))


def test_every_page_has_one_revision_to_compare_later_edits_with(small_catalogue):
    page = TechnologyPage.objects.get(slug="mbr")
    assert page.revisions.count() == 1
    assert page.live
    assert not page.has_unpublished_changes
    assert page.live_revision_id == page.latest_revision_id
    assert page.get_latest_revision_as_object().performance.count() == page.performance.count()


def test_the_site_begins_at_the_home_page_and_has_a_page_for_each_country(small_catalogue):
    assert isinstance(Site.objects.get(is_default_site=True).root_page.specific, HomePage)
    assert CountryPage.objects.count() == 12
    assert CountryPage.objects.get(country="VN").url == "/en/countries/viet-nam/"
    assert not Page.find_problems()[0]


def test_a_country_without_a_label_has_a_page_that_says_so(small_catalogue):
    scheme = LabelSchemePage.objects.get(slug="kh-none")
    assert not scheme.exists
    assert scheme.title == "No national eco-label: Cambodia"


def test_procedures_are_part_of_the_schemes_page(small_catalogue):
    scheme = LabelSchemePage.objects.get(slug="sg-sgls")
    assert len(scheme.steps) > 3
    assert scheme.fees.first().currency == "SGD"


def test_only_agreements_that_recognise_count_as_such(small_catalogue):
    recognises = dict(RecognitionAgreement.objects.values_list("code", "recognises"))
    assert recognises["cn-jp-2005"]
    assert recognises["jp-sg-2023"]
    assert not recognises["cn-kh-2018"]


def test_an_agreement_is_linked_to_the_groups_that_its_words_name(small_catalogue):
    agreement = RecognitionAgreement.objects.get(code="cn-jp-kr-criteria")
    codes = {group.code for group in agreement.groups.all()}
    # 'printing ink' is ink; the group of printed matter, whose other name is 'printing', is not meant.
    assert codes == {"furniture", "imaging-equipment", "paints", "printing-ink", "projectors"}


def test_a_bare_number_is_a_limit_from_above_and_a_range_has_both_ends(small_catalogue):
    limits = {
        limit.parameter.code: limit
        for limit in DischargeStandard.objects.get(code="vn-qcvn40-2011-a").limits.all()
    }
    assert (limits["cod"].value_min, limits["cod"].value_max) == (None, 75)
    assert (limits["ph"].value_min, limits["ph"].value_max) == (6, 9)


def test_guidelines_of_the_worlds_organisations_belong_to_no_country(small_catalogue):
    assert DischargeStandard.objects.get(code="who-gdwq-2022").country == ""


def test_what_was_not_seen_on_a_page_is_kept_as_not_confirmed(small_catalogue):
    supplier = SupplierPage.objects.get(slug="everbright-environment")
    assert supplier.is_unconfirmed("name.local")
    assert not supplier.claimed


def test_each_kind_of_record_is_loaded(small_catalogue):
    assert DemonstrationBasePage.objects.get().slug == "yixing-base"
    assert DemonstrationProjectPage.objects.count() == 4
    assert TrainingPage.objects.count() == 1
    assert EventPage.objects.count() == 2
    assert ArticlePage.objects.get().author == "Estuary"
    assert FocalPoint.objects.count() == FundingSource.objects.count() == 3
    assert CertifiedProduct.objects.count() == 6
    assert LabelCriteria.objects.count() == 39
    assert ProductGroup.objects.get(code="paints").labels["vi"] == "Sơn và chất phủ"
    assert SynonymGroup.objects.get(code="mbr").terms["en"] == ["membrane bioreactor", "MBR"]
    cod = Concept.objects.get(scheme="parameter", code="cod")
    assert cod.labels.get(language="km").sure is False
    assert cod.labels.get(language="en").alternatives == ["COD", "CODcr", "chemical oxygen demand"]


def test_all_that_ships_is_loaded(full_catalogue):
    sheets = [json.loads(path.read_text()) for path in (FULL / "technologies").glob("*.json")]
    assert TechnologyPage.objects.count() == sum(map(len, sheets)) == 271
    assert TechnologyWords.objects.count() == 271 * 9 == 2439
    assert PerformanceLine.objects.count() == 853
    assert Concept.objects.count() == 231
    assert SynonymGroup.objects.count() == 338
    assert SupplierPage.objects.count() == 67
    assert DemonstrationBasePage.objects.count() + DemonstrationProjectPage.objects.count() == 28
    assert LabelSchemePage.objects.count() == 24
    assert ProductGroup.objects.count() == 64
    assert LabelCriteria.objects.count() == 323
    assert RecognitionAgreement.objects.count() == 28
    assert CertifiedProduct.objects.count() == 158
    assert FocalPoint.objects.count() == 12
    assert DischargeStandard.objects.count() == 68
    assert FundingSource.objects.count() == 36
    assert EventPage.objects.count() + TrainingPage.objects.count() == 23
    assert LoadedRecord.objects.filter(source="needs").count() == 132


# Loading again


def test_loading_twice_changes_nothing(small_catalogue):
    def everything() -> list:
        pages = Page.objects.order_by("pk").values_list(
            "pk", "latest_revision_created_at", "last_published_at"
        )
        remembered = LoadedRecord.objects.order_by("pk").values_list("pk", "loaded_at")
        return [list(pages), list(remembered), Revision.objects.count(), PageLogEntry.objects.count()]

    before = everything()
    report = run(SMALL)
    assert (report.changes, report.kept) == ([], [])
    assert everything() == before


def test_loading_again_costs_few_queries(small_catalogue, django_assert_max_num_queries):
    with django_assert_max_num_queries(150):
        run(SMALL)


def test_a_record_that_changed_and_that_nobody_touched_is_updated(small_catalogue, folder):
    def edit(sheets: list[dict]) -> None:
        by_id(sheets, "mbr")["performance"][0]["removal_percent"]["max"] = 99.5

    change(folder, "technologies/wastewater.json", edit)
    old = TechnologyPage.objects.get(slug="mbr")
    line = old.performance.first()
    report = run(folder)
    assert [(c.key, c.action) for c in report.changes] == [("mbr", "updated")]
    page = TechnologyPage.objects.get(slug="mbr")
    assert page.performance.first().removal_max == 99.5
    # The row is the same one, so that the comparison shows one number that changed.
    assert page.performance.first().pk == line.pk
    assert page.revisions.count() == 2
    assert page.live_revision_id == page.latest_revision_id


def test_a_changed_translation_updates_its_sheet(small_catalogue, folder):
    def edit(words: dict) -> None:
        words["mbr"]["title"] = "Bể MBR"

    change(folder, "translations/vi.json", edit)
    assert [change.key for change in run(folder).changes] == ["mbr"]
    assert TechnologyWords.objects.get(page__slug="mbr", language="vi").title == "Bể MBR"


def _rename_mbr(sheets: list[dict]) -> None:
    by_id(sheets, "mbr")["title"]["en"] = "Another name"


def test_a_page_that_an_editor_published_is_kept(small_catalogue, folder):
    page = TechnologyPage.objects.get(slug="mbr")
    page.summary = "What the editor knows better."
    page.save_revision().publish()
    change(folder, "technologies/wastewater.json", _rename_mbr)
    report = run(folder)
    assert [(kept.key, kept.reason) for kept in report.kept] == [("mbr", CHANGED_BY_EDITOR)]
    page.refresh_from_db()
    assert page.summary == "What the editor knows better."
    assert page.title != "Another name"


def test_a_page_with_an_editors_draft_is_kept(small_catalogue, folder):
    page = TechnologyPage.objects.get(slug="mbr")
    page.summary = "Not finished yet."
    page.save_revision()
    change(folder, "technologies/wastewater.json", _rename_mbr)
    assert [kept.key for kept in run(folder).kept] == ["mbr"]
    assert page.get_latest_revision_as_object().summary == "Not finished yet."


def test_a_row_that_an_editor_changed_keeps_its_page(small_catalogue, folder):
    line = PerformanceLine.objects.filter(page__slug="mbr").first()
    line.removal_max = 99.9
    line.save()
    change(folder, "technologies/wastewater.json", _rename_mbr)
    assert [kept.key for kept in run(folder).kept] == ["mbr"]


def test_a_record_that_an_editor_changed_is_kept(small_catalogue, folder):
    DischargeStandard.objects.get(code="vn-qcvn40-2011-a").limits.all()[0].delete()
    change(
        folder, "discharge-limits.json", lambda records: by_id(records, "vn-qcvn40-2011-a").update(note="New")
    )
    assert [kept.key for kept in run(folder).kept] == ["vn-qcvn40-2011-a"]
    assert DischargeStandard.objects.get(code="vn-qcvn40-2011-a").note != "New"


def test_a_record_that_an_editor_removed_does_not_come_back(small_catalogue):
    CertifiedProduct.objects.filter(scheme__slug="sg-sgls").delete()
    LabelSchemePage.objects.get(slug="sg-sgls").delete()
    kept = {(k.table, k.key): k.reason for k in run(SMALL).kept}
    assert kept["label-schemes", "sg-sgls"] == REMOVED_BY_EDITOR
    assert not LabelSchemePage.objects.filter(slug="sg-sgls").exists()


def test_a_new_record_that_hangs_on_a_removed_one_is_left_out(small_catalogue, folder):
    CertifiedProduct.objects.filter(scheme__slug="sg-sgls").delete()
    LabelSchemePage.objects.get(slug="sg-sgls").delete()
    change(
        folder,
        "label-coverage.json",
        lambda records: records.append({**records[0], "scheme": "sg-sgls", "local_name": "Brand new"}),
    )
    report = run(folder)
    assert any("Brand new" in kept.key and "label-schemes sg-sgls" in kept.reason for kept in report.kept)
    assert not LabelCriteria.objects.filter(local_name="Brand new").exists()


def test_a_page_that_an_editor_made_at_the_same_address_is_kept(small_catalogue):
    LoadedRecord.objects.get(source="suppliers", record_id="originwater").delete()
    report = run(SMALL)
    assert [kept.key for kept in report.kept] == ["originwater"]
    assert SupplierPage.objects.filter(slug="originwater").count() == 1


def test_one_file_can_be_loaded_alone(small_catalogue, folder):
    change(folder, "suppliers.json", lambda records: by_id(records, "originwater").update(city="Beijing!"))
    change(folder, "technologies/wastewater.json", _rename_mbr)
    report = run(folder, only="suppliers.json")
    assert [change.key for change in report.changes] == ["originwater"]


def test_what_others_listen_to_names_each_change(small_catalogue, folder):
    heard = []

    def listen(changes, **kwargs):
        heard.extend(changes)

    loaded.connect(listen)
    try:
        run(folder)
        assert heard == []
        change(folder, "technologies/wastewater.json", _rename_mbr)
        run(folder)
    finally:
        loaded.disconnect(listen)
    page = TechnologyPage.objects.get(slug="mbr")
    assert [(c.table, c.model, c.pk, c.action) for c in heard] == [
        ("technologies", "cms.technologypage", page.pk, "updated")
    ]


# Broken data


@pytest.mark.parametrize(
    ("file", "edit", "message"),
    [
        (
            "technologies/wastewater.json",
            lambda d: by_id(d, "mbr").update(group="nonsense"),
            "technologies/wastewater.json: mbr: group: unknown code 'nonsense': no technology-group of the vocabulary",
        ),
        (
            "technologies/wastewater.json",
            lambda d: by_id(d, "mbr")["capacity"].update(min=900_000_000),
            "technologies/wastewater.json: mbr: capacity: min 900000000 is above max ",
        ),
        (
            "technologies/wastewater.json",
            lambda d: by_id(d, "mbr")["performance"][1].update(removal_percent={"min": 90, "max": 101}),
            "technologies/wastewater.json: mbr: performance[1].removal_percent.max: 101 is not between",
        ),
        (
            "technologies/wastewater.json",
            lambda d: by_id(d, "mbr").update(trl="nine"),
            "technologies/wastewater.json: mbr: trl: a number is wanted, this is text",
        ),
        (
            "technologies/wastewater.json",
            lambda d: by_id(d, "mbr").pop("summary"),
            "technologies/wastewater.json: mbr: summary: is missing",
        ),
        (
            "technologies/wastewater.json",
            lambda d: by_id(d, "mbr").update(sumary="…"),
            "technologies/wastewater.json: mbr: sumary: unknown field",
        ),
        (
            "technologies/wastewater.json",
            lambda d: d.append(d[0]),
            "id: duplicate id, also in technologies/wastewater.json",
        ),
        (
            "technologies/waste.json",
            lambda d: d[0].update(id="mbr"),
            "technologies/wastewater.json: mbr: id: duplicate id, also in technologies/waste.json",
        ),
        (
            "technologies/wastewater.json",
            lambda d: d[0].pop("id"),
            "technologies/wastewater.json: entry 1: id: is missing",
        ),
        (
            "translations/vi.json",
            lambda d: d.update({"unheard-of": d["mbr"]}),
            "translations/vi.json: vi/unheard-of: id: refers to 'unheard-of', which is not in technologies",
        ),
        (
            "certified-products.json",
            lambda d: d[0].update(scheme="xx"),
            ": scheme: refers to 'xx', which is not in label-schemes",
        ),
        (
            "suppliers.json",
            lambda d: by_id(d, "originwater").update(country_iso2="XX"),
            "suppliers.json: originwater: country_iso2: unknown country 'XX'",
        ),
        (
            "vocabulary-labels.json",
            lambda d: d.update({"parameter/none": d["parameter/cod"]}),
            "vocabulary-labels.json: parameter/none: is no code of the vocabulary",
        ),
        (
            "mutual-recognition.json",
            lambda d: d[0].update(parties=["CN"]),
            "parties: has 1 entries, at least 2 are wanted",
        ),
        (
            "certified-products.json",
            lambda d: d[0].update(issued="2020-05-01", expires="2019-05-01"),
            "expires: 2019-05-01 is before issued 2020-05-01",
        ),
    ],
)
def test_a_broken_record_is_named_with_file_record_field_and_reason(db, folder, file, edit, message):
    change(folder, file, edit)
    found = problems(folder)
    assert any(message in problem for problem in found), found
    assert not HomePage.objects.exists()


def test_all_problems_of_all_files_are_listed_at_once(db, folder):
    change(folder, "suppliers.json", lambda d: d[0].update(summary=None))
    change(folder, "events.json", lambda d: d[0].update(kind="party", topics="none"))
    found = problems(folder)
    assert [problem.split(":")[0] for problem in found] == ["events.json", "events.json", "suppliers.json"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"id": "a",\n "name" 1}]', "invalid JSON at line 2, column 9"),
        ('[{"id": "a", "id": "b"}]', "the key 'id' stands twice in one object"),
        ('[{"id": "a", "year": NaN}]', "NaN is no number of JSON"),
        ('"text"', "a list or an object is wanted"),
        ("[3]", "entry 1: an object is wanted"),
    ],
)
def test_a_file_that_is_no_json_of_ours_is_refused(db, folder, text, message):
    (folder / "events.json").write_text(text)
    assert [p for p in problems(folder) if p.startswith("events.json: ") and message in p]


def test_a_file_that_no_loader_reads_is_refused(db, folder):
    (folder / "supliers.json").write_text("[]")
    assert problems(folder) == ["supliers.json: unknown file: no loader reads it"]


def test_the_command_says_what_is_wrong_and_loads_nothing(db, folder):
    change(folder, "suppliers.json", lambda d: by_id(d, "originwater").update(sectors=["nonsense"]))
    with pytest.raises(CommandError) as caught:
        call_command("load_data", data=folder)
    assert "1 problem in" in str(caught.value)
    assert "suppliers.json: originwater: sectors[0]: unknown code 'nonsense'" in str(caught.value)
    assert not LoadedRecord.objects.exists()


def test_an_unknown_file_to_load_alone_is_refused(db, folder):
    with pytest.raises(CommandError, match="nothing\\.json: unknown file"):
        call_command("load_data", data=folder, only="nothing.json")


def test_a_folder_that_is_not_there_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="is no folder"):
        call_command("load_data", data=tmp_path / "none")


def test_a_link_to_a_sheet_that_nobody_wrote_is_reported_and_loads(small_catalogue, folder):
    change(folder, "technologies/wastewater.json", lambda d: by_id(d, "mbr")["related"].append("unwritten"))
    report = run(folder)
    assert [str(note) for note in report.notes] == [
        f"technologies/wastewater.json: mbr: related[{len(TechnologyPage.objects.get(slug='mbr').related.all())}]: "
        "'unwritten' is not in technologies, so it is not linked"
    ]
    assert [change.key for change in report.changes] == ["mbr"]


def test_a_load_that_is_interrupted_leaves_nothing_and_can_be_run_again(db, folder):
    def stop(title, records):
        for number, record in enumerate(records):
            if title == "suppliers.json" and number == 2:
                raise KeyboardInterrupt
            yield record

    with pytest.raises(KeyboardInterrupt):
        run(folder, watch=stop)
    assert not HomePage.objects.exists()
    assert not Concept.objects.exists()
    assert run(folder, watch=lambda title, records: iter(records)).count("suppliers", "added") == 4


def test_the_command_prints_what_it_did(small_catalogue, capsys):
    call_command("load_data", data=SMALL)
    assert "0 added, 0 updated" in capsys.readouterr().out
