"""Names of the eleven member states of ASEAN and of China, in ten languages. General knowledge.

Keys are ISO 3166 codes; names are separated by ``|``. Data only, but for the terms made of it.
"""

from __future__ import annotations

from matching.core.concepts import ConceptTerm

__all__ = ["COUNTRY_NAMES", "country_terms"]

COUNTRY_NAMES: dict[str, dict[str, str]] = {
    "BN": {
        "en": "Brunei|Brunei Darussalam", "zh": "文莱", "vi": "Brunei|Bru-nây", "th": "บรูไน", "id": "Brunei",
        "ms": "Brunei|Negara Brunei Darussalam", "fil": "Brunei", "km": "ប្រ៊ុយណេ|ព្រុយណេ",
        "lo": "ບຣູໄນ|ບຣູໄນດາຣຸດສະລາມ",
        "my": "ဘရူနိုင်း",
    },
    "KH": {
        "en": "Cambodia|Kampuchea", "zh": "柬埔寨", "vi": "Campuchia|Cam-pu-chia", "th": "กัมพูชา|เขมร",
        "id": "Kamboja",
        "ms": "Kemboja", "fil": "Cambodia|Kambodya", "km": "កម្ពុជា|ប្រទេសខ្មែរ", "lo": "ກຳປູເຈຍ|ກັມປູເຈຍ",
        "my": "ကမ္ဘောဒီးယား",
    },
    "ID": {
        "en": "Indonesia", "zh": "印度尼西亚|印尼", "vi": "Indonesia|In-đô-nê-xi-a", "th": "อินโดนีเซีย",
        "id": "Indonesia",
        "ms": "Indonesia", "fil": "Indonesia", "km": "ឥណ្ឌូនេស៊ី|ឥណ្ឌូណេស៊ី", "lo": "ອິນໂດເນເຊຍ",
        "my": "အင်ဒိုနီးရှား",
    },
    "LA": {
        "en": "Laos|Lao PDR|Lao People's Democratic Republic", "zh": "老挝", "vi": "Lào|CHDCND Lào",
        "th": "ลาว|สปป.ลาว|สปป. ลาว",
        "id": "Laos", "ms": "Laos", "fil": "Laos", "km": "ឡាវ", "lo": "ສປປ ລາວ|ປະເທດລາວ|ລາວ", "my": "လာအို",
    },
    "MY": {
        "en": "Malaysia", "zh": "马来西亚|大马", "vi": "Malaysia|Ma-lai-xi-a", "th": "มาเลเซีย",
        "id": "Malaysia", "ms": "Malaysia",
        "fil": "Malaysia|Malaysya", "km": "ម៉ាឡេស៊ី", "lo": "ມາເລເຊຍ", "my": "မလေးရှား",
    },
    "MM": {
        "en": "Myanmar|Burma", "zh": "缅甸", "vi": "Myanmar|Mi-an-ma|Miến Điện",
        "th": "เมียนมา|เมียนมาร์|พม่า", "id": "Myanmar",
        "ms": "Myanmar", "fil": "Myanmar|Burma", "km": "មីយ៉ាន់ម៉ា|ភូមា", "lo": "ມຽນມາ|ພະມ້າ",
        "my": "မြန်မာ|မြန်မာနိုင်ငံ",
    },
    "PH": {
        "en": "Philippines|the Philippines", "zh": "菲律宾", "vi": "Philippines|Phi-líp-pin",
        "th": "ฟิลิปปินส์", "id": "Filipina",
        "ms": "Filipina", "fil": "Pilipinas|Philippines", "km": "ហ្វីលីពីន|ភីលីពីន", "lo": "ຟີລິບປິນ",
        "my": "ဖိလစ်ပိုင်",
    },
    "SG": {
        "en": "Singapore", "zh": "新加坡", "vi": "Singapore|Xin-ga-po", "th": "สิงคโปร์", "id": "Singapura",
        "ms": "Singapura",
        "fil": "Singapore|Singgapur", "km": "សិង្ហបុរី", "lo": "ສິງກະໂປ", "my": "စင်ကာပူ",
    },
    "TH": {
        "en": "Thailand", "zh": "泰国", "vi": "Thái Lan", "th": "ประเทศไทย|ไทย", "id": "Thailand",
        "ms": "Thailand",
        "fil": "Thailand|Taylandiya", "km": "ប្រទេសថៃ|ថៃ", "lo": "ປະເທດໄທ|ໄທ", "my": "ထိုင်း",
    },
    "TL": {
        "en": "Timor-Leste|East Timor", "zh": "东帝汶", "vi": "Timor-Leste|Đông Timor|Đông Ti-mo",
        "th": "ติมอร์-เลสเต|ติมอร์เลสเต",
        "id": "Timor Leste|Timor-Leste", "ms": "Timor-Leste|Timor Leste",
        "fil": "Timor-Leste|Silangang Timor",
        "km": "ទីម័រខាងកើត|ទីម័រ-ឡេស្តេ", "lo": "ຕີມໍ-ເລສເຕ|ຕີມໍຕາເວັນອອກ", "my": "တီမောအရှေ့|တီမော-လက်စတေး",
    },
    "VN": {
        "en": "Viet Nam|Vietnam", "zh": "越南", "vi": "Việt Nam", "th": "เวียดนาม", "id": "Vietnam",
        "ms": "Vietnam",
        "fil": "Vietnam|Biyetnam", "km": "វៀតណាម", "lo": "ຫວຽດນາມ", "my": "ဗီယက်နမ်",
    },
    "CN": {
        "en": "China", "zh": "中国", "vi": "Trung Quốc", "th": "จีน", "id": "Tiongkok|China|Cina",
        "ms": "China", "fil": "Tsina|China",
        "km": "ប្រទេសចិន|ចិន", "lo": "ປະເທດຈີນ|ຈີນ", "my": "တရုတ်",
    },
}  # fmt: skip


def country_terms() -> tuple[ConceptTerm, ...]:
    """Return the names as terms with keys such as ``country/VN``."""
    return tuple(
        ConceptTerm(f"country/{code}", language, name)
        for code, names in COUNTRY_NAMES.items()
        for language, line in names.items()
        for name in line.split("|")
    )
