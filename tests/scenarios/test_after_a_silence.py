"""Taps live 150 seconds at Telegram: after a longer silence what still asks says so, quietly."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from telegram.error import TelegramError

from actions import again
from bot.app import assemble
from bot.hearing import NOTED_EVERY
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram import Telegram
from sandbox.telegram.faults import NOT_CONNECTED
from sandbox.telegram.in_process import InProcess
from sandbox.world import World, open_world, settings_for
from schedules.again import show
from storage.seals import new_key
from tests.engine.looking import column, wins
from texts.speak import Speaker

KEY = new_key()
AWAY = {
    "en": "I was away for a while: if you tapped then, please tap again.",
    "fil": "Nawala ako saglit: kung nag-tap ka noon, paki-tap ulit.",
}


def noting(world: World) -> World:
    """As a service does: that it hears, every few seconds."""
    world.angat.hearing.noted_every = NOTED_EVERY
    return world


@asynccontextmanager
async def back_after(world: World, database: str, **away: float) -> AsyncIterator[World]:
    """The bot is gone for that long; people and Telegram are not. Then another process starts."""
    world.clock.set(world.clock.now() + timedelta(**away))
    settings = settings_for(world.telegram, database, KEY)
    async with assemble(settings, world.clock, InProcess(world.telegram), Speaker()) as app:
        back = noting(World(world.telegram, world.clock, app))
        await app.receiver.recover()
        await back.settle()
        yield back
        assert back.errors == []


@pytest.fixture
async def before(database: str) -> AsyncIterator[World]:
    async with open_world(database, key=KEY) as opened:
        yield noting(opened)


def in_(world: World, player: Player) -> Player:
    return Player(world, player.account)


async def with_a_card(world: World, language: str = "en") -> Player:
    marco = world.person("Marco", language=language)
    await set_up(marco)
    await world.travel(hours=14)
    return marco


def edits(telegram: Telegram) -> int:
    return telegram.journal.times("editMessageText")


@pytest.mark.parametrize("language", ["en", "fil"])
async def test_a_tap_of_the_outage_is_asked_for_again_and_counts_once(
    before: World, database: str, language: str
) -> None:
    marco = await with_a_card(before, language)
    asked, said = marco.sees, len(marco.answers)
    shown, lost = marco.button("Nothing today" if language == "en" else "Wala today")
    chip = shown.rows[0][0].text
    before.telegram.taps(marco.account, shown.id, lost)

    async with back_after(before, database, hours=1) as world:
        marco = in_(world, marco)
        assert marco.answers[-1].html == f"{asked}\n\n{AWAY[language]}"
        assert len(marco.answers) == said
        assert wins(world) == []

        await marco.taps(chip)
        await world.travel(minutes=5)

        assert len(wins(world)) == 1
        assert AWAY[language] not in marco.answers[-1].html


async def test_two_minutes_change_nothing(before: World, database: str) -> None:
    marco = await with_a_card(before)
    shown, data = marco.button("Nothing today")
    edited = edits(before.telegram)
    before.telegram.taps(marco.account, shown.id, data)

    async with back_after(before, database, minutes=2) as world:
        assert (
            in_(world, marco).answers[-1].html == "That's all right. Mon night closed, rest well."
        )
        assert edits(world.telegram) == edited + 1
        await world.travel(minutes=1)
        assert edits(world.telegram) == edited + 1


async def test_it_is_shown_again_once_a_silence(before: World, database: str) -> None:
    marco = await with_a_card(before)
    async with back_after(before, database, hours=1) as world:
        once = edits(world.telegram)
        await world.travel(hours=1)
        assert edits(world.telegram) == once
    async with back_after(before, database, seconds=30) as world:
        await world.travel(minutes=5)
        assert edits(world.telegram) == once
    assert in_(before, marco).answers[-1].html.count(AWAY["en"]) == 1


async def test_a_kill_in_the_middle_leaves_nobody_out(before: World, database: str) -> None:
    """Killed when it was noted who is shown their card again, and one of them was."""
    people = [before.person(name) for name in ("Marco", "Jessa", "Ana")]
    for one in people:
        await set_up(one)
    await before.travel(hours=14)
    before.clock.set(before.clock.now() + timedelta(hours=1))
    settings = settings_for(before.telegram, database, KEY)
    async with assemble(settings, before.clock, InProcess(before.telegram), Speaker()) as app:
        await app.receiver.poll_once()
        await app.angat.db.write(again.hear, app.angat.hearing.is_back, before.clock.now())
        first, *_ = await app.angat.db.write(again.take, before.clock.now())
        await show(app.angat, first)
    assert sum(AWAY["en"] in one.answers[-1].html for one in people) == 1
    edited = edits(before.telegram)

    async with back_after(before, database, seconds=30) as world:
        assert all(AWAY["en"] in in_(world, one).answers[-1].html for one in people)
        assert edits(world.telegram) == edited + 2
        assert column(world, "SELECT count(*) FROM screen WHERE again_at IS NOT NULL") == [0]


async def test_an_edit_that_is_not_taken_is_made_later(before: World, database: str) -> None:
    marco = await with_a_card(before)
    before.telegram.faults.meets("editMessageText", NOT_CONNECTED)
    async with back_after(before, database, hours=1) as world:
        assert AWAY["en"] not in in_(world, marco).answers[-1].html
        await world.travel(seconds=29)
        assert AWAY["en"] not in in_(world, marco).answers[-1].html
        await world.travel(seconds=2)
        assert AWAY["en"] in in_(world, marco).answers[-1].html


async def test_a_message_that_is_gone_is_let_go(before: World, database: str) -> None:
    marco = await with_a_card(before)
    said = len(marco.answers)
    before.telegram.deletes(marco.account, marco.answers[-1].id)
    async with back_after(before, database, hours=1) as world:
        await world.travel(minutes=5)
        assert len(in_(world, marco).answers) == said - 1
        assert column(world, "SELECT count(*) FROM screen WHERE again_at IS NOT NULL") == [0]


async def test_the_very_first_tap_is_asked_for_again(before: World, database: str) -> None:
    jessa = before.person("Jessa")
    await jessa.says("/start")
    hello = jessa.sees
    shown, data = jessa.button("Start")
    before.telegram.taps(jessa.account, shown.id, data)

    async with back_after(before, database, hours=1) as world:
        jessa = in_(world, jessa)
        assert jessa.sees == f"{hello}\n\n{AWAY['en']}"
        await jessa.taps("Start")
        assert jessa.sees.startswith("Think of your last shift.")
    async with back_after(world, database, hours=1) as world:
        jessa = in_(world, jessa)
        assert jessa.sees.startswith("Think of your last shift.")
        assert jessa.sees.endswith(AWAY["en"])


async def test_set_up_says_so_too_and_goes_on(before: World, database: str) -> None:
    jessa = before.person("Jessa", language="fil")
    await jessa.says("/start")
    await jessa.taps(jessa.labels[0][0])
    await jessa.taps(jessa.labels[-1][-1])
    shown, data = jessa.button("7 AM")
    before.telegram.taps(jessa.account, shown.id, data)

    async with back_after(before, database, hours=1) as world:
        jessa = in_(world, jessa)
        assert jessa.answers[-1].html.endswith(f"\n\n{AWAY['fil']}")
        await jessa.taps("7 AM")
        assert AWAY["fil"] not in jessa.answers[-1].html
        await jessa.taps("Sat Sun")
        assert column(world, "SELECT setup FROM person") == ["done"]


async def test_what_asks_no_more_stays_as_it_is(before: World, database: str) -> None:
    """Answered in words meanwhile, answered before, over since the next shift began, or old."""
    marco = await with_a_card(before)
    before.telegram.says(marco.account, "31 calls")
    async with back_after(before, database, hours=1) as world:
        assert wins(world) == ["31 calls"]
        assert AWAY["en"] not in str([one.html for one in in_(world, marco).answers])
    async with back_after(before, database, hours=15) as world:
        assert AWAY["en"] not in str([one.html for one in in_(world, marco).answers])


async def test_a_card_of_a_shift_that_is_over_stays(before: World, database: str) -> None:
    marco = await with_a_card(before)
    async with back_after(before, database, hours=15) as world:
        assert AWAY["en"] not in str([one.html for one in in_(world, marco).answers])


async def test_an_hour_without_telegram_is_a_silence_as_well(before: World) -> None:
    marco = await with_a_card(before)
    shown, data = marco.button("Nothing today")
    async with before.telegram.faults.outage():
        before.telegram.taps(marco.account, shown.id, data)
        before.clock.set(before.clock.now() + timedelta(hours=1))
        with pytest.raises(TelegramError):
            await before.app.receiver.poll_once()
        before.clock.set(before.clock.now() + timedelta(hours=1))
    await before.settle()

    assert marco.answers[-1].html.endswith(AWAY["en"])
