"""Who hears what: edits and channels reach nobody but the stories that ask for them."""

from collections.abc import Mapping

import pytest
from telegram import Bot, Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
)

from bot.conversations import Handler
from bot.filters import TEXT
from handlers import stories
from handlers.line import on_line
from sandbox.world import World
from tests.house.test_menu import commands, every_handler

Content = Mapping[str, object]
JESSA = {"id": 7, "is_bot": False, "first_name": "Jessa"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Jessa"}
GROUP = {"id": -9, "type": "group", "title": "Malaya"}
DATE = 1_795_000_000
FILE = {"file_id": "f", "file_unique_id": "u", "duration": 1, "width": 1, "height": 1}
STICKER = FILE | {"type": "regular", "is_animated": False, "is_video": False}
LINES = ("31 calls, zero holds", "7 AM", "20", "96%", "Dec 1", "90%%")


def command(name: str) -> Content:
    entity = {"type": "bot_command", "offset": 0, "length": len(name) + 1}
    return {"text": f"/{name}", "entities": [entity]}


CONTENTS: list[Content] = [
    *(command(name) for name in (*commands(), "nosuch")),
    *[{"text": line} for line in LINES],
    {"voice": FILE},
    {"sticker": STICKER},
]


def update(kind: str, content: Content, bot: Bot | None = None, chat: Content = PRIVATE) -> Update:
    message: dict[str, object] = {"message_id": 1, "date": DATE, "chat": chat, "from": JESSA}
    message |= content
    if kind.startswith("edited"):
        message["edit_date"] = DATE
    return Update.de_json({"update_id": 1, kind: message}, bot)


def hears(handler: Handler, heard: Update) -> bool:
    return handler.check_update(heard) not in (None, False)


def listeners() -> list[Handler]:
    """Everybody but the edits group and what runs after every update."""
    return [
        one
        for story in stories()
        for one in every_handler(story)
        if one not in story.edits and not isinstance(one, TypeHandler)
    ]


def test_there_is_nothing_but_commands_messages_taps_and_memberships() -> None:
    kinds = (CommandHandler, MessageHandler, CallbackQueryHandler, ChatMemberHandler)
    assert [one for one in listeners() if not isinstance(one, kinds)] == []


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "edited_channel_post"])
async def test_only_what_is_said_is_heard(world: World, kind: str) -> None:
    for content in CONTENTS:
        heard = update(kind, content, world.angat.bot)
        assert [one for one in listeners() if hears(one, heard)] == [], content


async def test_what_is_said_in_private_is_heard(world: World) -> None:
    for content in CONTENTS:
        said = update("message", content, world.angat.bot)
        assert any(hears(one, said) for one in listeners()), content


async def test_in_a_group_only_a_command_is_heard_and_by_one(world: World) -> None:
    """The one that answers with the way into the private chat."""
    for content in CONTENTS:
        said = update("message", content, world.angat.bot, GROUP)
        heard = [one for one in listeners() if hears(one, said)]
        assert len(heard) == ("entities" in content), content


def test_an_edit_is_heard_by_the_edits_alone() -> None:
    edits = [one for story in stories() for one in story.edits]
    for text, heard_by in (("31 calls", [False, True]), ("\u2800", [True, True])):
        heard = update("edited_message", {"text": text})
        assert [hears(one, heard) for one in edits] == heard_by
        assert not any(hears(one, update("message", {"text": text})) for one in edits)


def test_a_filter_without_said_would_be_seen() -> None:
    assert hears(MessageHandler(TEXT, on_line), update("edited_message", {"text": "31 calls"}))
