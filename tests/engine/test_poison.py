"""What no Telegram should send: nothing of it stops the stream, or anybody else."""

import json

import pytest
from structlog.testing import capture_logs

from bot.outage import Outage
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.faults import Fault, garbled
from tests.engine.faults import Rough
from tests.engine.looking import dead_rows, rows, wins

RICO: dict[str, object] = {"id": 5, "is_bot": False, "first_name": "Rico"}
UPDATE = {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}}
IDS: list[object] = [2**63, -(2**63) - 1, None, "7", 7.0, True, [], {}]


def answered(*updates: object) -> Fault:
    return garbled(json.dumps({"ok": True, "result": updates}).encode())


@pytest.mark.parametrize("bad", IDS, ids=str)
async def test_an_update_without_an_id_is_left_and_the_stream_goes_on(
    rough: Rough, bad: object
) -> None:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    rough.meets("getUpdates", answered(UPDATE | {"update_id": bad}))

    with capture_logs() as lines:
        await rough.world.settle()
        await jessa.says("31 calls, zero hold")

    assert wins(rough.world) == ["31 calls, zero hold"]
    assert [line["event"] for line in lines] == ["updates without an id are left"]


@pytest.mark.parametrize("bad", [5, "x", None, [1]], ids=str)
async def test_what_is_no_update_at_all_is_left(rough: Rough, bad: object) -> None:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    rough.meets("getUpdates", answered(bad))

    await rough.world.settle()
    await jessa.says("31 calls, zero hold")

    assert wins(rough.world) == ["31 calls, zero hold"]


async def test_signs_no_database_holds_are_left_out_and_the_line_is_kept(rough: Rough) -> None:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)

    await jessa.says("31\0 calls, \\u0000 zero hold")

    assert wins(rough.world) == ["31 calls, \\u0000 zero hold"]
    assert dead_rows(rough.world) == 0


@pytest.mark.parametrize("bad", [[None], "five", 2**63, 1.5], ids=str)
async def test_a_chat_that_cannot_be_one_ends_no_process(rough: Rough, bad: object) -> None:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    chat = {"id": bad, "type": "private"}
    message = UPDATE["message"] | {"chat": chat, "from": RICO, "text": "31 calls"}

    rough.world.telegram.feed({"message": message})
    await jessa.says("31 calls, zero hold")

    assert wins(rough.world) == ["31 calls, zero hold"]
    assert dead_rows(rough.world) == 1
    assert rough.world.app.receiver.broken == []


async def test_what_breaks_outside_of_a_handler_is_dead_after_three_tries(rough: Rough) -> None:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    application = rough.world.app.receiver.application
    whole = application.process_update

    async def breaks(update: object) -> None:
        raise TypeError(update)

    application.process_update = breaks  # type: ignore[method-assign]
    await jessa.says("31 calls")
    await rough.world.travel(seconds=10)
    application.process_update = whole  # type: ignore[method-assign]
    await jessa.says("31 calls, zero hold")

    assert (wins(rough.world), dead_rows(rough.world)) == (["31 calls, zero hold"], 1)


@pytest.mark.parametrize("carried", [{}, {"data": ""}, {"game_short_name": "x"}], ids=str)
async def test_a_tap_that_carries_nothing_is_answered_once(
    rough: Rough, carried: dict[str, str]
) -> None:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    answered_before = len(rough.attempts("answerCallbackQuery"))

    query = tap_in(jessa, by=jessa) | carried
    rough.world.telegram.feed({"callback_query": query})
    await rough.world.settle()

    assert len(rough.attempts("answerCallbackQuery")) == answered_before + 1
    assert rough.world.app.receiver.broken == []


def tap_in(whose: Player, by: Player) -> dict[str, object]:
    chat = {"id": whose.account.id, "type": "private"}
    message = {"message_id": whose.answers[-1].id, "date": 0, "chat": chat}
    who = RICO | {"id": by.account.id}
    return {"id": "1", "from": who, "chat_instance": "1", "message": message}


async def test_a_tap_forged_into_her_chat_does_not_end_what_she_was_asked(rough: Rough) -> None:
    jessa, marco = rough.world.person("Jessa"), rough.world.person("Marco")
    await set_up(jessa)
    await jessa.says("31 calls, zero hold")
    await jessa.taps("+ Number")

    query = tap_in(jessa, by=marco) | {"data": "batt.set:1:0:4"}
    rough.world.telegram.feed({"callback_query": query})
    await jessa.says("31 calls")

    assert "Scorecard" in jessa.labels[0]
    assert wins(rough.world) == ["31 calls, zero hold"]


@pytest.mark.parametrize("text", ["/wins", "31 calls, zero hold", "/start", "/delete"])
async def test_whoever_writes_in_anothers_chat_is_not_heard(rough: Rough, text: str) -> None:
    jessa, marco = rough.world.person("Jessa"), rough.world.person("Marco")
    await set_up(jessa)
    said = len(jessa.answers)
    chat = {"id": jessa.account.id, "type": "private"}
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    message: dict[str, object] = {"chat": chat, "text": text}
    message |= {"from": RICO | {"id": marco.account.id}}
    message |= {"entities": entities} if text.startswith("/") else {}

    rough.world.telegram.feed({"message": UPDATE["message"] | message})
    await rough.world.settle()

    assert (len(jessa.answers), wins(rough.world)) == (said, [])
    assert rows(rough.world, "SELECT name FROM person") == [("Jessa",)]


@pytest.mark.parametrize("account", [{"id": 777000}, {"id": 5, "is_bot": True}], ids=str)
async def test_an_account_that_is_no_person_becomes_none(
    rough: Rough, account: dict[str, object]
) -> None:
    who = RICO | account
    start = {"text": "/start", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
    chat = {"id": who["id"], "type": "private"}

    rough.world.telegram.feed({"message": UPDATE["message"] | start | {"chat": chat, "from": who}})
    await rough.world.settle()

    assert rows(rough.world, "SELECT name FROM person") == []


@pytest.mark.parametrize(
    "odd", [{"chat": [5]}, {"from": "me"}, {"chat": {}}, {"text": [1]}], ids=str
)
async def test_an_outage_looks_at_anything(rough: Rough, odd: dict[str, object]) -> None:
    outage = Outage(rough.world.angat)
    message = UPDATE["message"] | {"from": RICO} | odd

    whole = UPDATE["message"] | {"from": RICO, "chat": {"id": RICO["id"], "type": "private"}}
    seen = [message, odd, whole]
    await outage.look_at([{"update_id": at, "message": one} for at, one in enumerate(seen)])

    assert RICO["id"] in outage.told
    assert seen.index(whole) in outage.looked
