"""Everything the sandbox's Telegram remembers."""

import zlib
from collections.abc import Callable
from datetime import datetime

from sandbox.telegram.accounts import Account
from sandbox.telegram.messages import Json, Message, Query
from sandbox.telegram.signal import Signal
from sandbox.telegram.updates import Updates

TOKEN = "4200:SANDBOX-opens-nothing-anywhere-000000"
FIRST_PERSON_ID = 7_000_000_001  # past 32 bits, as real ones are


class State:
    def __init__(self, now: Callable[[], datetime], token: str = TOKEN) -> None:
        self.now = now
        self.token = token
        self.bot = Account(
            id=int(token.split(":", 1)[0]),
            first_name="Sandbox bot",
            username="sandbox_bot",
            is_bot=True,
        )
        self.accounts: dict[int, Account] = {}
        self.messages: dict[int, Message] = {}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.typing_since: dict[int, datetime] = {}
        self.updates = Updates(now, first_update_id(token))
        self.last_message_id = 0
        self.version = 0
        self.change = Signal()

    @property
    def unconfirmed(self) -> int:
        return len(self.updates.alive())

    async def changed(self, since: int) -> int:
        """Wait until something visible happened after `since`, and say where we are."""
        while self.version <= since:
            await self.change.wait()
        return self.version

    def touch(self) -> None:
        self.version += 1
        self.change.ring()

    def next_message_id(self) -> int:
        """Telegram numbers the messages of all private chats of a bot in one sequence."""
        self.last_message_id += 1
        return self.last_message_id

    def post(self, message: Message) -> Message:
        self.messages[message.id] = message
        self.touch()
        return message

    def account(self, account_id: int) -> Account | None:
        return self.bot if account_id == self.bot.id else self.accounts.get(account_id)

    def message_in(self, chat_id: int, message_id: int | None) -> Message | None:
        message = self.messages.get(message_id) if message_id is not None else None
        return message if message is not None and message.chat_id == chat_id else None


def first_update_id(token: str) -> int:
    """Looks random, so that nobody counts from 1, and is the same in every run."""
    return 100_000_000 + zlib.crc32(token.encode()) % 800_000_000
