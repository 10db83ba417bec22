"""The plays of the page: people who live in a world by saying and tapping."""

from pathlib import Path

from sandbox import plays
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
    who = theatre.people()[0].account.id
    await theatre.say(who, "/start")
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
    await again.say(who, "/wins")
    seen = again.telegram.history(again.people()[0].account)
    assert any("Nothing kept yet" in message.text for message in seen)
    assert seen[0].id > 1
    assert again.now() > now

    await again.new_world("empty")
    await again.say(who, "/wins")
    seen = again.telegram.history(again.people()[0].account)
    assert not any("Nothing kept yet" in message.text for message in seen)
    await again.close()


async def test_a_new_world_knows_nothing_of_the_one_before(tmp_path: Path) -> None:
    theatre = Theatre(tmp_path)
    await theatre.open()
    who = theatre.people()[0].account.id
    await theatre.say(who, "/start")
    before = theatre.epoch

    await theatre.new_world("empty")

    assert theatre.epoch == before + 1
    assert theatre.telegram.history(theatre.people()[0].account) == []
    await theatre.close()
