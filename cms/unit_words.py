"""How people write units, in ten languages: spellings and the definitions behind them.

Data only; ``cms.unit_reading`` reads it. Spellings are compared after Unicode NFKC: ``m³`` is ``m3``.
"""

from __future__ import annotations

# Every kind of thing that is measured is a dimension of its own: a normal cubic metre of gas is no cubic
# metre of water, a kilowatt installed for a year is no kilowatt-hour. Without a shared dimension nothing
# converts.
DEFINITIONS: tuple[str, ...] = (
    "cubicmetre = [volume]", "litre = 0.001 * cubicmetre", "millilitre = 0.001 * litre",
    "megalitre = 1000 * cubicmetre", "normcubicmetre = [gas]",
    "squaremetre = [area]", "squarecentimetre = 0.0001 * squaremetre", "hectare = 10000 * squaremetre",
    "squarekilometre = 1000000 * squaremetre", "rai = 1600 * squaremetre", "mu = 2000 / 3 * squaremetre",
    "acre = 4046.8564224 * squaremetre",
    "metre = [length]", "kilometre = 1000 * metre", "centimetre = 0.01 * metre", "millimetre = 0.001 * metre",
    "tonne = [mass]", "kilogram = 0.001 * tonne", "gram = 0.001 * kilogram", "milligram = 0.001 * gram",
    "microgram = 0.001 * milligram", "nanogram = 0.001 * microgram", "kilotonne = 1000 * tonne",
    "megatonne = 1000 * kilotonne", "quintal = 100 * kilogram",
    "hour = [time]", "minute = hour / 60", "second = minute / 60", "day = 24 * hour", "week = 7 * day",
    "year = 365 * day", "month = year / 12", "annum = [annual]",
    "kilowatt = [power]", "watt = 0.001 * kilowatt", "megawatt = 1000 * kilowatt",
    "gigawatt = 1000 * megawatt",
    "horsepower = 0.7457 * kilowatt",
    "kilowatthour = [energy]", "watthour = 0.001 * kilowatthour", "megawatthour = 1000 * kilowatthour",
    "gigawatthour = 1000 * megawatthour", "kilojoule = kilowatthour / 3600", "megajoule = 1000 * kilojoule",
    "gigajoule = 1000 * megajoule", "terajoule = 1000 * gigajoule", "kilocalorie = 4.1868 * kilojoule",
    "megacalorie = 1000 * kilocalorie",
    "megalitreperday = megalitre / day", "cubicmetreperday = cubicmetre / day",
    "litrepersecond = litre / second",
    "cubicmetreperhour = cubicmetre / hour", "tonneperday = tonne / day",
    "tonneco2e = [greenhouse]", "kilogramco2e = 0.001 * tonneco2e", "kilotonneco2e = 1000 * tonneco2e",
    "tonneco2 = [carbon_dioxide]", "kilogramco2 = 0.001 * tonneco2", "nanogramteq = [toxic_equivalent]",
    "picogramteq = 0.001 * nanogramteq", "phvalue = [acidity]", "turbidityunit = [turbidity]",
    "platinumcobalt = [colour_pt]", "admi = [colour_admi]", "probablenumber = [probable_number]",
    "colonyunit = [colony]", "odourunit = [odour]", "decibela = [sound_a]", "decibel = [sound]",
    "logstep = [log_reduction]", "percent = [share]", "permille = 0.1 * percent", "ppm = [per_million]",
    "ppb = 0.001 * ppm", "lumen = [light]", "usdollar = [usd]", "million_usdollar = 1000000 * usdollar",
    "dong = [vnd]", "rupiah = [idr]", "yuan = [cny]", "baht = [thb]", "ringgit = [myr]", "peso = [php]",
    "riel = [khr]", "kip = [lak]", "kyat = [mmk]", "singaporedollar = [sgd]", "euro = [eur]",
    "person = [person]", "household = [household]", "livestockhead = [livestock]",
)  # fmt: skip

# Spellings are told apart by case first ('ML' and 'mL'); only where the exact spelling is unknown is the case
# ignored.
SPELLINGS: dict[str, str] = {
    "cubicmetre": "m3|m^3|cbm|cum|cu m|cu.m|cu. m.|cubic metre|cubic metres|cubic meter|cubic meters"
    "|立方米|立方公尺|立方|方"
    "|mét khối|met khoi|khối|ลูกบาศก์เมตร|ลบ.ม.|ลบ.ม|คิว|meter kubik|kubik meter|kubik|meter padu"
    "|metrong kubiko|metro kubiko"
    "|kubiko metro|cubic metro|ម៉ែត្រគូប|ម៣|ម3|ម^3|ແມັດກ້ອນ|ແມັດຄິວ|ລບ.ມ|ມ3|ມ^3|ກ້ອນ|ကုဗမီတာ",
    "litre": "L|l|litre|litres|liter|liters|ltr|升|公升|lít|lit|ลิตร|litro|លីត្រ|ລິດ|လီတာ",
    "millilitre": "mL|ml|millilitre|milliliter|毫升|มล.|มิลลิลิตร|mililiter|មីលីលីត្រ|ມລ|မီလီလီတာ",
    "megalitre": "ML|megalitre|megalitres|megaliter",
    "normcubicmetre": "Nm3|Nm^3|Ncbm|normal m3|标立方米|标方|标准立方米|m3 chuẩn|m3N|m3(N)"
    "|นอร์มัลลูกบาศก์เมตร|meter kubik normal",
    "squaremetre": "m2|m^2|sqm|sq m|sq.m|sq. m.|sq.m.|square metre|square metres|square meter"
    "|square meters|平方米|平米|㎡"
    "|mét vuông|met vuong|ตารางเมตร|ตร.ม.|ตร.ม|meter persegi|metro kuwadrado|metrong parisukat"
    "|kuwadrado metro"
    "|ម៉ែត្រការ៉េ|ម2|ម២|ຕາແມັດ|ຕາຕະລາງແມັດ|ມ2|ตรม.|စတုရန်းမီတာ",
    "squarecentimetre": "cm2|cm^2",
    "hectare": "ha|hectare|hectares|公顷|hecta|héc-ta|hec ta|hectar|เฮกตาร์|เฮกแตร์|hektar|hektare"
    "|ektarya|ហិកតា|ហ.ត|ເຮັກຕາ|ເຮກຕາ"
    "|ဟက်တာ",
    "squarekilometre": "km2|km^2|sq km|square kilometre|square kilometres|square kilometer|平方公里"
    "|ตารางกิโลเมตร|ตร.กม.|kilometer persegi"
    "|គីឡូម៉ែត្រការ៉េ|ຕາກິໂລແມັດ|စတုရန်းကီလိုမီတာ",
    "rai": "rai|ไร่|ໄຮ່",
    "mu": "mu|亩",
    "acre": "acre|acres|英亩|ekar|ဧက",
    "metre": "m|metre|metres|meter|meters|米|mét|เมตร|ม.|metro|ម៉ែត្រ|ແມັດ|မီတာ",
    "kilometre": "km|kilometre|kilometres|kilometer|kilometers|公里|千米|kilômét|ki-lô-mét|cây số|กม."
    "|กิโลเมตร|kilometro|គីឡូម៉ែត្រ|គ.ម"
    "|ກິໂລແມັດ|ກມ|ကီလိုမီတာ",
    "centimetre": "cm|centimetre|centimeter|厘米",
    "millimetre": "mm|millimetre|millimeter|毫米|มม.|มิลลิเมตร",
    "tonne": "t|T|ton|tons|tonne|tonnes|metric ton|metric tons|metric tonnes|mt|吨|公吨|tấn|tan|ตัน"
    "|tan metrik|tonelada|toneladang"
    "|តោន|ໂຕນ|ໂຕ່ນ|တန်",
    "kilogram": "kg|kgs|kilogram|kilograms|kilo|kilos|公斤|千克|กก.|กิโลกรัม|กิโล|គីឡូក្រាម|គ.ក|ກິໂລກຣາມ"
    "|ກິໂລ|ກກ|ကီလိုဂရမ်|ကီလို",
    "gram": "g|gram|grams|gr|克|กรัม|ក្រាម|ກຣາມ|ဂရမ်",
    "milligram": "mg|milligram|milligrams|毫克|มก.|มก|มิลลิกรัม|miligram|miligramo|មីលីក្រាម|ມກ|ມິນລີກຣາມ"
    "|ມິລິກຣາມ|ມລກ|မီလီဂရမ်"
    "|မဂ",
    "microgram": "ug|μg|mcg|microgram|micrograms|微克|ไมโครกรัม|มคก.|mikrogram|មីក្រូក្រាម|ໄມໂຄຣກຣາມ"
    "|ໄມໂຄກຣາມ|မိုက်ခရိုဂရမ်",
    "nanogram": "ng|nanogram|纳克",
    "kilotonne": "kt",
    "megatonne": "Mt",
    "quintal": "tạ",
    "hour": "h|hr|hrs|hour|hours|小时|时|giờ|ชั่วโมง|ชม.|ชม|jam|oras|ម៉ោង|ຊົ່ວໂມງ|ຊມ|နာရီ",
    "minute": "min|mins|minute|minutes|分钟|phút|นาที|menit|minit|minuto|នាទី|ນາທີ|မိနစ်",
    "second": "s|sec|second|seconds|秒|giây|วินาที|detik|saat|segundo|វិនាទី|ວິນາທີ|စက္ကန့်",
    "day": "d|day|days|ngày đêm|ngày.đêm|ngày-đêm|ngđ|ngày|ngay|nđ|日|天|昼夜|วัน|hari|araw|ថ្ងៃ|ມື້|ວັນ|ရက်|နေ့",
    "week": "week|weeks|周|星期|tuần|สัปดาห์|minggu|linggo|សប្តាហ៍|ອາທິດ|ပတ်",
    "month": "month|months|mo|月|个月|tháng|เดือน|bulan|buwan|ខែ|ເດືອນ|လ",
    "year": "year|years|yr|yrs|annum|年|năm|nam|ปี|tahun|thn|taon|ឆ្នាំ|ປີ|နှစ်",
    "watt": "W|watt|watts|瓦|วัตต์",
    "kilowatt": "kW|kilowatt|kilowatts|kWp|kWe|kVA|千瓦|กิโลวัตต์|គីឡូវ៉ាត់|ກິໂລວັດ|ကီလိုဝပ်",
    "megawatt": "MW|megawatt|megawatts|MWp|MWe|兆瓦|เมกะวัตต์|មេហ្គាវ៉ាត់|ເມກາວັດ|မဂ္ဂါဝပ်",
    "gigawatt": "GW|GWp",
    "horsepower": "hp|HP|马力|mã lực|แรงม้า",
    "watthour": "Wh",
    "kilowatthour": "kWh|千瓦时|度电|kilowatt hour|kilowatt hours|kilowatt-hour|kilowatt-hours|หน่วยไฟฟ้า"
    "|กิโลวัตต์ชั่วโมง",
    "megawatthour": "MWh|兆瓦时",
    "gigawatthour": "GWh",
    "kilojoule": "kJ",
    "megajoule": "MJ|兆焦",
    "gigajoule": "GJ",
    "terajoule": "TJ",
    "kilocalorie": "kcal|大卡|千卡",
    "megacalorie": "Mcal",
    "megalitreperday": "MLD|mld",
    "cubicmetreperday": "CMD|cmd|m3pd",
    "cubicmetreperhour": "CMH|cmh",
    "litrepersecond": "LPS|lps",
    "tonneperday": "TPD|tpd",
    "tonneco2e": "t CO2e|tCO2e|t CO2eq|tCO2eq|t CO2-eq|tCO2-eq|tonnes CO2e|tonnes of CO2e"
    "|tonnes CO2 equivalent|tons CO2e|ton CO2e|ton CO2eq"
    "|吨二氧化碳当量|吨CO2当量|tấn CO2e|tấn CO2 tương đương|tấn CO2tđ|ตันคาร์บอนไดออกไซด์เทียบเท่า"
    "|tan CO2e|toneladang CO2e|តោន CO2e|ໂຕນ CO2e"
    "|တန် CO2e|tấn CO2eq|ตัน CO2e|ตัน CO2eq",
    "kilogramco2e": "kg CO2e|kgCO2e|kg CO2eq|kgCO2eq",
    "kilotonneco2e": "kt CO2e|ktCO2e",
    "tonneco2": "t CO2|tCO2|tonnes CO2|tonnes of CO2",
    "kilogramco2": "kg CO2|kgCO2",
    "nanogramteq": "ng TEQ|ngTEQ|ng I-TEQ|ng WHO-TEQ|纳克毒性当量",
    "picogramteq": "pg TEQ|pgTEQ",
    "phvalue": "pH",
    "turbidityunit": "NTU",
    "platinumcobalt": "Pt-Co|PtCo|Pt/Co|TCU|PCU|Hazen|mg/L Pt-Co|mg Pt/L|铂钴",
    "admi": "ADMI",
    "probablenumber": "MPN",
    "colonyunit": "CFU|cfu",
    "odourunit": "OU|ouE|OUE",
    "decibela": "dB(A)|dBA|dB (A)|เดซิเบลเอ|分贝(A)",
    "decibel": "dB|分贝|เดซิเบล|đề-xi-ben|desibel",
    "logstep": "log10|LRV|log|logs",
    "percent": "%|percent|per cent|个百分点|phần trăm|เปอร์เซ็นต์|persen|peratus|porsiyento|ភាគរយ|ເປີເຊັນ"
    "|ສ່ວນຮ້ອຍ|ရာခိုင်နှုန်း",
    "permille": "‰",
    "ppm": "ppm",
    "ppb": "ppb",
    "lumen": "lm",
    "usdollar": "USD|US$|usd|US dollars|US dollar|美元|美金|đô la Mỹ|ดอลลาร์สหรัฐ|dolar AS|dolar Amerika"
    "|ដុល្លារអាមេរិក|ໂດລາສະຫະລັດ"
    "|အမေရိကန်ဒေါ်လာ|dolyar",
    "million_usdollar": "MUSD|mUSD|million USD|USD million|百万美元",
    "dong": "VND|VNĐ|đồng|越南盾",
    "rupiah": "IDR|Rp|rupiah",
    "yuan": "CNY|RMB|yuan|人民币|元|nhân dân tệ",
    "baht": "THB|baht|บาท|泰铢",
    "ringgit": "MYR|RM|ringgit|林吉特",
    "peso": "PHP|peso|pesos|piso|菲律宾比索",
    "riel": "KHR|riel|រៀល",
    "kip": "LAK|kip|ກີບ",
    "kyat": "MMK|kyat|kyats|ကျပ်",
    "singaporedollar": "SGD|S$|新元",
    "euro": "EUR|€|euro|euros|欧元",
    "person": "people|person|persons|inhabitants|residents|capita|population equivalent|PE|p.e.|人|人口"
    "|người|dân|คน|orang|jiwa|penduduk|tao"
    "|katao|នាក់|ຄົນ|ယောက်|ဦး",
    "household": "households|household|families|hộ|hộ gia đình|户|家庭|ครัวเรือน|rumah tangga|isi rumah"
    "|KK|sambahayan|pamilya|គ្រួសារ|ຄົວເຮືອນ"
    "|ຄອບຄົວ|အိမ်ထောင်စု",
    "livestockhead": "head|heads|头|ekor",
}

# Too short to stand alone ('a year', the Khmer 'come'): read only after a stroke, as in 'kWh/m2/a' or 'mg/ល'.
AFTER_STROKE: dict[str, str] = {
    "a": "year", "ล.": "litre", "ล": "litre", "ລ": "litre", "ល": "litre", "လီ": "litre", "ວ": "day",
}  # fmt: skip
WHOLE: dict[str, str] = {
    "មក/ល": "mg/L",
    "ก./ลิตร": "g/L",
    "ก./ล.": "g/L",
    "ก./ล": "g/L",
}  # abbreviations whose first half alone is an everyday word

# Things one counts in an offer (a price per lamp); each is a dimension that converts to nothing else.
COUNTED: tuple[str, ...] = (
    "vehicle", "station", "sensor", "stack", "lamp", "connection", "unit", "house", "toilet", "filter",
    "camera",
    "tree", "bike", "bus", "site", "kit", "set", "berth", "buoy", "test", "sample", "employee", "stove",
    "line",
    "retort", "motorcycle", "dam", "harvester", "flight", "centre", "parameter",
)  # fmt: skip
IRREGULAR_PLURALS = {"bus": "buses"}

# Words between a unit and what it is counted per.
PER_WORDS: tuple[str, ...] = (
    "/", "÷", "∕", "per", "a", "an", "each", "every", "每", "mỗi", "một", "trên", "trong một", "ต่อ",
    "setiap", "tiap", "tiap-tiap",
    "se", "kada", "bawat", "sa bawat", "sa isang", "ក្នុងមួយ", "ក្នុង១", "ក្នុង", "ຕໍ່", "ຕໍ່ໜຶ່ງ",
    "ต่อหนึ่ง", "တစ်",
)  # fmt: skip
