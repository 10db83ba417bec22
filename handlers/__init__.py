"""What people start: one file per story; this is the table of contents, and order matters."""

from bot.conversations import Story
from handlers import (
    card,
    check_in,
    group,
    help,
    line,
    mine,
    other,
    set_up,
    settings,
    shift,
    start,
    win,
    wins,
)


def stories() -> tuple[Story, ...]:
    """Built anew for every application: a ConversationHandler is its state."""
    return (
        help.story(),
        start.story(),
        set_up.story(),
        win.story(),
        wins.story(),
        card.story(),
        check_in.story(),
        shift.story(),
        settings.story(),
        mine.story(),
        other.story(),
        group.story(),
        line.story(),
    )
