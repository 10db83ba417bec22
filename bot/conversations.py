"""The open question of a chat: one ConversationHandler for all stories, its state durable."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, BasePersistence, ConversationHandler, PersistenceInput
from telegram.ext._utils.trackingdict import TrackingDict
from typing_extensions import override

NAME = "chat"
END = ConversationHandler.END
OPEN_FOR = timedelta(hours=24)
PRIVATE = "checkin."  # questions whose answers are sealed: nothing newer ends them
BESIDE_FOR = timedelta(minutes=10)
BESIDE = f"{PRIVATE}beside"  # an energy answer was tapped just now
Handler = BaseHandler[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the state, the row it is about, the screen that asked."""

    state: str
    person_id: int
    about: int | None
    screen_id: int | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """`starts` end an open question, `asks` answer it, `taps` work at any time beside it.

    `otherwise` takes what nobody else took, `edits` hear of edited messages, and `last` runs
    after whatever handled the update.
    """

    starts: tuple[Handler, ...] = ()
    asks: Mapping[str, tuple[Handler, ...]] = field(default_factory=dict)
    taps: tuple[Handler, ...] = ()
    otherwise: tuple[Handler, ...] = ()
    edits: tuple[Handler, ...] = ()
    last: tuple[Handler, ...] = ()


class Conversations(BasePersistence[Any, Any, Any]):
    """Keeps questions in memory by chat; who closes an inbox row writes its chat's one."""

    def __init__(self) -> None:
        nothing = PersistenceInput(
            bot_data=False, chat_data=False, user_data=False, callback_data=False
        )
        super().__init__(store_data=nothing)
        self.open: dict[int, Question] = {}
        self.asked: dict[int, Question] = {}
        self.ended: set[int] = set()
        self.handler: OneQuestion | None = None

    def load(self, questions: Mapping[int, Question]) -> None:
        self.open = dict(questions)

    def question(self, chat_id: int, now: datetime) -> Question | None:
        found = self.open.get(chat_id)
        return found if found and found.expires_at > now else None

    def ask(self, chat_id: int, question: Question) -> str:
        self.asked[chat_id] = question
        self.ended.discard(chat_id)
        return question.state

    def moved(self, chat_id: int) -> bool:
        return chat_id in self.asked or chat_id in self.ended

    def hear(self) -> None:
        """What PTB noted since, of any chat, and at once: its own way takes a turn of the loop."""
        for (chat_id,), state in self.handler.news() if self.handler else ():
            self.noted(chat_id, state)

    def noted(self, chat_id: int, state: object | None) -> None:
        if state is None:
            self.ended.add(chat_id)
            self.asked.pop(chat_id, None)

    def outcome(self, chat_id: int) -> Question | None:
        """What stands after this turn: a new question, none, or the one of before."""
        if chat_id in self.asked:
            return self.asked[chat_id]
        return None if chat_id in self.ended else self.open.get(chat_id)

    def settle(self, chat_id: int) -> None:
        """The turn is written: its outcome is what stands."""
        standing = self.outcome(chat_id)
        self.asked.pop(chat_id, None)
        self.ended.discard(chat_id)
        self.open.pop(chat_id, None)
        if standing:
            self.open[chat_id] = standing

    def standing(self, chat_id: int) -> Question | None:
        """What a newer question would end: nothing that is private."""
        found = self.open.get(chat_id)
        return None if found is None or found.state.startswith(PRIVATE) else found

    def end(self, chat_id: int, question: Question, at: datetime) -> None:
        """What comes in from now on answers something newer; what came before still this."""
        if self.open.get(chat_id) == question:
            self.open[chat_id] = replace(question, expires_at=at)

    def put_back(self, chat_id: int) -> None:
        """The turn failed: the next try meets what it met the first time."""
        self.asked.pop(chat_id, None)
        self.ended.discard(chat_id)
        if self.handler:
            self.handler.put_back(chat_id, self.open.get(chat_id))

    @override
    async def get_conversations(self, name: str) -> dict[Any, Any]:
        return {(chat_id,): one.state for chat_id, one in self.open.items()}

    @override
    async def update_conversation(self, name: str, key: Any, new_state: object | None) -> None:
        self.noted(key[0], new_state)

    @override
    async def get_bot_data(self) -> Any:
        raise RuntimeError("not stored")

    @override
    async def get_chat_data(self) -> Any:
        raise RuntimeError("not stored")

    @override
    async def get_user_data(self) -> Any:
        raise RuntimeError("not stored")

    @override
    async def get_callback_data(self) -> Any:
        raise RuntimeError("not stored")

    @override
    async def update_bot_data(self, data: Any) -> None: ...

    @override
    async def update_chat_data(self, chat_id: int, data: Any) -> None: ...

    @override
    async def update_user_data(self, user_id: int, data: Any) -> None: ...

    @override
    async def update_callback_data(self, data: Any) -> None: ...

    @override
    async def drop_chat_data(self, chat_id: int) -> None: ...

    @override
    async def drop_user_data(self, user_id: int) -> None: ...

    @override
    async def refresh_bot_data(self, bot_data: Any) -> None: ...

    @override
    async def refresh_chat_data(self, chat_id: int, chat_data: Any) -> None: ...

    @override
    async def refresh_user_data(self, user_id: int, user_data: Any) -> None: ...

    @override
    async def flush(self) -> None: ...


class OneQuestion(ConversationHandler[Any]):
    """Reads expiry when the next update comes; the only place that touches PTB's own dict."""

    conversations: Conversations
    now: Callable[[], datetime]

    @override
    def check_update(self, update: object) -> Any:
        """What expired ends when its own person comes, and by nobody else's doing."""
        if isinstance(update, Update) and update.effective_chat and update.effective_user:
            chat_id = update.effective_chat.id
            if update.effective_user.id == chat_id and self.has_expired(chat_id):
                self.put_back(chat_id, None)
                self.conversations.ended.add(chat_id)
        return super().check_update(update)

    def has_expired(self, chat_id: int) -> bool:
        is_known = (chat_id,) in self._conversations
        return is_known and not self.conversations.question(chat_id, self.now())

    def news(self) -> list[tuple[Any, object]]:
        """States that changed since this was asked; None for one that ended."""
        states = self._conversations
        moved = states.pop_accessed_write_items() if isinstance(states, TrackingDict) else []
        return [(key, None if state is TrackingDict.DELETED else state) for key, state in moved]

    def put_back(self, chat_id: int, question: Question | None) -> None:
        key = (chat_id,)
        if question:
            self._conversations[key] = question.state
        elif key in self._conversations:
            del self._conversations[key]


def joined(
    stories: Iterable[Story], conversations: Conversations, now: Callable[[], datetime]
) -> OneQuestion:
    """All stories in one handler: at most one open question, and starting something closes it."""
    starts = [ending(start) for story in stories for start in story.starts]
    states: dict[object, list[Handler]] = {
        state: list(answers) for story in stories for state, answers in story.asks.items()
    }
    handler = OneQuestion(
        entry_points=starts,
        states=states,
        fallbacks=starts,
        allow_reentry=False,
        per_user=False,
        persistent=True,
        name=NAME,
    )
    handler.conversations = conversations
    handler.now = now
    conversations.handler = handler
    return handler


def ending(start: Handler) -> Handler:
    """A start that asks nothing itself ends whatever was asked before."""
    callback: Callable[[Any, Any], Awaitable[Any]] = start.callback

    async def started(update: Any, context: Any) -> Any:
        state = await callback(update, context)
        return END if state is None else state

    start.callback = started
    return start
