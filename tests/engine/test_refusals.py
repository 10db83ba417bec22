"""What Telegram refuses, delays or swallows, for answers and for letters."""

import pytest
from structlog.testing import capture_logs

import bot.receipts
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.faults import (
    CUT,
    NOT_CONNECTED,
    SILENCE,
    Fault,
    after,
    garbled,
    refused_as,
    slow_down,
)
from tests.engine.faults import Rough
from tests.engine.looking import column, letters, wins

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")

CARD_AT_HOURS = 14
BLOCKED = refused_as("bot was blocked by the user")
DEACTIVATED = refused_as("user is deactivated")
NOT_PARSED = refused_as("can't parse entities")
OUR_BUG = refused_as("BUTTON_DATA_INVALID")
PROXY_PAGE = garbled(b"<html>zx81quartz Bad Gateway</html>", 502, "text/html")
HALF_AN_ANSWER = garbled(b'{"ok":true,"result":{"text":"zx81quartz')
ABOUT = ["not connected", "429", "not parsed", "silent", "cut", "502", "400", "403"]


async def agent(rough: Rough) -> Player:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    return jessa


def states(rough: Rough) -> list[str]:
    return column(rough.world, "SELECT state FROM person")


def planned(rough: Rough) -> int:
    return len(column(rough.world, "SELECT id FROM reminder WHERE closed_at IS NULL"))


def receipts(player: Player) -> int:
    return sum(message.html.startswith("Kept, ") for message in player.answers)


@pytest.mark.parametrize(
    ("fault", "said", "letter"),
    [
        (NOT_CONNECTED, 1, ["sent"]),
        (slow_down(3), 1, ["sent"]),
        (NOT_PARSED, 1, []),
        (after(SILENCE), 1, []),
        (after(CUT), 1, []),
        (PROXY_PAGE, 0, []),
        (OUR_BUG, 0, []),
        (BLOCKED, 0, []),
    ],
    ids=ABOUT,
)
async def test_an_answer_that_fails_is_said_again_only_if_it_was_not_sent(
    rough: Rough, fault: Fault, said: int, letter: list[str]
) -> None:
    jessa = await agent(rough)
    rough.meets("sendMessage", fault)

    await jessa.says("closed 31 tickets")
    await rough.world.travel(minutes=5)

    assert receipts(jessa) == said
    assert letters(rough.world) == letter
    assert wins(rough.world) == ["closed 31 tickets"]
    assert rough.world.app.receiver.broken == []


async def test_an_answer_waits_as_long_as_telegram_says(rough: Rough) -> None:
    jessa = await agent(rough)
    before = len(rough.attempts("sendMessage"))
    rough.meets("sendMessage", slow_down(40))

    await jessa.says("closed 31 tickets")
    await rough.world.travel(minutes=5)

    first, second = rough.attempts("sendMessage")[before:]
    assert (second - first).total_seconds() >= 40
    assert receipts(jessa) == 1


async def test_an_answer_that_comes_ten_minutes_late_is_not_said_at_all(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.meets("sendMessage", *[NOT_CONNECTED] * 50)

    await jessa.says("closed 31 tickets")
    await rough.world.travel(minutes=11)
    rough.mends()
    await rough.world.travel(minutes=11)

    assert receipts(jessa) == 0
    assert letters(rough.world) == ["expired"]


async def test_a_reaction_that_is_refused_does_not_matter(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.meets("setMessageReaction", refused_as("REACTION_INVALID"))

    await jessa.says("closed 31 tickets")

    assert receipts(jessa) == 1


async def test_a_reaction_of_ours_that_breaks_says_nothing_twice(
    rough: Rough, monkeypatch: pytest.MonkeyPatch
) -> None:
    jessa = await agent(rough)

    async def breaks(*_: object) -> None:
        raise RuntimeError("31 tickets")

    monkeypatch.setattr(bot.receipts, "react", breaks)
    with capture_logs() as lines:
        await jessa.says("closed 31 tickets")

    assert receipts(jessa) == 1
    assert [line["event"] for line in lines] == ["a reaction broke"]
    assert "31 tickets" not in str(lines)


async def test_not_modified_is_as_good_as_modified(rough: Rough) -> None:
    jessa = await agent(rough)
    await jessa.says("closed 31 tickets")
    said = len(jessa.answers)
    rough.meets("editMessageText", refused_as("message is not modified"))

    with capture_logs() as lines:
        await jessa.taps("Undo")

    assert len(jessa.answers) == said
    assert lines == []


@pytest.mark.parametrize(
    "description", ["message can't be edited", "message to edit not found"], ids=str
)
async def test_what_cannot_be_edited_is_said_anew(rough: Rough, description: str) -> None:
    jessa = await agent(rough)
    await jessa.says("closed 31 tickets")
    rough.meets("editMessageText", refused_as(description))

    await jessa.taps("Undo")

    assert jessa.sees == "Taken out. You can put it back until tomorrow."


async def test_a_tap_whose_toast_comes_too_late_is_done_all_the_same(rough: Rough) -> None:
    jessa = await agent(rough)
    await jessa.says("closed 31 tickets")
    rough.meets("answerCallbackQuery", refused_as("query is too old"))

    await jessa.taps("Undo")

    assert jessa.sees == "Taken out. You can put it back until tomorrow."


@pytest.mark.parametrize(
    ("fault", "cards", "letter"),
    [
        (NOT_CONNECTED, 1, "sent"),
        (slow_down(3), 1, "sent"),
        (NOT_PARSED, 1, "sent"),
        (after(SILENCE), 1, "unknown"),
        (after(CUT), 1, "unknown"),
        (PROXY_PAGE, 0, "unknown"),
        (OUR_BUG, 0, "failed"),
        (BLOCKED, 0, "cancelled"),
    ],
    ids=ABOUT,
)
async def test_a_card_is_never_sent_again_when_its_fate_is_unknown(
    rough: Rough, fault: Fault, cards: int, letter: str
) -> None:
    jessa = await agent(rough)
    said = len(jessa.answers)
    rough.meets("sendMessage", fault)

    await rough.world.travel(hours=CARD_AT_HOURS + 4)

    assert len(jessa.answers) == said + cards
    assert letters(rough.world) == [letter]


async def test_a_card_waits_as_long_as_telegram_says(rough: Rough) -> None:
    await agent(rough)
    before = len(rough.attempts("sendMessage"))
    rough.meets("sendMessage", slow_down(40), slow_down(300))

    await rough.world.travel(hours=CARD_AT_HOURS + 4)

    first, second, third = rough.attempts("sendMessage")[before:]
    assert (second - first).total_seconds() >= 40
    assert (third - second).total_seconds() >= 300


@pytest.mark.parametrize("fault", [BLOCKED, DEACTIVATED], ids=["blocked", "deactivated"])
@pytest.mark.parametrize("unasked", [True, False], ids=["a card", "an answer"])
async def test_who_cannot_be_reached_has_nothing_planned_and_comes_back_by_writing(
    rough: Rough, fault: Fault, unasked: bool
) -> None:
    jessa = await agent(rough)
    rough.meets("sendMessage", fault)
    if unasked:
        await rough.world.travel(hours=CARD_AT_HOURS)
    else:
        await jessa.says("closed 31 tickets")
    assert (states(rough), planned(rough)) == (["unreachable"], 0)
    asked = len(rough.attempts("sendMessage"))
    await rough.world.travel(days=3)
    assert len(rough.attempts("sendMessage")) == asked

    await jessa.says("zero holds")

    assert (states(rough), planned(rough)) == (["ready"], 1)
    assert receipts(jessa) == 1
    cards = len(jessa.answers)
    await rough.world.travel(days=1)
    assert len(jessa.answers) == cards + 1


async def test_who_blocked_us_and_returns_goes_on_where_it_stood(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.world.telegram.blocks(jessa.account)
    await rough.world.travel(days=2)
    assert (states(rough), planned(rough)) == (["unreachable"], 0)

    rough.world.telegram.unblocks(jessa.account)
    await rough.world.settle()

    assert (states(rough), planned(rough)) == (["ready"], 1)


async def test_what_telegram_garbles_is_in_no_log_line(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.meets("sendMessage", HALF_AN_ANSWER, PROXY_PAGE)

    with capture_logs() as lines:
        await jessa.says("closed 31 tickets")
        await jessa.says("/wins")

    assert "zx81quartz" not in str(lines)
    assert rough.world.app.receiver.broken == []


@pytest.mark.parametrize("fault", [slow_down(3), NOT_CONNECTED], ids=["429", "not connected"])
async def test_a_strangers_call_for_help_is_answered_as_soon_as_telegram_allows(
    rough: Rough, fault: Fault
) -> None:
    """Nobody to write a letter to, so the row stays open until it is said."""
    stranger = rough.world.person("Nobody")
    rough.meets("sendMessage", fault)

    await stranger.says("/sos")
    assert stranger.answers == []
    await rough.world.travel(minutes=1)

    assert [one.html.split(".")[0] for one in stranger.answers] == [
        "Not okay right now? <b>911</b>"
    ]
    assert rough.world.app.receiver.broken == []
