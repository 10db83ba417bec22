"""The / menu as it grows with a person: which commands, in which order, at which stage."""

from enum import StrEnum
from functools import cache

GROWS_AFTER = 10


class MenuStage(StrEnum):
    """At first; with ten worked shifts or a first measure; leading a team."""

    FIRST = "first"
    GROWN = "grown"
    LEADS = "leads"


MENU: dict[MenuStage, tuple[str, ...]] = {
    MenuStage.FIRST: ("win", "wins", "progress", "shift", "help", "privacy", "settings"),
    MenuStage.GROWN: (
        *("win", "wins", "progress", "kra", "case", "shift", "help", "privacy", "settings"),
    ),
    MenuStage.LEADS: (
        *("team", "win", "wins", "progress", "kra", "case", "shift"),
        *("help", "privacy", "settings"),
    ),
}
NOT_YET = frozenset(("kra", "case", "team"))  # named above, and not built


def stage_of(worked: int, *, measured: bool = False, leads: bool = False) -> MenuStage:
    """`worked`: shifts behind them; `measured`: a measure is followed; `leads`: a team."""
    if leads:
        return MenuStage.LEADS
    return MenuStage.GROWN if measured or worked >= GROWS_AFTER else MenuStage.FIRST


def shown_at(stage: MenuStage) -> tuple[str, ...]:
    """What the menu shows: a command that leads nowhere yet is left out."""
    return tuple(name for name in MENU[stage] if name not in NOT_YET)


def menu_for(language: str, worked: int) -> str:
    """Language and names in a line, to be compared with what Telegram was told last."""
    return " ".join((language, *shown_at(stage_of(worked))))


@cache
def menus_for(language: str) -> frozenset[str]:
    """Every menu a person of that language may have by now or later, by shifts alone."""
    return frozenset(menu_for(language, worked) for worked in (0, GROWS_AFTER))
