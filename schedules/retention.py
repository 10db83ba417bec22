"""Every night: what is no longer needed leaves the database, and its log."""

from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from actions.change_win import LIST
from bot.context import Angat
from storage import conversations, files, halts, inbox, outbox, reminders, screens, wins

REPEATS_FOR = timedelta(hours=48)
FILES_FOR = timedelta(hours=24)
DEAD_FOR = timedelta(days=7)
LETTERS_FOR = timedelta(days=7)
REMINDERS_FOR = timedelta(days=30)
UNDO_FOR = timedelta(hours=24)
LISTS_FOR = timedelta(hours=48)  # a question that was asked in one is closed long before
log = structlog.get_logger("retention")


async def tidy_up(angat: Angat) -> None:
    """What was deleted leaves the pages of the file, too, and then its log."""
    if not await angat.db.rebuild():
        log.warning("the pages of the database were not written anew")
    await angat.db.checkpoint()


def clean(session: Session, now: datetime) -> None:
    inbox.purge(session, now - REPEATS_FOR, now - DEAD_FOR)
    outbox.purge(session, now - LETTERS_FOR)
    files.purge(session, now - FILES_FOR)
    reminders.purge(session, now - REMINDERS_FOR)
    wins.purge_gone(session, now - UNDO_FOR)
    conversations.purge(session, now)
    halts.purge(session, now)
    screens.purge(session, LIST, now - LISTS_FOR)
