"""The long poll: raw updates from getUpdates, and what is said when it fails."""

import json
from typing import Any

import structlog
from telegram.error import Conflict, TelegramError
from telegram.request import BaseRequest

from bot.arrivals import Update, id_of, updates_in
from bot.context import Angat
from bot.log import Episodes

BATCH = 100
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
log = structlog.get_logger("receive")


class Polling:
    """How far the stream is confirmed, in memory: Telegram itself knows after a start."""

    def __init__(self, angat: Angat, wire: BaseRequest) -> None:
        self.angat = angat
        self.wire = wire
        self.offset = 0
        self.episodes = Episodes(angat.clock.monotonic)

    async def fetch(self, wait: int) -> list[Update]:
        """One batch, after at most `wait` seconds; nothing of it is confirmed yet."""
        settings = self.angat.settings
        token = settings.bot_token.get_secret_value()
        allowed = json.dumps(ALLOWED, separators=(",", ":"))
        address = (
            f"{settings.api_url}/bot{token}/getUpdates?offset={self.offset}"
            f"&limit={BATCH}&timeout={wait}&allowed_updates={allowed}"
        )
        raw = await self.wire.retrieve(address, read_timeout=wait + 10)
        try:
            return updates_in(raw)
        except ValueError:
            raise TelegramError("Invalid server response") from None

    def confirm(self, updates: list[Update]) -> None:
        """The next call tells Telegram; an empty batch says that it knows.

        An offset is not asked for twice: after a quiet week ids may begin anew below it.
        """
        self.offset = max((id_of(update) + 1 for update in updates), default=0)

    async def met(self, error: TelegramError) -> None:
        """One line for as long as it lasts; a webhook that is in the way is deleted."""
        if not isinstance(error, Conflict):
            self.say_once("Telegram does not answer", error=type(error).__name__)
        elif "webhook" not in error.message.lower():
            self.say_once("another process polls with this token")
        else:
            self.say_once("a webhook was set for this token; it is deleted, this process polls")
            await self.delete_webhook()

    def say_once(self, what: str, **about: Any) -> None:
        if self.episodes.begins(what):
            log.warning(what, **about)

    async def delete_webhook(self) -> None:
        try:
            await self.angat.bot.delete_webhook()
        except TelegramError as error:
            self.say_once("the webhook could not be deleted", error=type(error).__name__)
