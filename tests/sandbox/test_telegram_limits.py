"""How long things may be, counted as Telegram counts."""

from datetime import UTC, datetime

import pytest

from sandbox.telegram import Telegram

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MARIA = 7_000_000_001


@pytest.fixture
def telegram() -> Telegram:
    """Maria wrote (1)."""
    telegram = Telegram(lambda: NOON)
    telegram.says(telegram.person("Maria"), "/start")
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


async def test_a_toast_has_at_most_200_characters(telegram: Telegram) -> None:
    maria = telegram.accounts[MARIA]
    query_id = telegram.taps(maria, await sent(telegram), "w")

    refusal = await said_no(
        telegram, "answerCallbackQuery", callback_query_id=query_id, text="x" * 201
    )
    assert refusal == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert telegram.answer_to(query_id) is None


async def test_a_caption_has_at_most_1024_characters(telegram: Telegram) -> None:
    params = {"chat_id": MARIA, "caption": "x" * 1025}

    reply = await telegram.call("sendDocument", params, {"document": ("a.pdf", b"%PDF")})

    assert reply.body["description"] == "Bad Request: message caption is too long"


async def test_4096_characters_are_counted_after_parsing(telegram: Telegram) -> None:
    message_id = await sent(telegram, text=f"<i>{'x' * 4096}</i>", parse_mode="html")

    assert len(telegram.chats[MARIA].messages[message_id].text) == 4096
