"""The door: who may post, what is kept before it says 200, and what it says of the process."""

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from structlog.testing import capture_logs

from bot.arrivals import MOST_BYTES
from bot.listen import ANSWERED_WITHIN, BEATEN_WITHIN, SECRET_HEADER
from sandbox.plays import set_up
from tests.receiving.ways import JSON, SECRET, Ways

WRONG = "open-Sesame_1234567891"


async def test_an_update_is_kept_before_it_is_taken(ways: Ways) -> None:
    jessa = ways.world.person("Jessa")
    await set_up(jessa)
    update = ways.said(jessa, "31 calls, zero hold")

    answer = await ways.post(json.dumps(update).encode())

    assert answer.status == 200
    assert ways.rows(f"SELECT 1 FROM inbox WHERE update_id = {update['update_id']}") == [1]
    await ways.idle()
    assert ways.wins == ["31 calls, zero hold"]
    assert jessa.sees.startswith("Kept")


async def test_nothing_but_a_post_is_taken(ways: Ways) -> None:
    assert [(await ways.asked("/hook", verb)).status for verb in ("GET", "PUT")] == [405, 405]
    assert (await ways.asked("/elsewhere", "POST")).status == 404


WITHOUT_THE_SECRET: list[dict[str, str]] = [
    {},
    {SECRET_HEADER: ""},
    {SECRET_HEADER: WRONG},
    {SECRET_HEADER: SECRET[:-1]},
    {SECRET_HEADER: f"{SECRET}é"},
    {"Authorization": SECRET},
]


async def test_who_does_not_know_the_secret_is_refused_and_not_quoted(ways: Ways) -> None:
    update = ways.said(ways.world.person("Jessa"), "/start")

    with capture_logs() as lines:
        body = json.dumps(update).encode()
        found = [await ways.post(body, JSON | headers) for headers in WITHOUT_THE_SECRET]
        await ways.idle()

    assert [one.status for one in found] == [403] * len(WITHOUT_THE_SECRET)
    said = "somebody posted to the webhook without its secret"
    assert lines == [{"event": said, "log_level": "warning"}]
    assert ways.rows("SELECT 1 FROM inbox") == []


async def test_nothing_but_json_is_taken(ways: Ways) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "text/json"):
        headers = {SECRET_HEADER: SECRET, "Content-Type": kind}
        assert (await ways.post(b'{"update_id":1}', headers)).status == 415
    assert ways.rows("SELECT 1 FROM inbox") == []


async def test_more_than_a_megabyte_is_not_taken_however_it_comes(ways: Ways) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 65536 + 1):
            yield b" " * 65536

    assert (await ways.post(BytesIO(b'{"update_id":1}' + b" " * MOST_BYTES))).status == 413
    assert (await ways.post(pieces())).status == 413
    assert (await ways.post(BytesIO(b'{"update_id":1}' + b" " * (MOST_BYTES - 15)))).status == 200


async def test_a_database_that_waits_is_503_and_help_is_given_all_the_same(ways: Ways) -> None:
    jessa, marco = ways.world.person("Jessa"), ways.world.person("Marco")
    await set_up(jessa)
    lines = [ways.said(jessa, "31 calls, zero hold"), ways.said(jessa, "zero holds")]
    cry = ways.said(marco, "tulong po")

    ways.database_waits()
    found = [await ways.post(json.dumps(one).encode()) for one in (*lines, *lines, cry, cry)]

    assert [(one.status, one.headers["Retry-After"]) for one in found] == [(503, "10")] * 6
    assert [one.html for one in jessa.answers].count(jessa.sees) == 1
    assert jessa.sees.startswith("I can't save right now")
    assert [one.html.startswith("Not okay right now?") for one in marco.answers] == [True]
    assert json.loads((await ways.asked("/readyz")).text)["database"] is False
    ways.database_works()
    assert await ways.posted(*lines, cry) == [200, 200, 200]
    assert ways.wins == ["31 calls, zero hold", "zero holds"]
    assert json.loads((await ways.asked("/readyz")).text)["database"] is True


async def test_a_mistake_of_ours_is_one_line_and_the_update_comes_again(ways: Ways) -> None:
    update = ways.said(ways.world.person("Jessa"), "/start")

    async def broken(*_: object, **__: object) -> object:
        raise ValueError("what somebody wrote")

    ways.world.angat.db.write = broken  # type: ignore[method-assign, assignment]
    with capture_logs() as lines:
        assert (await ways.post(json.dumps(update).encode())).status == 500
    ways.database_works()

    assert [line["event"] for line in lines] == ["an update could not be taken"]
    assert "what somebody wrote" not in str(lines)
    assert await ways.posted(update) == [200]


async def test_what_is_no_http_is_not_written_down(
    ways: Ways, caplog: pytest.LogCaptureFixture
) -> None:
    port = int(ways.root.rpartition(":")[2])
    for noise in (b"\x16\x03\x01 no HTTP\r\n\r\n", b"POST /hook HTTP/1.1\r\nContent-Le", b""):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(noise)
        writer.write_eof()
        await reader.read()
        writer.close()

    assert (await ways.asked("/healthz")).text == "alive\n"
    assert [one for one in caplog.records if one.levelname in ("WARNING", "ERROR")] == []


async def test_it_is_alive_before_there_is_a_bot_and_takes_nothing_yet(ways: Ways) -> None:
    receiver, ways.door.receiver = ways.door.receiver, None

    assert (await ways.asked("/healthz")).status == 200
    assert (await ways.asked("/readyz")).status == 503
    answer = await ways.post(b'{"update_id":1}')
    assert (answer.status, answer.headers["Retry-After"]) == (503, "10")

    ways.door.receiver = receiver


async def test_it_is_ready_while_all_three_are_well(ways: Ways) -> None:
    await ways.world.settle()
    ready = await ways.asked("/readyz")
    assert (ready.status, json.loads(ready.text)) == (
        200,
        {
            "ready": True,
            "database": True,
            "telegram": True,
            "heartbeat": True,
            "heartbeat_seconds_ago": 0.0,
        },
    )


async def test_it_is_not_ready_when_telegram_or_the_heartbeat_was_long_ago(ways: Ways) -> None:
    await ways.world.settle()
    clock = ways.world.clock
    at = clock.monotonic()

    signs = ways.world.angat.signs
    signs.answered_at, signs.beaten_at = at - ANSWERED_WITHIN - 1, at
    first = await ways.asked("/readyz")
    signs.answered_at, signs.beaten_at = at, at - BEATEN_WITHIN - 1
    second = await ways.asked("/readyz")
    signs.answered_at, signs.beaten_at = None, None
    third = await ways.asked("/readyz")

    found = [json.loads(one.text) for one in (first, second, third)]
    assert [one.status for one in (first, second, third)] == [503, 503, 503]
    assert [(one["telegram"], one["heartbeat"]) for one in found] == [
        (False, True),
        (True, False),
        (False, False),
    ]
    assert "telegram_seconds_ago" not in found[0]


async def test_what_is_taken_when_the_door_closes_is_taken_to_the_end(ways: Ways) -> None:
    world = ways.world
    update = ways.said(world.person("Jessa"), "/start")
    held, goes_on = asyncio.Event(), asyncio.Event()
    write = world.angat.db.write

    async def slowly(*args: object, **named: object) -> object:
        held.set()
        await goes_on.wait()
        return await write(*args, **named)  # type: ignore[arg-type]

    async with ways.door.open_to(world.app.receiver):
        world.angat.db.write = slowly  # type: ignore[method-assign, assignment]
        posting = asyncio.ensure_future(ways.post(json.dumps(update).encode()))
        await held.wait()
        asyncio.get_running_loop().call_soon(goes_on.set)
    ways.database_works()

    assert (await posting).status == 200
    await ways.idle()
    assert ways.rows("SELECT name FROM person") == ["Jessa"]
