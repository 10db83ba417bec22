"""Mistakes of ours: one log line without private text, noted for who handles the row."""

from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application, CallbackContext

from bot.context import TURN, TelegramWaits, Turn
from bot.conversations import Conversations
from bot.log import where
from storage.faults import DatabaseWaits

log = structlog.get_logger("errors")


async def handled(
    application: Application[Any, Any, Any, Any, Any, Any], update: Update, turn: Turn
) -> Exception | None:
    """Hands an update to the handlers; what one of them raised, or PTB around them."""
    TURN.set(turn)
    try:
        await application.process_update(update)
    except Exception as error:  # noqa: BLE001 - whatever Telegram sends, the stream goes on
        log.error("an update broke", seq=turn.seq, error=where(error))
        return error
    if isinstance(application.persistence, Conversations):
        application.persistence.hear()
    return turn.failed


async def on_error(_update: object, context: CallbackContext) -> None:  # type: ignore[type-arg]
    """PTB hands over what a handler raised; the receiver decides what becomes of the row."""
    turn = TURN.get(None)
    error = context.error
    if turn is not None:
        turn.failed = error if isinstance(error, Exception) else RuntimeError("no exception")
    if error is not None and not isinstance(error, DatabaseWaits | TelegramWaits):
        log.error("a handler broke", seq=turn.seq if turn else 0, error=where(error))
