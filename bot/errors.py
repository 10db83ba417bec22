"""Mistakes of ours: one log line without private text, noted for who handles the row."""

import structlog
from telegram.ext import CallbackContext

from bot.context import TURN, TelegramWaits
from bot.log import where
from storage.faults import DatabaseWaits

log = structlog.get_logger("errors")


async def on_error(_update: object, context: CallbackContext) -> None:  # type: ignore[type-arg]
    """PTB hands over what a handler raised; the receiver decides what becomes of the row."""
    turn = TURN.get(None)
    error = context.error
    if turn is not None:
        turn.failed = error if isinstance(error, Exception) else RuntimeError("no exception")
    if error is not None and not isinstance(error, DatabaseWaits | TelegramWaits):
        log.error("a handler broke", seq=turn.seq if turn else 0, error=where(error))
