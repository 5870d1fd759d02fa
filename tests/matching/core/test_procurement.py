import json
from pathlib import Path

import pytest

from matching.core.concepts import ConceptFinder, ConceptTerm
from matching.core.gathering import with_parts
from matching.core.procurement import groups_bought, involves_products

DATA = Path(__file__).parents[3] / "data"


def _terms():
    for group in json.loads((DATA / "product-groups.json").read_text(encoding="utf-8")):
        key = f"product-group/{group['code']}"
        yield from (ConceptTerm(key, language, text) for language, text in group["label"].items())
        yield from (ConceptTerm(key, "en", text) for text in group["aliases"])


@pytest.fixture(scope="module")
def bought():
    finder = ConceptFinder(with_parts(_terms()))
    return lambda text, language="en": groups_bought(text, finder.find(text, language), language)


@pytest.mark.parametrize(
    ("language", "text", "groups"),
    [
        ("en", "Green procurement of copy paper and office furniture", {"graphic-paper", "furniture"}),
        ("en", "We sell water-based paint and want an eco-label in Singapore", {"paints"}),
        ("en", "Energy-efficient lighting for streets", {"lamps"}),
        ("zh", "为政府机关采购有环境标志的打印复印设备和家具", {"imaging-equipment", "furniture"}),
        ("zh", "采购空调", {"air-conditioners"}),
        ("vi", "Mua sắm xanh: đồ nội thất cho cơ quan nhà nước", {"furniture"}),
        ("vi", "Sơn và chất phủ có nhãn xanh Việt Nam", {"paints"}),
        ("th", "จัดซื้อสีและสารเคลือบผิวที่มีฉลากเขียว", {"paints"}),
        ("id", "Pengadaan lampu hemat energi untuk kantor pemerintah", {"lamps"}),
        ("ms", "Perolehan hijau kerajaan: penyaman udara dan komputer", {"air-conditioners", "computers"}),
        ("fil", "Bumili ang lungsod ng LED lamps na may eco-label", {"lamps"}),
        ("km", "លទ្ធកម្មបៃតង computers សម្រាប់ក្រសួង", {"computers"}),
        ("lo", "ຈັດຊື້ computers ທີ່ມີສະຫຼາກຂຽວ", {"computers"}),
        ("my", "ဂေဟတံဆိပ်ပါ projectors ဝယ်ယူ", {"projectors"}),
    ],
)
def test_products_to_buy_or_to_have_labelled_count_in_ten_languages(bought, language, text, groups):
    assert bought(text, language) == groups


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Wastewater of a paper mill that makes copy paper"),
        ("en", "A textile mill wants to buy a treatment plant"),
        ("en", "The factory will purchase a press for the dyeing of textiles"),
        ("en", "Sewage of hotels. The city wants to buy a membrane plant."),
        ("zh", "采购涂料厂废水处理设备"),
        ("vi", "Nhà máy dệt may cần mua hệ thống xử lý nước thải"),
        ("th", "จัดซื้อระบบบำบัดน้ำเสียของโรงงานเฟอร์นิเจอร์"),
        ("id", "Pengadaan pengolahan air limbah pabrik tekstil"),
        ("ms", "Perolehan loji rawatan untuk kilang perabot"),
        # Without its marks 'mua' is rain as well as buying.
        ("vi", "Thu gom nuoc mua tu mai ton, do noi that bi ngap"),
    ],
)
def test_products_that_are_only_made_or_thrown_away_do_not_count(bought, language, text):
    assert bought(text, language) == frozenset()


def test_buying_in_another_sentence_says_nothing_of_a_product(bought):
    assert bought("We buy electricity. Computers stand in the control room.") == frozenset()


def test_a_service_counts_only_where_a_label_is_spoken_of(bought):
    assert bought("We want to buy heat pumps for hotels") == frozenset()
    assert bought("Which eco-label is there for hotels?") == {"hotels"}


def test_speaking_of_labels_or_buying_is_seen_without_a_product():
    assert involves_products("Which eco-label can we get?")
    assert involves_products("绿色采购", "zh")
    assert not involves_products("Wastewater of a paper mill")


def test_of_the_real_needs_only_the_one_for_lighting_is_about_products(bought):
    fired = {}
    for need in json.loads((DATA / "needs.json").read_text(encoding="utf-8")):
        text = "\n".join(
            filter(None, [need["title"], need["problem"], *need["technologies"], *need["barriers"]])
        )
        fired[need["id"]] = bought(text)

    assert {key: groups for key, groups in fired.items() if groups} == {"kh-tna-m-ee-1": {"lamps"}}


def test_none_of_the_judged_needs_is_about_products(bought):
    needs = json.loads((DATA / "judged-needs-dev.json").read_text(encoding="utf-8"))

    assert len(needs) == 226
    for need in needs:
        text = "\n".join([need["title"], need["problem"], *need["must"], *need["nice"]])
        assert bought(text, need["language"]) == frozenset(), need["id"]


def test_long_and_strange_text_is_read(bought):
    assert bought("buy computers 🙂 textile mill. " * 700) == {"computers"}
    assert bought("<b>‮purchase paints</b>") == {"paints"}
