"""What people do in their chats with the bot, and what they see there."""

import html
from datetime import timedelta

from sandbox.telegram import shapes
from sandbox.telegram.accounts import Account
from sandbox.telegram.formatting import MOST_TEXT, bot_commands, utf16_length
from sandbox.telegram.messages import Json, Kind, Message, Query
from sandbox.telegram.state import FIRST_PERSON_ID, State
from sandbox.telegram.updates import DAY, TAP_LIVES_FOR

TYPING_LASTS = timedelta(seconds=5)


class People(State):
    def person(
        self,
        name: str,
        *,
        language_code: str = "en",
        user_id: int | None = None,
        last_name: str = "",
    ) -> Account:
        account_id = self.next_person_id() if user_id is None else user_id
        if self.account(account_id) is not None:
            raise ValueError(f"the id {account_id} is taken")
        who = Account(account_id, name, last_name, language_code=language_code)
        self.accounts[account_id] = who
        self.touch()
        return who

    def next_person_id(self) -> int:
        return max([FIRST_PERSON_ID - 1, *self.accounts]) + 1

    def says(self, who: Account, text: str, *, reply_to: int | None = None) -> Message:
        said = self.written(who, text)
        said.reply_to = None if reply_to is None else self.seen_by(who, reply_to).id
        return self.arrives(who, said)

    def sends(self, who: Account, kind: str, caption: str = "") -> Message:
        sent = self.written(who, caption, Kind(kind))
        if sent.kind is Kind.TEXT:
            raise ValueError("a text is said, not sent")
        if sent.kind is Kind.DOCUMENT:
            sent.file_name, sent.file_bytes = "document.pdf", b"%PDF-1.4"
        return self.arrives(who, sent)

    def written(self, who: Account, text: str, kind: Kind = Kind.TEXT) -> Message:
        self.must_be_open(who)
        text = text.strip()
        if not text and kind is Kind.TEXT:
            raise ValueError("Telegram sends no empty message")
        if utf16_length(text) > MOST_TEXT:
            raise ValueError(f"one message holds {MOST_TEXT} characters")
        return Message(
            id=self.next_message_id(),
            chat_id=who.id,
            sender_id=who.id,
            date=self.now(),
            text=text,
            html=html.escape(text, quote=False),
            entities=bot_commands(text),
            kind=kind,
        )

    def arrives(self, who: Account, message: Message) -> Message:
        who.wrote = True
        self.post(message)
        self.updates.add("message", shapes.message(self, message), message.date + DAY)
        return message

    def edits(self, who: Account, message_id: int, text: str) -> Message:
        message = self.seen_by(who, message_id)
        if message.sender_id != who.id:
            raise ValueError("people edit their own messages only")
        if message.text == text.strip():
            return message
        message.text = text.strip()
        message.html = html.escape(message.text, quote=False)
        message.entities = bot_commands(message.text)
        message.edited_at = self.now()
        self.touch()
        expires_at = message.edited_at + DAY
        self.updates.add("edited_message", shapes.message(self, message), expires_at)
        return message

    def taps(self, who: Account, message_id: int, data: str) -> str:
        """Neither the person nor the data is checked: a forged tap reaches a bot as well."""
        self.must_be_open(who)
        tapped = self.messages.get(message_id)
        if tapped is None:
            raise LookupError(f"there is no message {message_id} to tap on")
        query = Query(f"{self.bot.id}{len(self.queries) + 1:014}", who.id, self.now())
        self.queries[query.id] = query
        shape = shapes.callback_query(self, query, tapped, data)
        self.updates.add("callback_query", shape, query.tapped_at + TAP_LIVES_FOR)
        return query.id

    def blocks(self, who: Account) -> None:
        self.set_blocked(who, blocked=True)

    def unblocks(self, who: Account) -> None:
        self.set_blocked(who, blocked=False)

    def set_blocked(self, who: Account, *, blocked: bool) -> None:
        if who.blocked is blocked:
            return
        who.blocked = blocked
        was, now = ("member", "kicked") if blocked else ("kicked", "member")
        shape = shapes.my_chat_member(self, who, was, now)
        self.updates.add("my_chat_member", shape, self.now() + DAY)
        self.touch()

    def deletes(self, who: Account, message_id: int) -> None:
        """For both sides; Telegram does not tell the bot."""
        self.seen_by(who, message_id)
        del self.messages[message_id]
        self.touch()

    def feed(self, update: Json) -> None:
        """A raw update as it is, well formed or not."""
        self.updates.feed(update)

    def history(self, who: Account) -> list[Message]:
        return [message for message in self.messages.values() if message.chat_id == who.id]

    def answer_to(self, query_id: str) -> str | None:
        """What the toast said: "" for a silent answer, None while there is none."""
        query = self.queries.get(query_id)
        return None if query is None else query.answer

    def typing(self, who: Account) -> bool:
        since = self.typing_since.get(who.id)
        return since is not None and self.now() - since < TYPING_LASTS

    def seen_by(self, who: Account, message_id: int) -> Message:
        message = self.message_in(who.id, message_id)
        if message is None:
            raise LookupError(f"{who.name} has no message {message_id}")
        return message

    def must_be_open(self, who: Account) -> None:
        if who.blocked:
            raise ValueError(f"{who.name} has blocked the bot and must unblock it first")
