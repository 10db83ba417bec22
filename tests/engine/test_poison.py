"""What no Telegram should send: nothing of it stops the stream, or anybody else."""

import json

import pytest
from structlog.testing import capture_logs

from sandbox.plays import set_up
from sandbox.telegram.faults import Fault, garbled
from tests.engine.faults import Rough
from tests.engine.looking import dead_rows, wins

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
