"""Words and nothing else are read by a shorter way, and are what PTB makes of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update
from telegram.ext import ExtBot

from bot.arrivals import plain_line
from tests.engine.odd_words import texts
from tests.engine.published import DATES, DEEP, ODD_DATES, objects

BOT: ExtBot[None] = ExtBot("42:plain")
LINE = {
    "message_id": 7,
    "from": {"id": 5_000_000_001, "is_bot": False, "first_name": "Jessa"},
    "chat": {"id": 5_000_000_001, "type": "private", "first_name": "Jessa"},
    "date": 1_795_426_800,
    "text": "31 calls, zero hold",
}
lines = st.fixed_dictionaries(
    {
        "message_id": st.integers(0, 1 << 52),
        "from": objects("User", DEEP),
        "chat": objects("Chat", DEEP),
        "date": st.one_of(DATES, ODD_DATES),
        "text": texts(),
    }
)


def read(how: Any, content: dict[str, Any]) -> Any:
    """What can't be read is one answer, too."""
    try:
        return how(content, BOT)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is to be the same
        return type(error)


def all_of(update: Any) -> Any:
    """Every field, those that hold nothing included."""
    if not isinstance(update, Update) or update.message is None:
        return update
    message = update.message
    fields = {
        name: getattr(message, name) for kind in type(message).__mro__ for name in slots(kind)
    }
    return update.update_id, update.to_dict(), {**fields, "_bot": None}


def slots(kind: type) -> tuple[str, ...]:
    return tuple(name for name in getattr(kind, "__slots__", ()) if name != "_frozen")


@given(lines)
def test_a_line_is_what_ptb_makes_of_it(message: dict[str, Any]) -> None:
    content = {"update_id": 1, "message": message}

    plain = read(plain_line, content)

    assert plain is not None
    assert all_of(plain) == all_of(read(Update.de_json, content))
    if isinstance(plain, Update) and plain.message:
        assert plain.message.get_bot() is plain.get_bot() is BOT


@pytest.mark.parametrize(
    "content",
    [
        {"update_id": 1, "message": LINE | {"reply_to_message": LINE}},
        {"update_id": 1, "message": LINE | {"entities": []}},
        {"update_id": 1, "message": {"chat": LINE["chat"]}},
        {"update_id": 1, "message": LINE | {"from": None}},
        {"update_id": 1, "message": LINE | {"chat": []}},
        {"update_id": 1, "message": "words"},
        {"update_id": 1, "edited_message": LINE},
        {"update_id": 1, "message": LINE, "callback_query": {}},
    ],
)
def test_everything_else_is_left_to_ptb(content: dict[str, Any]) -> None:
    assert plain_line(content, BOT) is None
