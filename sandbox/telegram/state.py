"""Everything the sandbox's Telegram remembers."""

from collections.abc import Callable
from datetime import datetime

from sandbox.telegram.accounts import Account
from sandbox.telegram.messages import File, Json, Kind, Message, Query
from sandbox.telegram.places import Chat, Member, Place, Status
from sandbox.telegram.signal import Signal
from sandbox.telegram.updates import Updates, random_looking

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
        self.privacy = True  # in groups the bot hears what is meant for it; BotFather switches it
        self.accounts: dict[int, Account] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, File] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int, Json] = {}
        self.typing_since: dict[int, datetime] = {}
        self.drafts: dict[int, str] = {}
        self.updates = Updates(now, random_looking(token))
        self.last_message_id = 0
        self.last_person_id = FIRST_PERSON_ID - 1
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

    def next_message_id(self, chat: Chat) -> int:
        """All private chats and basic groups of a bot share one sequence."""
        counter: Chat | State = chat if chat.place is Place.SUPERGROUP else self
        counter.last_message_id += 1
        return counter.last_message_id

    def next_file_id(self, kind: Kind) -> str:
        return f"sandbox-{kind.value}-{len(self.files) + 1}"

    def keep_file(self, kind: Kind, name: str, data: bytes, size: tuple[int, int]) -> File:
        file = File(self.next_file_id(kind), kind, name, data, size)
        self.files[file.id] = file
        return file

    def file_at(self, path: str) -> bytes | None:
        """What getFile's path leads to; None where nothing lies."""
        file = self.files.get(path.rpartition("/")[2].partition(".")[0])
        return file.data if file and path_of(file) == path else None

    def post(self, chat: Chat, message: Message) -> Message:
        chat.messages[message.id] = message
        self.touch()
        return message

    def account(self, account_id: int) -> Account | None:
        return self.bot if account_id == self.bot.id else self.accounts.get(account_id)

    def message_in(self, chat_id: int, message_id: int | None) -> Message | None:
        chat = self.chats.get(chat_id)
        return chat.messages.get(message_id) if chat and message_id is not None else None

    def bot_in(self, chat: Chat) -> Member:
        return chat.member(self.bot) if not chat.is_private else Member(self.bot, Status.MEMBER)


FOLDERS = {Kind.PHOTO: "photos", Kind.VOICE: "voice", Kind.STICKER: "stickers"}


def path_of(file: File) -> str:
    ending = file.name.rpartition(".")[2] if "." in file.name else "bin"
    return f"{FOLDERS.get(file.kind, 'documents')}/{file.id}.{ending}"
