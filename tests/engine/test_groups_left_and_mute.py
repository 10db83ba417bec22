"""What becomes of a group: let in, out, muted, its topics; and what of that the bot keeps."""

import pytest
from sqlmodel import Session
from structlog.testing import capture_logs

from sandbox.telegram.faults import refused_as
from storage import groups
from tests.engine.faults import Rough
from tests.engine.groups import Team, team_of
from tests.engine.looking import column, letters, rows


def into_topic(session: Session, thread_id: int) -> None:
    groups.change(session, 1, thread_id=thread_id)


async def quietly(rough: Rough, *words: str, team: Team) -> None:
    """Promised before the bot hears what happened to the group: it learns it by the send."""
    rough.world.telegram.updates.forget()
    await team.promised(*words)


async def test_a_group_is_known_by_its_chat_and_nothing_else(rough: Rough) -> None:
    team = await team_of(rough.world)

    assert rows(rough.world, "SELECT chat_id, state, thread_id FROM group_chat") == [
        (team.chat.id, "active", None)
    ]
    assert column(rough.world, "SELECT id FROM person") == []
    assert team.heard == []
    stored = str([rows(rough.world, f"SELECT * FROM {one}") for one in ("group_chat", "inbox")])
    assert "Malaya" not in stored
    assert "Ana" not in stored


@pytest.mark.parametrize("kind", ["group", "supergroup"])
@pytest.mark.parametrize("how", ["kicked", "left", "deleted"])
async def test_out_of_a_group_its_letters_are_cancelled_until_it_is_let_in_again(
    rough: Rough, kind: str, how: str
) -> None:
    team = await team_of(rough.world, kind)
    telegram, bot = rough.world.telegram, rough.world.telegram.bot
    if how == "deleted":
        telegram.ends(team.lead, team.chat)
    elif how == "kicked":
        telegram.kicks(team.lead, bot, team.chat)
    else:
        telegram.leaves(bot, team.chat)

    await quietly(rough, "Week 47", "Week 48", team=team)
    assert letters(rough.world) == ["cancelled", "cancelled"]
    assert team.states == ["gone"]

    team.chat.is_deleted = False
    telegram.adds(team.lead, bot, team.chat)
    await rough.world.settle()
    await team.promised("Week 49")

    assert team.heard == ["Week 49"]
    assert team.states == ["active"]


async def test_that_it_was_kicked_is_heard_without_a_send(rough: Rough) -> None:
    team = await team_of(rough.world)
    rough.world.telegram.kicks(team.lead, rough.world.telegram.bot, team.chat)
    await rough.world.settle()
    asked = len(rough.attempts("sendMessage"))

    await team.promised("Week 47")

    assert team.states == ["gone"]
    assert len(rough.attempts("sendMessage")) == asked


@pytest.mark.parametrize("heard", [True, False], ids=["heard of it", "met it"])
async def test_mute_it_waits_and_goes_on_as_soon_as_it_may_write(rough: Rough, heard: bool) -> None:
    team = await team_of(rough.world, "supergroup")
    telegram, bot = rough.world.telegram, rough.world.telegram.bot
    telegram.mutes(team.lead, bot, team.chat)
    with capture_logs() as lines:
        if heard:
            await team.promised("Week 47")
        else:
            await quietly(rough, "Week 47", "Week 48", team=team)
    assert (team.states, team.heard) == (["muted"], [])
    assert len(lines) == (0 if heard else 1)
    await rough.world.travel(hours=3)
    assert "waiting" in letters(rough.world)

    telegram.demotes(team.lead, bot, team.chat)
    await rough.world.settle()

    assert team.heard[0] == "Week 47"
    assert set(letters(rough.world)) == {"sent"}
    assert team.states == ["active"]


async def test_muted_for_pictures_alone_it_goes_on_writing(rough: Rough) -> None:
    team = await team_of(rough.world, "supergroup")
    telegram = rough.world.telegram
    telegram.mutes(team.lead, telegram.bot, team.chat, ("photos",))
    await rough.world.settle()

    await team.promised("Week 47")

    assert (team.states, team.heard) == (["active"], ["Week 47"])


@pytest.mark.parametrize("end", ["closed", "removed"])
async def test_a_topic_that_is_closed_or_gone_is_forgotten(rough: Rough, end: str) -> None:
    team = await team_of(rough.world, "forum")
    telegram = rough.world.telegram
    topic = telegram.topic(team.lead, team.chat, "Digests")
    await rough.world.settle()
    await rough.world.angat.db.write(into_topic, topic.id)
    await team.promised("Week 46")
    (inside,) = [one for one in team.chat.messages.values() if one.text == "Week 46"]
    assert inside.thread_id == topic.id
    (telegram.closes_topic if end == "closed" else telegram.removes_topic)(team.lead, topic)
    asked = len(rough.attempts("sendMessage"))

    await team.promised("Week 47", "Week 48")

    assert team.heard[-2:] == ["Week 47", "Week 48"]
    assert column(rough.world, "SELECT thread_id FROM group_chat") == [None]
    assert len(rough.attempts("sendMessage")) - asked == 3


async def test_a_group_that_telegram_does_not_know_on_two_days_is_given_up(rough: Rough) -> None:
    team = await team_of(rough.world)
    unknown = refused_as("chat not found")
    rough.meets("sendMessage", unknown, unknown)
    await team.promised("Week 46", "Week 47")
    assert (team.states, letters(rough.world)) == (["active"], ["failed", "failed"])
    await rough.world.travel(days=1)
    await team.promised("Week 48")
    assert team.heard == ["Week 48"]

    rough.meets("sendMessage", unknown)
    await team.promised("Week 49")
    await rough.world.travel(days=1)
    rough.meets("sendMessage", unknown)
    await team.promised("Week 50", "Week 51")

    assert team.states == ["gone"]
    assert column(rough.world, "SELECT state FROM outbox WHERE key LIKE '%Week 5%'") == [
        "failed",
        "cancelled",
    ]
