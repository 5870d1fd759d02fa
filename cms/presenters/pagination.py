"""Page numbers worth a link: the ends, the present page and its neighbours."""


def page_numbers(current: int, last: int, around: int = 1) -> list[int | None]:
    """Numbers in order, ``None`` where some are left out: ``[1, None, 6, 7, 8, None, 14]``. A gap of one is
    filled.
    """
    wanted = sorted({1, last, *range(max(1, current - around), min(last, current + around) + 1)})
    shown: list[int | None] = []
    for number in wanted:
        before = shown[-1] if shown else number - 1
        if number - before == 2:
            shown.append(number - 1)
        elif number - before > 2:
            shown.append(None)
        shown.append(number)
    return shown
