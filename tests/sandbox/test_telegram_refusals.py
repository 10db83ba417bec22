"""The sandbox refuses what Telegram refuses, in Telegram's words."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from sandbox.telegram import Account, Telegram

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MARIA, JUN, LIZA = 7_000_000_001, 7_000_000_002, 7_000_000_003
NOBODY = 99
THUMB = {"type": "emoji", "emoji": "👍"}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are"
    " exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def telegram() -> Telegram:
    """Maria wrote (1), Jun blocked the bot (2), Liza never wrote; the bot wrote Maria (3)."""
    telegram = Telegram(lambda: NOON)
    telegram.says(telegram.person("Maria"), "/start")
    jun = telegram.person("Jun")
    telegram.says(jun, "/start")
    telegram.blocks(jun)
    telegram.person("Liza")
    return telegram


async def said_no(telegram: Telegram, method: str, **params: object) -> tuple[int, str]:
    reply = await telegram.call(method, params)
    assert not reply.body["ok"]
    assert reply.body["error_code"] == reply.status
    return reply.status, str(reply.body["description"])


async def sent(telegram: Telegram, **params: object) -> int:
    reply = await telegram.call("sendMessage", {"chat_id": MARIA, "text": "Kumusta?", **params})
    assert reply.status == 200, reply.body
    result = reply.body["result"]
    assert isinstance(result, dict)
    return int(result["message_id"])


@pytest.mark.parametrize(
    ("method", "params", "status", "description"),
    [
        ("sendMessage", {"text": "Hi"}, 400, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": NOBODY, "text": "Hi"}, 400, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": "@maria", "text": "Hi"}, 400, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": MARIA}, 400, "Bad Request: message text is empty"),
        (
            "sendMessage",
            {"chat_id": MARIA, "text": "  \n "},
            400,
            "Bad Request: text must be non-empty",
        ),
        (
            "sendMessage",
            {"chat_id": MARIA, "text": "<b> </b>", "parse_mode": "HTML"},
            400,
            "Bad Request: text must be non-empty",
        ),
        (
            "sendMessage",
            {"chat_id": MARIA, "text": "x" * 4097},
            400,
            "Bad Request: message is too long",
        ),
        (
            "sendMessage",
            {"chat_id": MARIA, "text": "😀" * 2049},
            400,
            "Bad Request: message is too long",
        ),
        (
            "sendMessage",
            {"chat_id": MARIA, "text": "<b>x</b>" * 4097, "parse_mode": "HTML"},
            400,
            "Bad Request: text is too long",
        ),
        (
            "sendMessage",
            {"chat_id": MARIA, "text": "x" * 32_769},
            400,
            "Bad Request: text is too long",
        ),
        (
            "sendMessage",
            {"chat_id": MARIA, "text": "<x>", "parse_mode": "HTML"},
            400,
            'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0',
        ),
        (
            "sendMessage",
            {"chat_id": MARIA, "text": "x", "parse_mode": "BBCode"},
            400,
            "Bad Request: unsupported parse_mode",
        ),
        (
            "sendMessage",
            {"chat_id": MARIA, "text": "\ud83d"},
            400,
            "Bad Request: strings must be encoded in UTF-8",
        ),
        (
            "sendMessage",
            {"chat_id": MARIA, "text": "x", "reply_parameters": {"message_id": 500}},
            400,
            "Bad Request: message to be replied not found",
        ),
        (
            "sendMessage",
            {"chat_id": JUN, "text": "Hi"},
            403,
            "Forbidden: bot was blocked by the user",
        ),
        (
            "sendMessage",
            {"chat_id": LIZA, "text": "Hi"},
            403,
            "Forbidden: bot can't initiate conversation with a user",
        ),
        ("editMessageText", {"text": "x"}, 400, "Bad Request: message identifier is not specified"),
        (
            "editMessageText",
            {"chat_id": MARIA, "message_id": 500, "text": "x"},
            400,
            "Bad Request: message to edit not found",
        ),
        (
            "editMessageText",
            {"chat_id": MARIA, "message_id": 2, "text": "in another chat"},
            400,
            "Bad Request: message to edit not found",
        ),
        (
            "editMessageText",
            {"chat_id": MARIA, "message_id": 1, "text": "hers"},
            400,
            "Bad Request: message can't be edited",
        ),
        (
            "editMessageReplyMarkup",
            {"chat_id": MARIA, "message_id": 500},
            400,
            "Bad Request: message to edit not found",
        ),
        ("answerCallbackQuery", {}, 400, TOO_OLD),
        ("answerCallbackQuery", {"callback_query_id": "1"}, 400, TOO_OLD),
        (
            "setMessageReaction",
            {"chat_id": MARIA, "message_id": 500},
            400,
            "Bad Request: message to react not found",
        ),
        (
            "setMessageReaction",
            {"chat_id": MARIA, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "🥦"}]},
            400,
            "Bad Request: REACTION_INVALID",
        ),
        (
            "setMessageReaction",
            {"chat_id": MARIA, "message_id": 1, "reaction": [THUMB, THUMB]},
            400,
            "Bad Request: REACTIONS_TOO_MANY",
        ),
        (
            "setMessageReaction",
            {"chat_id": MARIA, "message_id": 1, "reaction": [{"type": "paid"}]},
            400,
            "Bad Request: can't parse ReactionType: invalid reaction type specified",
        ),
        (
            "sendChatAction",
            {"chat_id": MARIA, "action": "dancing"},
            400,
            "Bad Request: wrong parameter action in request",
        ),
        (
            "sendChatAction",
            {"chat_id": JUN, "action": "typing"},
            403,
            "Forbidden: bot was blocked by the user",
        ),
        (
            "sendDocument",
            {"chat_id": MARIA},
            400,
            "Bad Request: there is no document in the request",
        ),
        (
            "sendDocument",
            {"chat_id": MARIA, "document": "unknown"},
            400,
            "Bad Request: wrong file identifier/HTTP URL specified",
        ),
        ("setMyCommands", {}, 400, "Bad Request: expected an Array of BotCommand"),
        (
            "setMyCommands",
            {"commands": [{"command": "Hello!", "description": "x"}]},
            400,
            "Bad Request: BOT_COMMAND_INVALID",
        ),
        ("sendDice", {"chat_id": MARIA}, 404, "Not Found: method not found"),
    ],
)
async def test_a_refusal_has_telegrams_words(
    telegram: Telegram, method: str, params: Mapping[str, object], status: int, description: str
) -> None:
    assert await said_no(telegram, method, **params) == (status, description)


async def test_an_unknown_method_stays_in_the_journal(telegram: Telegram) -> None:
    await telegram.call("sendDice", {"chat_id": MARIA})

    assert [(call.method, call.status) for call in telegram.journal] == [("sendDice", 404)]


async def test_a_refused_call_changes_nothing(telegram: Telegram) -> None:
    before = telegram.version

    await said_no(telegram, "sendMessage", chat_id=MARIA, text="x" * 5000)

    assert telegram.version == before
    assert await sent(telegram) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"text": "<b>Kumusta?</b> ", "parse_mode": "HTML"},
        {"text": "<strong>Kumusta?</strong>", "parse_mode": "HTML"},
    ],
)
async def test_an_edit_must_change_something(
    telegram: Telegram, change: Mapping[str, object]
) -> None:
    plain = {"inline_keyboard": [[{"text": "Win", "callback_data": "w"}]]}
    styled = {"inline_keyboard": [[{"text": "Win", "callback_data": "w", "style": "danger"}]]}
    message_id = await sent(
        telegram, text="<b>Kumusta?</b>", parse_mode="HTML", reply_markup=json.dumps(plain)
    )
    place: dict[str, object] = {"chat_id": MARIA, "message_id": message_id}

    refusal = await said_no(telegram, "editMessageText", **place, **change, reply_markup=styled)
    assert refusal == (400, NOT_MODIFIED)
    refusal = await said_no(telegram, "editMessageReplyMarkup", **place, reply_markup=plain)
    assert refusal == (400, NOT_MODIFIED)
    reply = await telegram.call("editMessageText", {**place, **change})
    assert reply.status == 200, "without its keyboard it is another message"


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(telegram: Telegram) -> None:
    message_id = await sent(telegram, reply_markup={"force_reply": True})

    refusal = await said_no(
        telegram, "editMessageText", chat_id=MARIA, message_id=message_id, text="x"
    )
    assert refusal == (400, "Bad Request: message can't be edited")


async def test_a_reply_to_a_missing_message_may_be_sent_without_it(telegram: Telegram) -> None:
    missing = {"message_id": 500, "allow_sending_without_reply": True}

    message_id = await sent(telegram, reply_parameters=json.dumps(missing))

    assert telegram.chats[MARIA].messages[message_id].reply_to is None


async def test_a_document_has_no_text_to_edit(telegram: Telegram) -> None:
    await telegram.call("sendDocument", {"chat_id": MARIA}, {"document": ("a.pdf", b"%PDF")})
    document = telegram.history(telegram.accounts[MARIA])[-1]

    refusal = await said_no(
        telegram, "editMessageText", chat_id=MARIA, message_id=document.id, text="x"
    )
    assert refusal == (400, "Bad Request: there is no text in the message to edit")


async def test_an_empty_file_is_refused(telegram: Telegram) -> None:
    reply = await telegram.call("sendDocument", {"chat_id": MARIA}, {"document": ("a.pdf", b"")})

    assert reply.body["description"] == "Bad Request: file must be non-empty"


def test_a_blocked_bot_hears_nothing(telegram: Telegram) -> None:
    jun: Account = telegram.accounts[JUN]

    with pytest.raises(ValueError, match="unblock"):
        telegram.says(jun, "Hello?")
