"""Questions that show what a good one looks like, in six languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A question with the BCP 47 tag and the own name of its language."""

    language: str
    name: str
    text: str


EXAMPLES = (
    Example("vi", "Tiếng Việt", "Nước thải dệt nhuộm ở Việt Nam, 3.000 m³/ngày, COD từ 900 xuống 75 mg/L"),
    Example("id", "Indonesia", "Limbah cair pabrik kelapa sawit, 600 m³/hari, COD 50.000 mg/L"),
    Example("th", "ไทย", "น้ำเสียชุมชน 500 ลบ.ม./วัน พื้นที่น้อย ไฟฟ้าดับบ่อย"),
    Example("zh-Hans", "中文", "印染废水 3000 m³/d，COD 900 降到 75 mg/L"),
    Example("km", "ខ្មែរ", "សំណល់រឹងទីក្រុង 50 t/d"),
    Example("en", "English", "Fluoride in village wells in Myanmar, 4 mg/L to 1.5 mg/L, no operator"),
)
