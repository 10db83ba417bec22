"""Poison and repeats, polled and posted: nothing stops the stream, nothing counts twice."""

import json
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram.error import TelegramError

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.faults import POISON
from tests.receiving.ways import Ways

WAYS = ["polled", "posted"]
MEGABYTE = 1 << 20
LIVES_5 = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}
# What it is, and why it is dead; nothing is where there is nothing to do.
KINDS: dict[str, tuple[dict[str, Any], str]] = {
    "a kind of next year": (POISON["a kind of next year"], ""),
    "no payload": (POISON["no payload"], ""),
    "a payload that is no object": (POISON["a payload that is no object"], "unreadable"),
    "a message without its fields": (POISON["a message without its fields"], "unreadable"),
    "nothing at all": ({}, ""),
    "a chat that is none": ({"message": LIVES_5 | {"chat": "here"}}, "unreadable"),
    "a date that is none": ({"message": LIVES_5 | {"date": "today"}}, "unreadable"),
    "an id beyond all": ({"message": LIVES_5 | {"chat": {"id": 1 << 70}}}, "unreadable"),
    "a tap without anybody": ({"callback_query": {"id": "1", "data": "x"}}, "unreadable"),
}


async def agent(ways: Ways) -> Player:
    jessa = ways.world.person("Jessa")
    await set_up(jessa)
    return jessa


async def comes(ways: Ways, way: str, *updates: dict[str, Any]) -> None:
    if way == "polled":
        await ways.polled(*updates)
    else:
        assert await ways.posted(*updates) == [200] * len(updates)


@pytest.mark.parametrize("way", WAYS)
async def test_poison_is_dead_or_left_and_the_stream_goes_on(ways: Ways, way: str) -> None:
    jessa = await agent(ways)
    before, after = ways.said(jessa, "31 calls"), ways.said(jessa, "zero holds")
    poison = [{"update_id": at} | one for at, (one, _) in enumerate(KINDS.values())]

    await comes(ways, way, before, *poison, after)

    assert ways.wins == ["31 calls", "zero holds"]
    dead = {at: reason for at, (_, reason) in enumerate(KINDS.values()) if reason}
    assert sorted(ways.rows("SELECT update_id FROM dead")) == sorted(dead)
    assert ways.dead == list(dead.values())
    assert ways.rows("SELECT 1 FROM inbox WHERE closed_at IS NULL") == []


@pytest.mark.parametrize("way", WAYS)
async def test_what_is_nested_ten_thousand_deep_is_dead_and_the_others_are_handled(
    ways: Ways, way: str
) -> None:
    jessa = await agent(ways)
    lines = [ways.said(jessa, 'one "[{" case'), ways.said(jessa, "zero holds")]
    before, after = (json.dumps(line).encode() for line in lines)
    deep = b'{"update_id":7,"message":{"text":' + b'[{"a":' * 10_000 + b"1" + b"}]" * 10_000 + b"}}"

    if way == "polled":
        await ways.polled_raw(b'{"ok":true,"result":[' + b",".join([before, deep, after]) + b"]}")
    else:
        found = [(await ways.post(body)).status for body in (before, deep, after)]
        await ways.idle()
        assert found == [200, 200, 200]

    assert ways.wins == ['one "[{" case', "zero holds"]
    assert ways.dead == ["unreadable"]
    assert ways.rows("SELECT update_id FROM dead") == [7]


async def test_ten_megabytes_of_junk_in_an_answer_are_dead_without_their_body(ways: Ways) -> None:
    jessa = await agent(ways)
    junk = {"update_id": 7, "message": LIVES_5 | {"text": "x" * 10 * MEGABYTE}}
    line = ways.said(jessa, "31 calls")

    await ways.polled(junk, line)

    assert ways.wins == ["31 calls"]
    assert ways.dead == ["unreadable"]
    assert ways.rows("SELECT count(*) FROM dead WHERE length(body) > 10000") == [0]


NO_ANSWERS = [
    b"",
    b"no JSON",
    b"[]",
    b'{"ok":true}',
    b'{"ok":true,"result":{}}',
    b"<html><h1>502 Bad Gateway</h1></html>",
    b'{"ok":true,"result":[{"update_id":1,"message"',
    b'{"ok":true,"result":[{"update_id":1,"message":' + b"[" * 10_000,
    b"[" * 100_000,
    b"\xff\xfe\x00",
    b" " * 10 * MEGABYTE,
]


async def test_an_answer_that_is_none_confirms_nothing_and_is_asked_for_again(ways: Ways) -> None:
    jessa = await agent(ways)
    ways.world.telegram.says(jessa.account, "31 calls")

    for answer in NO_ANSWERS:
        with pytest.raises(TelegramError):
            await ways.polled_raw(answer)

    assert ways.world.telegram.unconfirmed == 1
    await ways.world.settle()
    assert ways.wins == ["31 calls"]
    assert ways.dead == []


NO_UPDATES = [
    b"",
    b"{",
    b"[]",
    b"5",
    b'{"message":{}}',
    b'{"update_id":"7"}',
    b"[" * 9_000,
    b"\xff",
]


async def test_what_can_never_be_read_is_acknowledged_with_one_line(ways: Ways) -> None:
    for body in NO_UPDATES:
        with capture_logs() as lines:
            answer = await ways.post(body)

        assert answer.status == 200
        assert [line["event"] for line in lines] == ["updates without an id are left"]
    assert ways.rows("SELECT 1 FROM inbox") == []


async def test_an_update_that_comes_both_ways_is_handled_once(ways: Ways) -> None:
    jessa = await agent(ways)
    first, second = ways.said(jessa, "31 calls"), ways.said(jessa, "zero holds")

    assert await ways.posted(first, first) == [200, 200]
    await ways.polled(first, second)
    assert await ways.posted(second, first) == [200, 200]
    await ways.polled(second)

    assert ways.wins == ["31 calls", "zero holds"]
    assert jessa.sees == "All 2 kept, Mon."


async def test_ids_of_any_order_are_each_handled(ways: Ways) -> None:
    jessa = await agent(ways)
    ids = [90, 12, 70_000_000, 13, 11]
    updates = [ways.said(jessa, f"{one} calls") | {"update_id": one} for one in ids]

    await ways.polled(updates[0], updates[1])
    await ways.posted(updates[2], updates[3])
    await ways.polled(updates[4], updates[0])

    assert ways.wins == [f"{one} calls" for one in ids]


async def test_poison_is_looked_at_while_the_database_waits_and_breaks_nothing(ways: Ways) -> None:
    jessa = await agent(ways)
    poison = [{"update_id": 7 + at} | one for at, (one, _) in enumerate(KINDS.values())]
    odd = [
        {"update_id": 70, "message": LIVES_5 | {"from": 5, "text": ["help"]}},
        {"update_id": 71, "message": {"chat": {"type": "private", "id": "x"}}},
    ]
    ways.database_waits()

    for update in (*poison, *odd, ways.said(jessa, "/sos")):
        assert (await ways.post(json.dumps(update).encode())).status == 503

    ways.database_works()
    assert jessa.sees.startswith("Not okay right now?")
