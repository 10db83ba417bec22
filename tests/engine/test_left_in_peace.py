"""Who blocks the bot is left in peace, and finds nothing to catch up on when they are back."""

import pytest
from structlog.testing import capture_logs

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.faults import NOT_CONNECTED, refused_as, slow_down
from tests.engine.faults import Rough
from tests.engine.looking import column, letters

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")
UNKNOWN_CHAT = refused_as("chat not found")


async def agent(rough: Rough) -> Player:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    return jessa


def stands(rough: Rough) -> tuple[list[str], int]:
    """State of every person, and how many reminders are open."""
    open_ones = column(rough.world, "SELECT id FROM reminder WHERE closed_at IS NULL")
    return column(rough.world, "SELECT state FROM person"), len(open_ones)


@pytest.mark.parametrize("back", ["unblocks", "starts"])
async def test_what_was_still_to_be_said_is_cancelled_and_stays_so(rough: Rough, back: str) -> None:
    jessa = await agent(rough)
    rough.meets("sendMessage", slow_down(300))
    await jessa.says("closed 31 tickets")
    await jessa.says("/wins")
    assert letters(rough.world) == ["waiting", "waiting"]

    rough.world.telegram.blocks(jessa.account)
    await rough.world.settle()
    assert letters(rough.world) == ["cancelled", "cancelled"]
    assert stands(rough) == (["unreachable"], 0)
    asked, said = len(rough.attempts("sendMessage")), len(jessa.answers)
    await rough.world.travel(days=3)
    assert len(rough.attempts("sendMessage")) == asked

    rough.world.telegram.unblocks(jessa.account)
    await rough.world.settle()
    if back == "starts":
        await jessa.says("/start")
        said += 1
    await rough.world.travel(minutes=5)

    assert stands(rough) == (["ready"], 1)
    assert len(jessa.answers) == said
    assert letters(rough.world) == ["cancelled", "cancelled"]


async def test_a_deactivated_account_is_asked_once(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.world.telegram.deactivates(jessa.account)
    asked = len(rough.attempts("sendMessage"))

    await rough.world.travel(days=4)

    assert len(rough.attempts("sendMessage")) == asked + 1
    assert letters(rough.world) == ["cancelled"]
    assert stands(rough) == (["unreachable"], 0)


async def test_a_chat_that_is_not_found_is_given_up_on_the_second_day(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.meets("sendMessage", UNKNOWN_CHAT)
    await rough.world.travel(hours=18)
    assert (letters(rough.world), stands(rough)) == (["failed"], (["ready"], 1))

    rough.meets("sendMessage", UNKNOWN_CHAT)
    await rough.world.travel(days=1)

    assert stands(rough) == (["unreachable"], 0)
    await jessa.says("zero holds")
    assert stands(rough) == (["ready"], 1)
    assert column(rough.world, "SELECT missing_on FROM person") == [None]


async def test_a_chat_that_is_found_again_in_between_is_not_given_up(rough: Rough) -> None:
    await agent(rough)
    rough.meets("sendMessage", UNKNOWN_CHAT)
    await rough.world.travel(days=2)
    rough.meets("sendMessage", UNKNOWN_CHAT)

    await rough.world.travel(days=1)

    assert letters(rough.world) == ["failed", "sent", "failed"]
    assert stands(rough) == (["ready"], 1)


async def test_what_is_ours_to_mend_is_one_line_about_its_kind_and_length(rough: Rough) -> None:
    await agent(rough)
    rough.meets("sendMessage", NOT_CONNECTED, refused_as("BUTTON_DATA_INVALID"))

    with capture_logs() as lines:
        await rough.world.travel(hours=18)

    assert letters(rough.world) == ["failed"]
    (line,) = lines
    assert (line["about"], line["words"]) == ("shift_end", "button_data_invalid")
    assert line["length"] > 0
    assert "Jessa" not in str(line)
