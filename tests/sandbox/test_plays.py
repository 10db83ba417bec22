"""The plays of the page: people who live in a world by saying and tapping."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sandbox import plays
from sandbox.months import first_of_next_month
from sandbox.page_state import ZONE
from sandbox.theatre import Theatre
from sandbox.world import World


async def test_the_first_week_is_played_to_its_end(world: World) -> None:
    jessa = world.person("Jessa")
    steps = 0

    async def pause() -> None:
        nonlocal steps
        steps += 1

    await plays.first_week(world, jessa, pause)

    said = [message.text for message in jessa.chat]
    assert "31 calls, zero hold hehe" in said
    assert "Noted, for you. Add to it, or leave it." in said
    assert "OT pa" in said
    assert any("480 to 410" in text for text in said)
    assert 25 <= steps <= 60, "about a minute at 1.3 s a step"


async def test_the_small_world_is_two_people_with_a_week_and_a_half_behind_them(
    world: World,
) -> None:
    jessa, marco = world.person("Jessa"), world.person("Marco", language="fil")

    await plays.small_world(world, jessa, marco)

    for player in (jessa, marco):
        await player.says("/wins")
        assert player.sees.count("\n") >= 3


async def test_a_theatre_keeps_its_world_in_a_folder(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    theatre = Theatre(tmp_path, kept)
    await theatre.open()
    who = theatre.those_here().jessa.id
    await theatre.player(theatre.those_here().jessa).says("/start")
    assert await theatre.travel_to_shift_end(who) == (
        "No card is planned for Jessa yet: finish /start or look at /shift."
    )
    await theatre.travel(1)
    now = theatre.now()
    await theatre.close()

    assert {file.name for file in kept.iterdir()} >= {"angat.db", "key"}
    assert (kept / "key").stat().st_mode & 0o077 == 0
    again = Theatre(tmp_path, kept)
    await again.open()
    jessa = again.player(again.those_here().jessa)
    await jessa.says("/wins")
    assert any("Nothing kept yet" in message.text for message in jessa.chat)
    assert jessa.chat[0].id > 1
    assert again.now() > now

    await again.new_world("empty")
    jessa = again.player(again.those_here().jessa)
    await jessa.says("/wins")
    assert not any("Nothing kept yet" in message.text for message in jessa.chat)
    await again.close()


@pytest.mark.parametrize("jumped", [False, True])
async def test_a_kept_world_goes_on_in_the_middle_of_set_up(tmp_path: Path, jumped: bool) -> None:
    """No update id is given twice: a repeat of an earlier one would be passed over."""
    theatre = Theatre(tmp_path, tmp_path / "kept")
    await theatre.open()
    jessa = theatre.player(theatre.those_here().jessa)
    if jumped:
        theatre.telegram.updates.next_id = 1_000
    await jessa.says("/start")
    await jessa.taps("Start")
    await jessa.taps("Skip")
    await theatre.travel(1)
    await theatre.close()

    again = Theatre(tmp_path, tmp_path / "kept")
    await again.open()
    jessa = again.player(again.those_here().jessa)
    await jessa.says("7 AM")
    assert jessa.sees == "Which are your rest days?"
    await jessa.taps("Sat Sun")
    assert jessa.sees.startswith("Set: 10 PM to 7 AM, rest Sat Sun.")
    await again.close()


async def test_a_new_world_knows_nothing_of_the_one_before(tmp_path: Path) -> None:
    theatre = Theatre(tmp_path)
    await theatre.open()
    await theatre.player(theatre.those_here().jessa).says("/start")
    before = theatre.epoch

    await theatre.new_world("empty")

    assert theatre.epoch == before + 1
    assert theatre.telegram.history(theatre.people()[0].account) == []
    await theatre.close()


async def test_ana_leads_the_teams_group_and_the_bot_is_an_ordinary_member(
    tmp_path: Path,
) -> None:
    theatre = Theatre(tmp_path)
    await theatre.open()
    cast = theatre.those_here()

    for group in (cast.team, cast.floor):
        assert group.member(cast.ana).leads
        bot = group.member(theatre.telegram.bot)
        assert (bot.is_inside, bot.leads) == (True, False)
    assert [topic.name for topic in cast.floor.topics.values()] == [
        "General",
        "Wins",
        "Shift swaps",
    ]
    assert [message.service for message in cast.team.messages.values()] != []
    await theatre.close()


async def test_a_kept_world_goes_on_in_its_groups_without_adding_the_bot_again(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "kept"
    theatre = Theatre(tmp_path, kept)
    await theatre.open()
    cast = theatre.those_here()
    said = theatre.telegram.says(cast.ana, "hello floor", to=cast.floor)
    await theatre.answered()
    await theatre.close()

    again = Theatre(tmp_path, kept)
    await again.open()
    now = again.those_here()

    assert (now.team.id, now.floor.id, list(now.floor.topics)) == (
        cast.team.id,
        cast.floor.id,
        list(cast.floor.topics),
    )
    assert now.team.member(again.telegram.bot).is_inside
    assert now.team.messages == {}
    assert again.telegram.says(now.ana, "again", to=now.floor).id > said.id
    assert again.telegram.unconfirmed == 0
    await again.close()


async def test_the_first_of_next_month_is_reached_with_everything_on_the_way(
    tmp_path: Path,
) -> None:
    theatre = Theatre(tmp_path)
    await theatre.open()
    jessa = theatre.player(theatre.those_here().jessa)
    await plays.set_up(jessa)

    await theatre.travel_to_first()

    now = theatre.now().astimezone(ZoneInfo(ZONE))
    assert (now.date(), now.hour, now.minute) == (date(2026, 12, 1), 9, 0)
    cards = [one for one in jessa.answers if one.date.hour == 23]
    assert len(cards) >= 4
    assert theatre.here().errors == []
    await theatre.close()


@pytest.mark.parametrize(
    ("now", "first"),
    [
        (datetime(2026, 11, 23, 9, 40, tzinfo=UTC), "2026-12-01T09:00:00+08:00"),
        (datetime(2026, 11, 30, 16, tzinfo=UTC), "2027-01-01T09:00:00+08:00"),
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), "2027-01-01T09:00:00+08:00"),
    ],
)
def test_the_month_after_is_counted_where_people_are(now: datetime, first: str) -> None:
    assert first_of_next_month(now, ZONE).isoformat() == first
