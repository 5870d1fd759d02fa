"""Reading a unit where it stands: ``a/b/(c/d)`` with the words of ten languages, in one pass."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from cms import unit_words as words

__all__ = ["Reading", "Term", "nfkc", "scan"]

Term = tuple[str, int]  # unit name in the registry, exponent


@dataclass(frozen=True, slots=True)
class Reading:
    """A unit read from a text: its terms, a factor in front ('per 1000'), and where it ended."""

    terms: tuple[Term, ...]
    factor: float
    end: int


@cache
def _spellings() -> tuple[dict[str, str], dict[str, str], int]:
    """Return exact spellings, spellings without case, and the length of the longest."""
    exact = {nfkc(s): name for name, line in words.SPELLINGS.items() for s in line.split("|")}
    for name in words.COUNTED:
        exact[name] = exact[words.IRREGULAR_PLURALS.get(name, name + "s")] = f"counted_{name}"
    folded: dict[str, str] = {}
    for spelling, name in exact.items():
        folded.setdefault(spelling.casefold(), name)
    return exact, folded, max(map(len, exact))


@cache
def _separators() -> tuple[str, ...]:
    return tuple(sorted((nfkc(w) for w in words.PER_WORDS), key=len, reverse=True))


def nfkc(text: str) -> str:
    """Return the compatible form of a text: full-width and raised digits become plain ones."""
    return unicodedata.normalize("NFKC", text)


def _joins(text: str, end: int) -> bool:
    """Whether a Latin word or number goes on across ``end``, so that nothing may stop there."""
    if not 0 < end < len(text):
        return False
    before, after = text[end - 1], text[end]
    if unicodedata.category(after)[0] == "M":  # a vowel sign or a tone: the syllable goes on
        return True
    return _latin(before) and _latin(after)


def _latin(char: str) -> bool:
    return char.isalnum() and (char < "\u0250" or "\u1e00" <= char <= "\u1eff")


def _term(text: str, start: int, *, denominator: bool) -> tuple[str, int] | None:
    """The longest unit name that begins at ``start``."""
    exact, folded, longest = _spellings()
    for size in range(min(longest, len(text) - start), 0, -1):
        piece, end = text[start : start + size], start + size
        name = exact.get(piece) or folded.get(piece.casefold())
        if denominator and not name:
            name = words.AFTER_STROKE.get(piece)
        if name and not _joins(text, end):
            return name, end
    return None


def _spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \u200b\u00a0":
        at += 1
    return at


def _separator(text: str, at: int) -> tuple[str, int] | None:
    """A word for 'per' at ``at`` and where it ends; Malay ``se`` is written together with what follows."""
    for word in _separators():
        end = at + len(word)
        if text[at:end].casefold() == word and (word == "se" or not _joins(text, end)):
            return word, end
    return None


def scan(text: str, start: int, *, spaced: bool) -> Reading | None:
    """Read ``a/b/(c/d)`` from ``start``. ``spaced`` allows ``L/m2 h``, where a space multiplies."""
    for short, meaning in words.WHOLE.items():
        if text.startswith(short, start):
            whole = scan(meaning, 0, spaced=False)
            return whole and Reading(whole.terms, whole.factor, start + len(short))
    factor, at = 1.0, start
    if text[at : at + 1] in ("万", "亿") and text[at : at + 1]:
        factor, at = (1e4 if text[at] == "万" else 1e8), at + 1
    first = _term(text, at, denominator=False)
    if first is None:
        return None
    terms, end, sign = [(first[0], 1)], first[1], 1
    while True:
        step = _denominator(text, end) if sign else None
        if isinstance(step, Reading):
            terms += [(name, -power) for name, power in step.terms]
            factor, end = factor / step.factor, step.end
        elif step is not None:
            return None
        else:
            product = _product(text, end, negative=len(terms) > 1 and terms[-1][1] < 0, spaced=spaced)
            if product is None:
                break
            terms.append((product[0], -1 if terms[-1][1] < 0 else 1))
            end = product[1]
    return Reading(tuple(terms), factor, end)


def _denominator(text: str, end: int) -> Reading | bool | None:
    """What follows 'per': its reading; ``None`` where there is no 'per', ``False`` where it leads nowhere."""
    at = _spaces(text, end)
    separator = _separator(text, at)
    if separator is None:
        return None
    at = _spaces(text, separator[1])
    if text[at : at + 1] == "(":
        inner = scan(text, at + 1, spaced=True)
        closed = inner is not None and text[inner.end : inner.end + 1] == ")"
        return Reading(inner.terms, inner.factor, inner.end + 1) if inner and closed else False
    digits = at
    while digits < len(text) and (text[digits].isdigit() or text[digits] in ",."):
        digits += 1
    number = text[at:digits].replace(",", "")
    found = _term(text, _spaces(text, digits), denominator=True)
    if found is None:  # 'a', 'one' and their like are everyday words: they simply end the unit
        return False if separator[0] in ("/", "per") else None
    try:
        times = float(number) if number else 1.0
    except ValueError:
        return False
    return Reading(((found[0], 1),), times, found[1]) if times else False


def _product(text: str, end: int, *, negative: bool, spaced: bool) -> tuple[str, int] | None:
    """A further factor after ``·``, ``*`` or a dot, or after a space below the stroke."""
    at = end
    if text[at : at + 1] in ("·", "*", ".", "⋅") and text[at : at + 1]:
        return _term(text, at + 1, denominator=negative)
    if spaced and negative and _spaces(text, at) > at:  # 'USD per household filter' is no unit: time only
        found = _term(text, _spaces(text, at), denominator=True)
        return found if found and found[0] in ("hour", "day", "year", "minute", "second") else None
    return None
