"""What handlers listen to: things said in private, readable answers, taps by their verb."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatID, ChatType
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, filters
from typing_extensions import override

from views.taps import Tap, Verb, read

NOBODY = frozenset(ChatID)  # Telegram itself, anonymous admins, channels


class Own(filters.MessageFilter):
    """Passes what somebody writes in their own private chat: an answer there is seen by them."""

    __slots__ = ()

    @override
    def filter(self, message: Message) -> bool:
        return message.chat.type == ChatType.PRIVATE and is_own(message.from_user, message.chat.id)


class Said(filters.UpdateFilter):
    """A new message of that kind: asked of every line by every story, so in one step."""

    __slots__ = ()

    @override
    def filter(self, update: Update) -> bool:
        return update.message is not None and bool(PRIVATE.filter(update.message))


class Text(filters.MessageFilter):
    """Words that are no command."""

    __slots__ = ()

    @override
    def filter(self, message: Message) -> bool:
        return bool(message.text) and not filters.COMMAND.filter(message)


PRIVATE = Own()
SAID = Said()
TEXT = Text()
WORDLESS = ~filters.TEXT
ENERGY = frozenset(verb for verb in Verb if verb.startswith("batt."))
Callback = Callable[[Update, Any], Coroutine[Any, Any, Any]]


class Reads(filters.MessageFilter):
    """Passes text that the open question can read; everything else goes to the starts."""

    def __init__(self, can_read: Callable[[str], bool]) -> None:
        super().__init__()
        self.can_read = can_read

    @override
    def filter(self, message: Message) -> bool:
        return bool(message.text) and self.can_read(message.text or "")


class OnTaps(CallbackQueryHandler[Any, Any]):
    """Not forged, and with data: PTB gives every handler a tap that carries nothing at all."""

    @override
    def check_update(self, update: object) -> Any:
        query = update.callback_query if isinstance(update, Update) else None
        if query is None or not query.data or is_forged(query):
            return None
        return super().check_update(update)


def is_forged(query: CallbackQuery) -> bool:
    """A tap in a chat that is not the tapper's own; without a message it is in nobody else's."""
    who = query.from_user
    return not is_own(who, query.message.chat.id if query.message else who.id)


def is_own(user: User | None, chat_id: int) -> bool:
    """Whether it is their private chat; no account that many speak as, and no bot, has one."""
    if user is None or user.is_bot or user.id in NOBODY:
        return False
    return user.id == chat_id


class Membership(ChatMemberHandler[Any, Any]):
    """Passes what becomes of the bot itself in chats of those kinds."""

    def __init__(self, callback: Callback, *kinds: str) -> None:
        super().__init__(callback, ChatMemberHandler.MY_CHAT_MEMBER)
        self.kinds = kinds

    @override
    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.my_chat_member is None:
            return False
        return update.my_chat_member.chat.type in self.kinds


def on_taps(callback: Callback, *verbs: Verb) -> CallbackQueryHandler[Any, Any]:
    return OnTaps(callback, pattern=lambda data: is_one_of(data, verbs))


def is_one_of(data: object, verbs: tuple[Verb, ...]) -> bool:
    tap = read(data if isinstance(data, str) else None)
    return tap is not None and tap.verb in verbs


def is_about_energy(message: Message | None) -> bool:
    """A message of ours whose buttons are all about an energy answer."""
    board = message.reply_markup if message else None
    taps = (
        [read(str(one.callback_data)) for row in board.inline_keyboard for one in row]
        if board
        else []
    )
    return any(tap and tap.verb in ENERGY for tap in taps) and all(
        tap and tap.verb in (*ENERGY, Verb.HELP_CARD) for tap in taps
    )


def tap_of(update: Update) -> Tap:
    """The tap of an update whose handler listens to taps."""
    query = update.callback_query
    tap = read(query.data if query else None)
    if tap is None:
        raise RuntimeError("a tap handler met something else")
    return tap


def replied_to(update: Update) -> Message | None:
    """The person's own message that the tapped one answers."""
    tapped = update.callback_query.message if update.callback_query else None
    return tapped.reply_to_message if isinstance(tapped, Message) else None


def words_of(update: Update) -> str:
    message = update.effective_message
    return (message.text or "").strip() if message else ""
