"""Numbers as ten languages write them: 1.234,5 and 1,234.5, 3 000, ๓๐๐๐, 5万, 1,2 triệu, 2 juta."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["HAN_NUMBER", "NUMBER", "Numeral", "parse_number", "read_han", "read_numeral"]

# On folded text: digits of every script are plain ones, 10⁶ is 10^6. Every branch is linear.
NUMBER = re.compile(
    r"(?<![0-9.^])(?<![0-9],)(?:\d{1,3}(?: \d{3})+(?![\d.,])|\d+(?:[.,]\d+)*)(?:\^\d{1,2}(?!\d))?"
)
HAN_NUMBER = re.compile(r"[一二两三四五六七八九十百千]{1,8}[万亿]?|[万亿]")
_TIMES_TEN = re.compile(r" ?[x×*] ?10\^(\d{1,2})(?!\d)")
POINT_GROUPS = frozenset(("vi", "id", "km", "lo"))  # 3.000 is three thousand
COMMA_DECIMALS = frozenset(("vi", "id"))  # 0,4 is four tenths

MULTIPLIERS: dict[str, float] = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "mio": 1e6,
    "nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9, "nghin": 1e3, "ngan": 1e3, "trieu": 1e6,
    "ribu": 1e3, "juta": 1e6, "miliar": 1e9, "milyar": 1e9, "bilion": 1e9,
    "libong": 1e3, "libo": 1e3, "milyong": 1e6, "milyon": 1e6, "bilyon": 1e9,
    "พัน": 1e3, "หมื่น": 1e4, "แสน": 1e5, "ล้าน": 1e6,
    "ពាន់": 1e3, "ម៉ឺន": 1e4, "សែន": 1e5, "លាន": 1e6,
    "ພັນ": 1e3, "ໝື່ນ": 1e4, "ຫມື່ນ": 1e4, "ແສນ": 1e5, "ລ້ານ": 1e6,
    "ထောင်": 1e3, "သောင်း": 1e4, "သိန်း": 1e5, "သန်း": 1e6,
    "百万": 1e6, "千": 1e3, "万": 1e4, "亿": 1e8,
}  # fmt: skip
_NAMES = "|".join(sorted(map(re.escape, MULTIPLIERS), key=len, reverse=True))
_MULTIPLIER = re.compile(
    f" ?({_NAMES})(?![a-z\u00c0-\u024f\u1e00-\u1eff瓦克米卡ธ])", re.IGNORECASE
)  # 12000千瓦 are kilowatts
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from a folded text: its value, where it ends, and whether its point could mean both."""

    value: float
    end: int
    ambiguous: bool = False
    multiplied: bool = False


def parse_number(text: str, language: str = "en") -> tuple[float, bool] | None:
    """Read digits with separators; returns the value and whether another reading was possible.

    One separator before exactly three digits could mean both: it groups thousands where the language writes them
    so, and always before a round 000 or 500. A point (1.234), or a comma read as a decimal sign, is called
    ambiguous. ``None`` for what is no number (1.2.3, a version).
    """
    body, _, power = text.partition("^")
    digits = body.replace(" ", "")
    marks = [c for c in digits if c in ".,"]
    ambiguous = False
    if len(set(marks)) == 2:
        decimal = marks[-1]
        if marks.count(decimal) > 1 or not _grouped(digits.rpartition(decimal)[0]):
            return None
        digits = digits.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    elif len(marks) > 1:
        if not _grouped(digits):
            return None
        digits = digits.replace(marks[0], "")
    elif marks:
        digits, ambiguous = _one_mark(digits, marks[0], language)
    value = float(digits[:40])
    if power:
        value = value ** int(power) if value <= 10 else float("nan")
    return (value, ambiguous) if value == value and value < 1e15 else None


def _one_mark(digits: str, mark: str, language: str) -> tuple[str, bool]:
    """One separator: a decimal sign, unless three digits follow and the language groups with it."""
    whole, _, after = digits.partition(mark)
    if len(after) != 3 or whole.startswith("0") or len(whole) > 3:
        return f"{whole}.{after}", False
    groups = language in POINT_GROUPS if mark == "." else language not in COMMA_DECIMALS
    if after.endswith("00"):
        return whole + after, False
    return (whole + after if groups else f"{whole}.{after}"), mark == "." or not groups


def _grouped(digits: str) -> bool:
    """Whether the parts between separators are groups of three."""
    first, *rest = re.split(r"[.,]", digits)
    return 1 <= len(first) <= 3 and all(len(part) == 3 for part in rest)


def read_numeral(text: str, match: re.Match[str], language: str) -> Numeral | None:
    """Read the number of a ``NUMBER`` match with what multiplies it (x 10^5, million, 万)."""
    parsed = parse_number(match.group(), language)
    if parsed is None:
        return None
    value, ambiguous = parsed
    if ten := _TIMES_TEN.match(text, match.end()):
        return Numeral(value * 10.0 ** int(ten.group(1)), ten.end(), False, True)
    times, end = 1.0, match.end()
    while times < 1e15 and (word := _MULTIPLIER.match(text, end)):
        times, end = times * MULTIPLIERS[word.group(1).casefold()], word.end()
    multiplied = times > 1
    if multiplied and ambiguous:  # nobody writes 1.234 million and means 1,234 million
        value = float(match.group().replace(",", "."))
    return Numeral(value * times, end, ambiguous, multiplied) if value * times < 1e15 else None


def read_han(match: re.Match[str]) -> Numeral | None:
    """Read a number in Chinese characters (四万, 三百五十); ``None`` where the characters are no number."""
    value, section, digit = 0.0, 0.0, 0.0
    for char in match.group():
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in _HAN_TENS:
            section, digit = section + (digit or 1) * _HAN_TENS[char], 0.0
        else:
            value, section, digit = (value + section + digit) * (1e4 if char == "万" else 1e8), 0.0, 0.0
    total = value + section + digit
    return Numeral(total, match.end()) if total else None
