"""What people do with messages: write, send, edit, delete, react, tap, vote."""

import html
from collections.abc import Sequence
from typing import cast

from sandbox.telegram import shapes
from sandbox.telegram.accounts import Account
from sandbox.telegram.formatting import MOST_TEXT, bot_commands, utf16_length
from sandbox.telegram.hearing import hears
from sandbox.telegram.messages import File, Json, Kind, Message, Query
from sandbox.telegram.people import People
from sandbox.telegram.pictures import picture_size, plain_picture
from sandbox.telegram.places import GENERAL, Chat, Topic, Where
from sandbox.telegram.touching import is_reaction
from sandbox.telegram.updates import DAY, TAP_LIVES_FOR

SAMPLES = {
    Kind.STICKER: ("sticker.webp", b"RIFF\x1a\0\0\0WEBPVP8L"),
    Kind.VOICE: ("voice.ogg", b"OggS" + bytes(12_000)),
    Kind.PHOTO: ("photo.png", plain_picture(640, 480)),
    Kind.DOCUMENT: ("document.pdf", b"%PDF-1.4"),
}


class Saying(People):
    def says(
        self, who: Account, text: str, *, to: Where | None = None, reply_to: int | None = None
    ) -> Message:
        said = self.written(who, to or self.home(who), text)
        place = self.chats[said.chat_id]
        said.reply_to = None if reply_to is None else self.seen_by(who, reply_to, place).id
        return self.arrives(place, said)

    def sends(
        self,
        who: Account,
        kind: str,
        caption: str = "",
        *,
        to: Where | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> Message:
        """A sticker, voice, photo or document; without a name and bytes some that will do."""
        what = Kind(kind)
        if what not in SAMPLES:
            raise ValueError(f"a {kind} is not sent as a file")
        sent = self.written(who, to or self.home(who), caption, what)
        sent.file = self.file_of(what, *(file or SAMPLES[what]))
        return self.arrives(self.chats[sent.chat_id], sent)

    def file_of(self, kind: Kind, name: str, data: bytes) -> File:
        size = picture_size(data) if kind is Kind.PHOTO else (0, 0)
        if size is None:
            raise ValueError("this is no picture: a photo is PNG or JPEG")
        if not data:
            raise ValueError("Telegram sends no empty file")
        return self.keep_file(kind, name, data, size)

    def written(self, who: Account, to: Where, text: str, kind: Kind = Kind.TEXT) -> Message:
        topic = to if isinstance(to, Topic) else None
        chat = topic.chat if topic else cast(Chat, to)
        member = self.must_be_able(who, chat)
        if topic and (topic.is_closed or chat.topics.get(topic.id) is not topic):
            raise ValueError(f"{topic.name} is closed or gone")
        text = text.strip()
        if not text and kind is Kind.TEXT:
            raise ValueError("Telegram sends no empty message")
        if utf16_length(text) > MOST_TEXT:
            raise ValueError(f"one message holds {MOST_TEXT} characters")
        return Message(
            id=self.next_message_id(chat),
            chat_id=chat.id,
            sender_id=who.id,
            date=self.now(),
            text=text,
            html=html.escape(text, quote=False),
            entities=bot_commands(text),
            thread_id=topic.id if topic and topic.id != GENERAL else None,
            kind=kind,
            is_anonymous=member.is_anonymous,
        )

    def arrives(self, chat: Chat, message: Message) -> Message:
        if chat.is_private:
            self.accounts[chat.id].wrote = True
        self.post(chat, message)
        if hears(self, chat, message):
            self.updates.add("message", shapes.message(self, message), message.date + DAY)
        return message

    def edits(
        self, who: Account, message_id: int, text: str, *, chat: Chat | None = None
    ) -> Message:
        place = chat or self.home(who)
        message = self.seen_by(who, message_id, place)
        if message.sender_id != who.id:
            raise ValueError("people edit their own messages only")
        if message.text == text.strip():
            return message
        message.text = text.strip()
        message.html = html.escape(message.text, quote=False)
        message.entities = bot_commands(message.text)
        message.edited_at = self.now()
        self.touch()
        if hears(self, place, message):
            expires_at = message.edited_at + DAY
            self.updates.add("edited_message", shapes.message(self, message), expires_at)
        return message

    def deletes(self, who: Account, message_id: int, *, chat: Chat | None = None) -> None:
        """For both sides; Telegram does not tell the bot."""
        message = self.seen_by(who, message_id, chat)
        place = self.chats[message.chat_id]
        may = place.is_private or message.sender_id == who.id or place.member(who).leads
        if not may:
            raise ValueError("people delete their own messages only")
        del place.messages[message_id]
        self.touch()

    def reacts(
        self, who: Account, message_id: int, emoji: str = "", *, chat: Chat | None = None
    ) -> None:
        """One reaction, or none; told only where the bot leads, and never in private."""
        message = self.seen_by(who, message_id, chat)
        if emoji and not is_reaction(emoji):
            raise ValueError(f"{emoji} is no reaction")
        was = message.reactions.pop(who.id, "")
        message.reactions |= {who.id: emoji} if emoji else {}
        self.touch()
        place = self.chats[message.chat_id]
        if was != emoji and not place.is_private and self.bot_in(place).leads:
            shape = self.reaction_shape(who, message, was, emoji)
            self.updates.add("message_reaction", shape, self.now() + DAY)

    def reaction_shape(self, who: Account, message: Message, was: str, now: str) -> Json:
        place = self.chats[message.chat_id]
        by: Json = {"user": shapes.user(who)}
        if place.member(who).is_anonymous:
            by = {"actor_chat": shapes.chat(self, place)}
        return by | {
            "chat": shapes.chat(self, place),
            "message_id": message.id,
            "date": shapes.unix(self.now()),
            "old_reaction": shapes.reaction_types(was),
            "new_reaction": shapes.reaction_types(now),
        }

    def taps(self, who: Account, message_id: int, data: str, *, chat: Chat | None = None) -> str:
        """Neither the person nor the data is checked: a forged tap reaches a bot as well."""
        self.must_be_able(who, self.home(who))
        tapped = (chat or self.home(who)).messages.get(message_id) or self.somewhere(message_id)
        return self.tapped(who.id, tapped, data)

    def tapped(self, person_id: int, on: Message, data: str) -> str:
        query_id = f"{self.bot.id}{len(self.queries) + 1:014}"
        query = Query(query_id, person_id, self.now(), on.chat_id, on.id, data)
        self.queries[query.id] = query
        shape = shapes.callback_query(self, query, on, data)
        self.updates.add("callback_query", shape, query.tapped_at + TAP_LIVES_FOR)
        return query.id

    def taps_again(self, query_id: str) -> str:
        """A phone that got no answer sends its tap once more: a new query, a new update."""
        before = self.queries[query_id]
        if before.answer is not None:
            raise ValueError("a tap that was answered is not sent again")
        on = self.chats[before.chat_id].messages[before.message_id]
        return self.tapped(before.person_id, on, before.data)

    def somewhere(self, message_id: int) -> Message:
        """In any chat: whoever forges a tap names what message they like."""
        for chat in self.chats.values():
            if message_id in chat.messages:
                return chat.messages[message_id]
        raise LookupError(f"there is no message {message_id} to tap on")

    def votes(
        self, who: Account, message_id: int, options: Sequence[int], *, chat: Chat | None = None
    ) -> None:
        """No option takes the vote back; told only where the poll is not anonymous."""
        message = self.seen_by(who, message_id, chat)
        poll = message.poll
        if poll is None or poll.is_closed or (len(options) > 1 and not poll.many):
            raise ValueError("this cannot be voted on like that")
        if any(not 0 <= option < len(poll.options) for option in options):
            raise ValueError("the poll has no such option")
        poll.votes.pop(who.id, None)
        poll.votes |= {who.id: list(options)} if options else {}
        self.touch()
        if not poll.is_anonymous:
            answer: Json = {
                "poll_id": poll.id,
                "user": shapes.user(who),
                "option_ids": list(options),
                "option_persistent_ids": [str(option) for option in options],
            }
            self.updates.add("poll_answer", answer, self.now() + DAY)

    def feed(self, update: Json) -> None:
        """A raw update as it is, well formed or not."""
        self.updates.feed(update)

    def seen_by(self, who: Account, message_id: int, chat: Chat | None = None) -> Message:
        place = chat or self.home(who)
        message = place.messages.get(message_id)
        if message is None or not (place.is_private or place.member(who).is_inside):
            raise LookupError(f"{who.name} has no message {message_id}")
        return message
