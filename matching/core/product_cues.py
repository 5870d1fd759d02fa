"""Words that tell whether a text speaks of buying products, of labels on them, or of making them. Ten languages.

Keys are 'scheme/code' as for concepts, so that the same finder reads them. Names are separated by ``|``. Data only,
but for the terms made of it. General knowledge; scripts without spaces match inside longer words.
"""

from __future__ import annotations

from matching.core.concepts import ConceptTerm

__all__ = ["product_cue_terms"]

CUES: dict[str, dict[str, str]] = {
    "label/any": {
        "en": "eco-label|ecolabel|eco label|eco-labelling|ecolabelling|eco-labelled|ecolabelled|green label"
        "|environmental label|environmental labelling|energy label|efficiency label|labelled product"
        "|certified product|certified as green|Type I label|ISO 14024|label criteria|mutual recognition"
        "|green mark|MyHIJAU|Green Choice",
        "zh": "环境标志|环保标志|生态标签|生态标志|环保标签|绿色标志|绿色标签|环境标识|十环|能效标识|绿色产品认证"
        "|绿色认证|认证产品|节能认证|互认",
        "vi": "nhãn xanh|nhãn sinh thái|nhãn môi trường|nhãn năng lượng|nhãn tiết kiệm năng lượng"
        "|chứng nhận xanh|sản phẩm được chứng nhận|sản phẩm xanh|thừa nhận lẫn nhau",
        "th": "ฉลากเขียว|ฉลากสิ่งแวดล้อม|ฉลากประหยัดไฟ|ฉลากเบอร์ 5|ฉลากคาร์บอน|ฉลากลดคาร์บอน"
        "|สินค้าที่ได้รับการรับรอง|ผลิตภัณฑ์ที่ได้รับการรับรอง|การยอมรับร่วม",
        "id": "ekolabel|label ramah lingkungan|label lingkungan|label hijau|label hemat energi"
        "|produk bersertifikat|produk ramah lingkungan|pengakuan timbal balik|saling pengakuan",
        "ms": "ekolabel|eko-label|label eko|pelabelan eko|label hijau|label tenaga|produk diperakui"
        "|produk hijau|produk mesra alam|pengiktirafan bersama",
        "fil": "luntiang tatak|tatak pangkalikasan|berdeng tatak|sertipikadong produkto|luntiang produkto",
        "km": "ស្លាកអេកូ|ស្លាកបរិស្ថាន|ស្លាកបៃតង|ស្លាកសញ្ញាបៃតង|ផលិតផលដែលមានការបញ្ជាក់|ផលិតផលបៃតង",
        "lo": "ສະຫຼາກຂຽວ|ສະຫຼາກສີຂຽວ|ສະຫລາກຂຽວ|ສະຫຼາກສິ່ງແວດລ້ອມ|ປ້າຍສີຂຽວ|ຜະລິດຕະພັນທີ່ໄດ້ຮັບການຢັ້ງຢືນ"
        "|ຜະລິດຕະພັນສີຂຽວ",
        "my": "ဂေဟတံဆိပ်|အစိမ်းရောင်တံဆိပ်|ပတ်ဝန်းကျင်တံဆိပ်|သဘာဝပတ်ဝန်းကျင်တံဆိပ်|အသိအမှတ်ပြုထုတ်ကုန်",
    },
    "purchase/any": {
        "en": "procurement|procure|procuring|procured|purchase|purchasing|purchased|buy|buying|bought|GPP"
        "|environmentally preferable|order for",
        "zh": "采购|购买|购置|选购|招标采购",
        # Not plain 'mua': without its marks that is rain.
        "vi": "mua sắm|mua sắm xanh|mua sắm công|cần mua|muốn mua|đặt mua|mua mới",
        "th": "จัดซื้อ|จัดซื้อจัดจ้าง|ซื้อ",
        "id": "pengadaan|pembelian|membeli|dibeli",
        "ms": "perolehan|pembelian|membeli|dibeli",
        "fil": "pagbili|pamimili|bumili|bibili|bibilhin|bilhin|procurement",
        "km": "លទ្ធកម្ម|ការទិញ|ទិញ",
        "lo": "ຈັດຊື້|ການຊື້|ຊື້",
        "my": "ဝယ်ယူရေး|ဝယ်ယူ|ဝယ်",
    },
    # Counts only right beside the product.
    "quality/any": {
        "en": "energy-efficient|energy efficient|efficient|energy-saving|water-saving|eco-friendly"
        "|environmentally friendly|green|low-VOC|remanufactured|compostable|biodegradable",
        "zh": "节能|高效|环保|绿色|低碳|节水|可降解",
        "vi": "tiết kiệm năng lượng|tiết kiệm điện|tiết kiệm nước|thân thiện với môi trường|thân thiện môi trường"
        "|hiệu suất cao",
        "th": "ประหยัดพลังงาน|ประหยัดไฟ|ประหยัดน้ำ|เป็นมิตรต่อสิ่งแวดล้อม|เป็นมิตรกับสิ่งแวดล้อม",
        "id": "hemat energi|hemat listrik|hemat air|ramah lingkungan",
        "ms": "cekap tenaga|jimat tenaga|jimat air|mesra alam",
        "fil": "matipid sa enerhiya|matipid sa kuryente|makakalikasan",
        "km": "សន្សំសំចៃថាមពល|សន្សំថាមពល|មិត្តបរិស្ថាន",
        "lo": "ປະຢັດພະລັງງານ|ປະຢັດໄຟ|ເປັນມິດກັບສິ່ງແວດລ້ອມ",
        "my": "စွမ်းအင်ချွေတာ|စွမ်းအင်သက်သာ|ပတ်ဝန်းကျင်နှင့်သဟဇာတ",
    },
    # A product beside one of these is made or thrown away there, not bought.
    "making/any": {
        "en": "mill|factory|factories|plant|industry|industries|manufacturing|manufacturer|manufacture|maker"
        "|production|producer|wastewater|waste water|effluent|sludge|waste|sewage|dyeing|dye|dyeworks|workshop|works"
        "|kiln|recycling|emissions|fumes|village|sector|residue|scrap|used|discarded|end-of-life|spent",
        "zh": "厂|工厂|企业|行业|工业|产业|废水|污水|废气|印染|染整|生产|污泥|废弃|废旧|废|园区|制造|加工|回收|作坊"
        "|村",
        "vi": "nhà máy|xưởng|cơ sở|ngành|nước thải|khí thải|chất thải|phế thải|rác|làng nghề|nhuộm|sản xuất"
        "|khu công nghiệp|bùn|tái chế|công ty|làng",
        "th": "โรงงาน|อุตสาหกรรม|น้ำเสีย|ของเสีย|กากตะกอน|ฟอกย้อม|โรงย้อม|ขยะ|การผลิต|ผลิต|รีไซเคิล|เศษ|เตาเผา|ชุมชน",
        "id": "pabrik|industri|limbah|pencelupan|produksi|lumpur|sampah|daur ulang|bekas|sentra|perajin",
        "ms": "kilang|industri|air sisa|sisa|kumbahan|efluen|pewarnaan|pencelupan|pengeluaran|enap cemar|kitar semula"
        "|terpakai|pengusaha",
        "fil": "pabrika|planta|industriya|basura|basurang|dumi|pagawaan|tinain|pagtitina|produksyon",
        "km": "រោងចក្រ|ឧស្សាហកម្ម|ទឹកសំណល់|ទឹកកខ្វក់|សំណល់|សំរាម|ជ្រលក់|ផលិតកម្ម",
        "lo": "ໂຮງງານ|ອຸດສາຫະກຳ|ອຸດສາຫະກໍາ|ນ້ຳເສຍ|ນໍ້າເສຍ|ສິ່ງເສດເຫຼືອ|ຂີ້ເຫຍື້ອ|ຍ້ອມ|ການຜະລິດ",
        "my": "စက်ရုံ|လုပ်ငန်း|ရေဆိုး|စွန့်ပစ်|အနည်အနှစ်|ဆိုးဆေး|အမှိုက်|ထုတ်လုပ်",
    },
}  # fmt: skip


def product_cue_terms() -> list[ConceptTerm]:
    """Every cue in every language, for a finder."""
    return [
        ConceptTerm(key, language, name)
        for key, by_language in CUES.items()
        for language, names in by_language.items()
        for name in names.split("|")
    ]
