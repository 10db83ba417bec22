"""A test can stop any call before or after it takes effect."""

import asyncio
from datetime import UTC, datetime

import pytest

from sandbox.telegram import Account, Telegram

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def telegram() -> Telegram:
    return Telegram(lambda: NOON)


async def sends(telegram: Telegram, to: Account, text: str) -> int:
    return (await telegram.call("sendMessage", {"chat_id": to.id, "text": text})).status


def texts(telegram: Telegram, who: Account) -> list[str]:
    return [message.text for message in telegram.history(who)]


async def test_an_answer_is_held_back_after_its_effect(telegram: Telegram, maria: Account) -> None:
    held = telegram.hold("sendMessage")
    async with asyncio.TaskGroup() as group:
        call = group.create_task(sends(telegram, maria, "one"))
        await held.reached()
        assert texts(telegram, maria) == ["/start", "one"]
        assert telegram.journal[-1].status == 0
        held.release()

    assert call.result() == 200
    assert telegram.journal[-1].status == 200


async def test_a_call_is_held_back_before_its_effect(telegram: Telegram, maria: Account) -> None:
    held = telegram.hold("SENDMESSAGE", before=True)
    async with asyncio.TaskGroup() as group:
        group.create_task(sends(telegram, maria, "one"))
        await held.reached()
        assert texts(telegram, maria) == ["/start"]
        held.release()

    assert texts(telegram, maria) == ["/start", "one"]


async def test_a_hold_stops_the_next_call_of_its_method_alone(
    telegram: Telegram, maria: Account
) -> None:
    held = telegram.hold("sendMessage", before=True)
    await telegram.call("getMe", {})
    async with asyncio.TaskGroup() as group:
        group.create_task(sends(telegram, maria, "late"))
        await held.reached()
        await sends(telegram, maria, "early")
        held.release()

    assert texts(telegram, maria) == ["/start", "early", "late"]


async def test_a_caller_that_dies_meanwhile_leaves_its_effect(
    telegram: Telegram, maria: Account
) -> None:
    held = telegram.hold("sendMessage")
    async with asyncio.TaskGroup() as group:
        call = group.create_task(sends(telegram, maria, "one"))
        await held.reached()
        call.cancel()

    assert call.cancelled()

    assert texts(telegram, maria) == ["/start", "one"]
