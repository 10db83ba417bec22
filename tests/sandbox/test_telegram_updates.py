"""getUpdates numbers, confirms, limits, expires and waits as Telegram does."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.telegram import Account, Telegram
from sandbox.telegram.messages import Json

CONFLICT = (
    "Conflict: terminated by other getUpdates request;"
    " make sure that only one bot instance is running"
)


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return Telegram(clock.now)


@pytest.fixture
def maria(telegram: Telegram) -> Account:
    return telegram.person("Maria")


async def updates(telegram: Telegram, **params: object) -> list[Json]:
    reply = await telegram.call("getUpdates", params)
    assert reply.status == 200, reply.body
    result = reply.body["result"]
    assert isinstance(result, list)
    return result


async def its_turn(poll: asyncio.Task[Any]) -> None:
    """Let the poll begin to wait."""
    await asyncio.wait({poll}, timeout=0)


def texts(found: list[Json]) -> list[object]:
    messages = [update.get("message") or update.get("edited_message") for update in found]
    return [message["text"] for message in messages if isinstance(message, dict)]


def last_id(found: list[Json]) -> int:
    return int(str(found[-1]["update_id"]))


async def test_updates_stay_until_an_offset_confirms_them(
    telegram: Telegram, maria: Account
) -> None:
    for text in ("one", "two", "three"):
        telegram.says(maria, text)

    first = await updates(telegram, limit=2)
    assert texts(first) == ["one", "two"]
    assert texts(await updates(telegram)) == ["one", "two", "three"]

    assert texts(await updates(telegram, offset=last_id(first) + 1)) == ["three"]
    assert telegram.unconfirmed == 1
    assert texts(await updates(telegram)) == ["three"]


async def test_update_ids_grow_by_one_from_a_large_number(
    telegram: Telegram, maria: Account
) -> None:
    telegram.says(maria, "one")
    telegram.says(maria, "two")

    first, second = await updates(telegram)

    assert int(str(first["update_id"])) > 99_999_999
    assert second["update_id"] == int(str(first["update_id"])) + 1


async def test_a_negative_offset_forgets_all_but_the_newest(
    telegram: Telegram, maria: Account
) -> None:
    for text in ("one", "two", "three"):
        telegram.says(maria, text)

    assert texts(await updates(telegram, offset=-2)) == ["two", "three"]
    assert telegram.unconfirmed == 2


@pytest.mark.parametrize(("limit", "count"), [("0", 1), (-5, 1), ("3", 3), (1000, 100)])
async def test_the_limit_is_clamped(
    telegram: Telegram, maria: Account, limit: object, count: int
) -> None:
    for number in range(101):
        telegram.says(maria, str(number))

    assert len(await updates(telegram, limit=limit)) == count


async def test_an_answer_ends_at_about_four_megabytes(telegram: Telegram) -> None:
    for _ in range(5):
        telegram.feed({"message": {"text": "x" * 1_000_000}})

    assert len(await updates(telegram)) == 4


async def test_messages_live_a_day_and_taps_150_seconds(
    telegram: Telegram, maria: Account, clock: Clock
) -> None:
    message = telegram.says(maria, "/start")
    telegram.taps(maria, message.id, "w")

    clock.wait(149)
    assert telegram.unconfirmed == 2
    clock.wait(1)
    assert telegram.unconfirmed == 1
    clock.wait(24 * 60 * 60 - 151)
    assert telegram.unconfirmed == 1
    clock.wait(1)
    assert await updates(telegram) == []


async def test_an_edit_lives_a_day_from_the_edit(
    telegram: Telegram, maria: Account, clock: Clock
) -> None:
    message = telegram.says(maria, "wun")
    clock.wait(23 * 60 * 60)
    telegram.edits(maria, message.id, "one")
    clock.wait(23 * 60 * 60)

    assert texts(await updates(telegram)) == ["one"]


async def test_allowed_updates_stay_as_they_were_said(telegram: Telegram, maria: Account) -> None:
    await updates(telegram, allowed_updates='["callback_query"]')
    message = telegram.says(maria, "/start")
    await updates(telegram)
    telegram.taps(maria, message.id, "w")
    assert [list(update)[1] for update in await updates(telegram)] == ["callback_query"]

    await updates(telegram, allowed_updates=[])
    telegram.says(maria, "again")
    assert texts(await updates(telegram)) == ["again"]


async def test_a_poll_waits_for_the_next_update(telegram: Telegram, maria: Account) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(updates(telegram, timeout=50))
        await its_turn(poll)
        assert not poll.done()
        telegram.says(maria, "at last")

    assert texts(poll.result()) == ["at last"]


async def test_a_second_poll_ends_the_older_one(telegram: Telegram, maria: Account) -> None:
    async with asyncio.TaskGroup() as group:
        older = group.create_task(telegram.call("getUpdates", {"timeout": 50}))
        await its_turn(older)
        newer = group.create_task(updates(telegram, timeout=50))
        reply = await older
        telegram.says(maria, "to the newer")

    assert (reply.status, reply.body["description"]) == (409, CONFLICT)
    assert texts(newer.result()) == ["to the newer"]


async def test_a_poll_that_was_given_up_takes_nothing_with_it(
    telegram: Telegram, maria: Account
) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(telegram.call("getUpdates", {"timeout": 50}))
        await its_turn(poll)
        poll.cancel()

    telegram.says(maria, "still here")

    assert texts(await updates(telegram, timeout=50)) == ["still here"]


async def test_delete_webhook_drops_what_waits_when_asked(
    telegram: Telegram, maria: Account
) -> None:
    telegram.says(maria, "one")
    await telegram.call("deleteWebhook", {"drop_pending_updates": "false"})
    assert telegram.unconfirmed == 1

    await telegram.call("deletewebhook", {"drop_pending_updates": "True"})
    assert telegram.unconfirmed == 0


async def test_a_raw_update_passes_as_it_is(telegram: Telegram, maria: Account) -> None:
    telegram.feed({"poison": True})
    telegram.feed({"update_id": 5, "message": None})
    telegram.says(maria, "one")

    first, second, third = await updates(telegram)

    assert first["poison"] is True
    assert second == {"update_id": 5, "message": None}
    assert third["update_id"] == int(str(first["update_id"])) + 1


async def test_after_a_week_of_silence_ids_begin_somewhere_else(
    telegram: Telegram, maria: Account, clock: Clock
) -> None:
    telegram.says(maria, "one")
    before = last_id(await updates(telegram))
    clock.wait(6 * 86_400)
    telegram.says(maria, "two")
    assert last_id(await updates(telegram)) == before + 1

    clock.wait(7 * 86_400)
    telegram.says(maria, "three")

    assert abs(last_id(await updates(telegram)) - before) > 1_000


async def test_an_offset_of_the_earlier_numbering_loses_nothing(
    telegram: Telegram, maria: Account, clock: Clock
) -> None:
    telegram.says(maria, "one")
    offset = last_id(await updates(telegram)) + 1
    assert await updates(telegram, offset=offset) == []
    clock.wait(7 * 86_400)
    telegram.updates.next_id = 1_000
    telegram.updates.numbered_at = None

    telegram.says(maria, "two")

    found = await updates(telegram, offset=offset)
    assert texts(found) == ["two"]
    assert last_id(found) < offset
    assert await updates(telegram, offset=last_id(found) + 1) == []
    assert telegram.unconfirmed == 0


async def test_a_tap_that_got_no_answer_is_sent_again_by_the_phone(
    telegram: Telegram, maria: Account, clock: Clock
) -> None:
    telegram.says(maria, "hello")
    asked = await telegram.call("sendMessage", {"chat_id": maria.id, "text": "Done?"})
    assert asked.status == 200
    first = telegram.taps(maria, telegram.last_message_id, "done")
    clock.wait(100)

    second = telegram.taps_again(first)

    taps: list[Any] = [one for one in await updates(telegram) if "callback_query" in one]
    assert [tap["callback_query"].pop("id") for tap in taps] == [first, second]
    assert taps[0]["callback_query"] == taps[1]["callback_query"]
    assert taps[0]["update_id"] != taps[1]["update_id"]
    clock.wait(149)
    assert len(await updates(telegram, offset=taps[0]["update_id"])) == 1
    await telegram.call("answerCallbackQuery", {"callback_query_id": second})
    with pytest.raises(ValueError, match="not sent again"):
        telegram.taps_again(second)


async def test_half_of_an_emoji_passes_as_it_is(telegram: Telegram) -> None:
    telegram.feed({"poll": {"question": "\ud83d"}})

    [update] = await updates(telegram)

    assert update["poll"] == {"question": "\ud83d"}
