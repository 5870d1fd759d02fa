"""A tiny catalogue in ten languages in which the right answers are obvious."""

from search.documents import SearchDocument, Words

PLANT = {
    "en": Words("Membrane bioreactor", "Treats municipal wastewater with membranes.", ("MBR",)),
    "zh": Words("膜生物反应器", "用膜处理城市污水。", ("MBR",), machine=True),
    "vi": Words("Bể sinh học màng", "Xử lý nước thải đô thị bằng màng.", machine=True),
    "th": Words("ถังปฏิกรณ์ชีวภาพเมมเบรน", "บำบัดน้ำเสียชุมชนด้วยเมมเบรน", machine=True),
    "id": Words("Bioreaktor membran", "Mengolah air limbah kota dengan membran.", machine=True),
    "ms": Words("Bioreaktor membran", "Merawat kumbahan bandar dengan membran.", machine=True),
    "fil": Words("Membrane bioreactor", "Nililinis ang maruming tubig ng lungsod.", machine=True),
    "km": Words("រ៉េអាក់ទ័រជីវសាស្ត្រភ្នាស", "ប្រព្រឹត្តកម្មទឹកស្អុយក្រុងដោយប្រើភ្នាស។", machine=True),
    "lo": Words("ຖັງປະຕິກອນຊີວະພາບເຍື່ອ", "ບຳບັດນ້ຳເປື້ອນຂອງຕົວເມືອງດ້ວຍເຍື່ອ.", machine=True),
    "my": Words("အမြှေးပါးဇီဝဓာတ်ပေါင်းဖို", "မြို့ပြရေဆိုးကို အမြှေးပါးဖြင့် သန့်စင်သည်။", machine=True),
}
DUST = {
    "en": Words("Bag filter", "Catches fine dust PM2.5 from boilers.", ("baghouse",)),
    "zh": Words("袋式除尘器", "捕集锅炉细颗粒物。", machine=True),
    "vi": Words("Lọc bụi túi vải", "Giữ bụi mịn từ nồi hơi.", machine=True),
    "th": Words("ถุงกรองฝุ่น", "ดักฝุ่นละเอียดจากหม้อไอน้ำ", machine=True),
    "id": Words("Filter kantong", "Menangkap debu halus dari ketel.", machine=True),
    "ms": Words("Penapis beg", "Menangkap habuk halus daripada dandang.", machine=True),
    "fil": Words("Bag filter", "Sinasala ang pinong alikabok.", machine=True),
    "km": Words("តម្រងថង់", "ចាប់ធូលីល្អិតពីឡចំហាយ។", machine=True),
    "lo": Words("ຖົງກອງຝຸ່ນ", "ດັກຝຸ່ນລະອຽດຈາກໝໍ້ໄອນ້ຳ.", machine=True),
    "my": Words("အိတ်စစ်", "ဘွိုင်လာမှ ဖုန်မှုန့်ကို ဖမ်းယူသည်။", machine=True),
}
QUESTIONS = {
    "en": ("municipal wastewater", "dust from boilers"),
    "zh": ("城市污水处理", "锅炉除尘"),
    "vi": ("xử lý nước thải", "bụi mịn"),
    "th": ("บำบัดน้ำเสีย", "ฝุ่นละเอียด"),
    "id": ("pengolahan air limbah", "debu halus"),
    "ms": ("rawatan kumbahan bandar", "habuk halus"),
    "fil": ("maruming tubig", "pinong alikabok"),
    "km": ("ទឹកស្អុយ", "ធូលីល្អិត"),
    "lo": ("ນໍ້າເປື້ອນ", "ຝຸ່ນລະອຽດ"),
    "my": ("ရေဆိုး", "ဖုန်မှုန့်"),
}


def document(record: str, **fields) -> SearchDocument:
    """A document with what a test does not care about filled in."""
    number = record.rpartition(":")[2]
    defaults = {
        "kind": "technology",
        "id": f"sheet-{number}",
        "words": {"en": Words(f"Sheet {number}")},
        "route": ("wagtail_serve", f"technologies/sheet-{number}/"),
    }
    return SearchDocument(record=record, **(defaults | fields))


def world() -> list[SearchDocument]:
    """Two technologies in ten languages, a supplier, a label, an article."""
    return [
        document(
            "t:1",
            id="mbr",
            words=PLANT,
            route=("wagtail_serve", "technologies/mbr/"),
            facets={
                "medium": ("water",),
                "sector": ("municipal-water", "textile"),
                "parameter": ("cod", "nh3-n"),
                "maturity": ("proven",),
                "capacity": ("m3/d:10-100", "m3/d:100-1000"),
            },
            numbers={"capacity_m3_d": (10, 1000), "trl": (9, 9)},
            date="2024-05-01",
        ),
        document(
            "t:2",
            id="bag-filter",
            words=DUST,
            facets={"medium": ("air",), "sector": ("power", "textile"), "maturity": ("proven",)},
            numbers={"trl": (8, 8)},
            date="2025-01-31",
        ),
        document(
            "s:1",
            kind="supplier",
            id="clear-river",
            words={"en": Words("Clear River Engineering", "Builds wastewater plants with membranes.", ("清河工程",))},
            route=("wagtail_serve", "suppliers/clear-river/"),
            facets={"country": ("CN", "VN"), "sector": ("municipal-water",)},
            date="2023-03-03",
            note="Yixing",
            marks=("unclaimed",),
        ),
        document(
            "l:1",
            kind="label-scheme",
            id="green-label",
            words={"en": Words("Green Label", "An eco-label of Singapore."), "zh": Words("绿色标签")},
            route=("wagtail_serve", "labels/green-label/"),
            facets={"country": ("SG",)},
        ),
        document(
            "a:1",
            kind="article",
            id="sludge",
            words={
                "en": Words(
                    "What to do with sludge", "Drying, burning.", body="BOD5 and NH3-N after 3,000 hours."
                )
            },
            route=("wagtail_serve", "knowledge/sludge/"),
            date="2025-06-01",
        ),
    ]  # fmt: skip
