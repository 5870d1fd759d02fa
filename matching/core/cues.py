"""Words that say what a number is for: a limit, what comes in, how often, land, a budget. Ten languages.

Keys are 'scheme/code' as for concepts, so that the same finder reads them. Names are separated by ``|``.
"""

from __future__ import annotations

from matching.core.concepts import ConceptTerm

__all__ = ["cue_terms"]

# Before the number: role/at-most, role/at-least, role/to (falls to), role/from (what comes in now).
# Behind the number: after/...
CUES: dict[str, dict[str, str]] = {
    "role/at-most": {
        "en": "below|under|less than|at most|no more than|not more than|not exceed|not exceeding|maximum"
        "|max|up to|within|limit|limit of"
        "|lower than|not above|≤|<|<=|=<",
        "vi": "dưới|không quá|không vượt|không vượt quá|tối đa|nhỏ hơn|thấp hơn|ít hơn|giới hạn|duoi"
        "|khong qua|toi da|xuống dưới",
        "zh": "低于|不超过|不高于|小于|不大于|少于|不到|限值|最多|以内|控制在|降到低于|降至低于",
        "th": "ต่ำกว่า|ไม่เกิน|ไม่ให้เกิน|น้อยกว่า|สูงสุด|ไม่มากกว่า",
        "id": "di bawah|kurang dari|tidak lebih dari|tidak melebihi|maksimal|maksimum|paling banyak"
        "|paling tinggi|batas",
        "ms": "di bawah|kurang daripada|tidak melebihi|tidak lebih daripada|maksimum|had|selebih-lebihnya",
        "fil": "mas mababa sa|hindi hihigit sa|hindi lalampas sa|hindi lalagpas sa|pinakamataas na"
        "|mas mababa pa sa|pababa sa|bababa sa",
        "km": "ក្រោម|មិនលើស|មិនឱ្យលើស|មិនលើសពី|តិចជាង|អតិបរមា|ទាបជាង",
        "lo": "ຕ່ຳກວ່າ|ຕໍ່າກວ່າ|ບໍ່ເກີນ|ໜ້ອຍກວ່າ|ນ້ອຍກວ່າ|ສູງສຸດ",
        "my": "အများဆုံး|ထက်မပို",
    },
    "role/at-least": {
        "en": "at least|more than|no less than|not less than|minimum|above|over|≥|>|>=",
        "vi": "ít nhất|tối thiểu|không dưới|trên|hơn|không thấp hơn",
        "zh": "至少|不低于|不少于|高于|大于|超过|不小于",
        "th": "อย่างน้อย|ไม่ต่ำกว่า|ไม่น้อยกว่า|มากกว่า|สูงกว่า",
        "id": "minimal|minimum|paling sedikit|sekurang-kurangnya|setidaknya|lebih dari|di atas",
        "ms": "sekurang-kurangnya|minimum|melebihi|lebih daripada|tidak kurang daripada",
        "fil": "hindi bababa sa|kahit man lang|higit sa|mahigit",
        "km": "យ៉ាងតិច|មិនតិចជាង|លើសពី|ច្រើនជាង",
        "lo": "ຢ່າງໜ້ອຍ|ຢ່າງນ້ອຍ|ບໍ່ຕ່ຳກວ່າ|ຫຼາຍກວ່າ|ເກີນ",
        "my": "အနည်းဆုံး",
    },
    "role/to": {
        "en": "to|down to|→|->|=>|reach|reaches|must meet|must be",
        "vi": "xuống|xuống còn|còn|đạt|về|đến|xuong|xuong con",
        "zh": "降到|降至|降低到|降低至|减到|减至|达到|处理到|处理至|到|至",
        "th": "เหลือ|ลงเหลือ|ให้เหลือ|เป็น|ลดลงเหลือ|ถึง",
        "id": "menjadi|hingga|sampai|ke",
        "ms": "kepada|kepada paras|hingga|sehingga|menjadi|ke",
        "fil": "hanggang|tungo sa|patungo sa",
        "km": "មកត្រឹម|មកនៅ|ទៅ|ដល់|នៅត្រឹម|មក",
        "lo": "ລົງເຫຼືອ|ເຫຼືອ|ໃຫ້ເຫຼືອ|ຫາ|ເປັນ",
        "my": "",
    },
    "role/from": {
        "en": "from|currently|now|inlet|influent|raw|at present|contains|containing|incoming|rises to"
        "|up from",
        "vi": "từ|đầu vào|hiện nay|hiện|hiện tại|đang|nước vào|tu|dau vao|lên đến|lên",
        "zh": "从|由|进水|原水|目前|现有|现在|当前|高达|升至|升到",
        "th": "จาก|ปัจจุบัน|น้ำเข้า|ขาเข้า|ขึ้นถึง",
        "id": "dari|saat ini|inlet|masuk|sekarang|semula|naik sampai|awal",
        "ms": "daripada|dari|semasa|masuk|kini|sekarang|naik hingga",
        "fil": "mula sa|mula|mula sa kasalukuyang|kasalukuyang|umaabot sa|mula sa dating",
        "km": "ពី|បច្ចុប្បន្ន|ចូល|កើនដល់",
        "lo": "ຈາກ|ປັດຈຸບັນ|ເຂົ້າ|ເຖິງ",
        "my": "လက်ရှိ",
    },
    "after/at-most": {
        "en": "or less|or below|at most|maximum", "vi": "trở xuống", "zh": "以下|以内|之内",
        "th": "หรือน้อยกว่า|ลงมา",
        "id": "ke bawah|atau kurang", "ms": "ke bawah|atau kurang", "fil": "o mas mababa|pababa",
        "km": "ចុះក្រោម", "lo": "ລົງມາ",
        "my": "အောက်|ထက်မပို|ထက် မပို|ထက်နည်း|ထက် နည်း|အောက်သို့|ထက်မကျော်",
    },
    "after/at-least": {
        "en": "or more|or above", "vi": "trở lên", "zh": "以上", "th": "ขึ้นไป", "id": "ke atas|atau lebih",
        "ms": "ke atas|atau lebih",
        "fil": "o higit pa|pataas", "km": "ឡើងទៅ", "lo": "ຂຶ້ນໄປ", "my": "အထက်|ထက်များ|ထက်ပို",
    },
    "after/from": {"my": "မှ"},
    "after/to": {"my": "သို့|အထိ"},
    "use/land": {
        "en": "land|space|site|footprint|plot|area available",
        "vi": "đất|mặt bằng|diện tích đất|quỹ đất|khu đất|dat",
        "zh": "占地|用地|土地|场地|地块", "th": "ที่ดิน|พื้นที่ว่าง|พื้นที่ติดตั้ง|เนื้อที่",
        "id": "lahan|tanah|tapak", "ms": "tanah|tapak|ruang",
        "fil": "lupa|lote|espasyo", "km": "ដី|ទំហំដី|ផ្ទៃដី", "lo": "ທີ່ດິນ|ເນື້ອທີ່ດິນ", "my": "မြေ|မြေနေရာ",
    },
    "use/budget": {
        "en": "budget|invest|investment|capital|afford|capex|funds", "vi": "ngân sách|vốn|đầu tư|kinh phí",
        "zh": "预算|投资|资金",
        "th": "งบประมาณ|งบ|ลงทุน|เงินลงทุน", "id": "anggaran|investasi|dana|biaya",
        "ms": "bajet|peruntukan|pelaburan|belanjawan",
        "fil": "badyet|pondo|budget|puhunan", "km": "ថវិកា|ទុន|វិនិយោគ", "lo": "ງົບປະມານ|ທຶນ|ລົງທຶນ",
        "my": "ဘတ်ဂျက်|ရန်ပုံငွေ|ရင်းနှီး",
    },
    "use/removal": {
        "en": "remove|removal|removed|reduce|reduction|reduced|cut|eliminate",
        "vi": "giảm|loại bỏ|khử|xử lý được|hiệu suất|cắt giảm",
        "zh": "去除|去除率|减少|降低|削减|脱除", "th": "ลด|กำจัด|บำบัดได้",
        "id": "mengurangi|menurunkan|pengurangan|penyisihan|menyisihkan",
        "ms": "mengurangkan|pengurangan|penyingkiran|menyingkirkan",
        "fil": "bawasan|mabawasan|alisin|pagbabawas",
        "km": "កាត់បន្ថយ|បន្ថយ|កម្ចាត់", "lo": "ຫຼຸດ|ຫຼຸດຜ່ອນ|ກຳຈັດ", "my": "လျှော့ချ|ဖယ်ရှား|လျှော့",
    },
    "use/boiler": {
        "en": "boiler|boilers|mill|kiln|furnace", "vi": "lò hơi|nồi hơi|công suất ép", "zh": "锅炉|压榨|窑",
        "th": "หม้อไอน้ำ|โรงสกัด|เตา",
        "id": "boiler|ketel|TBS|PKS", "ms": "dandang|BTS|kilang berkapasiti",
        "fil": "boiler|gilingan|gilingang", "km": "ឡចំហាយ|រោងចក្រកម្លាំង",
        "lo": "ໝໍ້ອາຍ|ໂຮງງານຂະໜາດ", "my": "ဘွိုင်လာ",
    },
    "use/gas": {
        "en": "flue gas|exhaust|off-gas|waste gas|air flow|stack gas", "vi": "khí thải|khói|lưu lượng khí",
        "zh": "烟气|废气|臭气|风量|烟气量",
        "th": "ก๊าซเสีย|ไอเสีย|อากาศเสีย|ก๊าซไอเสีย", "id": "gas buang|udara",
        "ms": "gas serombong|gas buangan|udara", "fil": "tambutso|usok",
        "km": "ឧស្ម័ន|ផ្សែង", "lo": "ອາຍເສຍ|ຄວັນ", "my": "ဓာတ်ငွေ့|အခိုးအငွေ့",
    },
    "use/water": {"zh": "污水|废水|水|供水|粪污|渗滤液|污水处理"},
    "rate/d": {
        "en": "daily|each day|every day|per day", "vi": "mỗi ngày|hàng ngày|hằng ngày|một ngày|ngày đêm",
        "zh": "日产|日处理|日排|日排放|日均|每天|每日|日供|日产生",
        "th": "วันละ|ต่อวัน", "id": "setiap hari|per hari|tiap hari", "ms": "setiap hari|sehari|harian",
        "fil": "araw-araw|kada araw|bawat araw|sa isang araw",
        "km": "រាល់ថ្ងៃ|ក្នុងមួយថ្ងៃ|មួយថ្ងៃ|ប្រចាំថ្ងៃ", "lo": "ມື້ລະ|ຕໍ່ມື້|ແຕ່ລະມື້",
        "my": "တစ်ရက်လျှင်|တစ်နေ့လျှင်|နေ့စဉ်|တစ်ရက်|တစ်နေ့",
    },
    "rate/year": {
        "en": "yearly|annually|each year|every year|per year", "vi": "mỗi năm|hàng năm|hằng năm",
        "zh": "每年|年产|年处理|年均|年产生",
        "th": "ปีละ|ต่อปี", "id": "setiap tahun|per tahun|tiap tahun", "ms": "setiap tahun|setahun",
        "fil": "kada taon|bawat taon|taun-taon",
        "km": "រាល់ឆ្នាំ|ក្នុងមួយឆ្នាំ|មួយឆ្នាំ", "lo": "ປີລະ|ຕໍ່ປີ|ແຕ່ລະປີ",
        "my": "တစ်နှစ်လျှင်|နှစ်စဉ်|တစ်နှစ်",
    },
    "rate/h": {
        "en": "hourly|per hour|each hour", "vi": "mỗi giờ", "zh": "每小时|小时处理", "th": "ชั่วโมงละ",
        "id": "setiap jam|per jam", "ms": "setiap jam|sejam",
        "fil": "kada oras|bawat oras", "km": "ក្នុងមួយម៉ោង", "lo": "ຊົ່ວໂມງລະ", "my": "တစ်နာရီလျှင်",
    },
}  # fmt: skip


def cue_terms() -> tuple[ConceptTerm, ...]:
    """Return the cues as terms for a ``ConceptFinder``."""
    return tuple(
        ConceptTerm(key, language, name)
        for key, names in CUES.items()
        for language, line in names.items()
        for name in line.split("|")
        if name
    )
