"""Rule 4 over a simulated year with everything switched on: one knock a shift."""

import random
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sandbox.people import Player
from sandbox.plays import flat, set_up
from sandbox.telegram import Message
from sandbox.world import World

DAYS = 365
MANILA = ZoneInfo("Asia/Manila")
HOUR = re.compile(r"\d{1,2}(?::\d\d)? [AP]M")
TYPED = {
    "a win": ("closed 12 tickets",),
    "three at once": ("31 calls", "zero holds", "helped Lia"),
    "nothing": ("wala",),
    "later": ("mamaya na",),
    "overtime": ("OT pa",),
    "rest day": ("RD ako",),
    "hello": ("hi",),
    "energy": ("/checkin",),
}
TAPPED = {
    "overtime": ("+1 h", "+2 h", "After I wake"),
    "energy": ("Yes, ask me", "Half", "Empty"),
    "snooze": ("At 4:30 PM",),
    "chip": ("Number moved", "Calmed a caller", "Helped someone"),
    "no": ("Nothing today",),
}
DEEDS = [*TYPED, *TAPPED, *TYPED, *TAPPED, "every shift", "ignores it", "is away"]
AWAY = range(5, 35)


def local(message: Message) -> datetime:
    return message.date.astimezone(MANILA)


async def live(jessa: Player, deed: str, chance: random.Random) -> set[str]:
    """Does it, and returns the hours that the bot's answers name: those she asked for herself."""
    before = len(jessa.answers)
    if deed in TYPED:
        await jessa.says(*TYPED[deed])
    if deed == "every shift":
        await jessa.says("/shift")
        await jessa.taps("How often")
        await jessa.taps("Every shift")
    wanted = [label for label in TAPPED.get(deed, ()) if label in flat(jessa)]
    if wanted:
        await jessa.taps(chance.choice(wanted))
    if "Yes" in flat(jessa):
        await jessa.taps("Yes")
    spoken = [message.html for message in jessa.answers[before:]] + [jessa.sees]
    return {hour for text in spoken for hour in HOUR.findall(text)}


def of_a_shift(message: Message) -> bool:
    return (local(message).hour, local(message).minute) == (7, 20)


@pytest.mark.parametrize("seed", [2026])
async def test_a_year_has_one_knock_a_worked_shift_and_none_otherwise(
    world: World, seed: int
) -> None:
    chance = random.Random(seed)
    jessa = world.person("Jessa")
    await set_up(jessa)
    chosen: set[str] = set()
    cards = 0
    away = 0
    for _ in range(DAYS):
        said = len(jessa.answers)
        await world.travel(days=1)
        unasked = jessa.answers[said:]
        own = [one for one in unasked if not of_a_shift(one)]
        knocks = [one for one in unasked if of_a_shift(one)]

        assert len(knocks) <= 1
        assert all(local(one).weekday() not in (6, 0) for one in knocks)
        assert all(local(one).strftime("%-I:%M %p").replace(":00", "") in chosen for one in own)
        assert len(own) <= 1

        cards += len(knocks)
        deed = chance.choice(DEEDS)
        away = away - 1 if away else chance.choice(AWAY) if deed == "is away" else 0
        chosen = set() if away else await live(jessa, deed, chance)

    assert 60 < cards < DAYS * 5 / 7


async def test_whoever_answers_is_asked_after_every_worked_shift_and_no_oftener(
    world: World,
) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    for _ in range(3):
        asked = 0
        for _ in range(7):
            said = len(jessa.answers)
            await world.travel(days=1)
            asked += len(jessa.answers) - said
            await jessa.says("wala")
        assert asked == 5
