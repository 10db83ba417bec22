"""Plays: people who live in a world by saying and tapping, never by rows that were put there."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from sandbox.cast import Cast
from sandbox.people import Player
from sandbox.world import World

BREATH_SECONDS = 3
Pause = Callable[[], Awaitable[None]]
NIGHTS = (
    ("31 calls, zero hold hehe", "+ Number", "31 calls", "My count"),
    ("calmed an irate caller about a double billing",),
    ("AHT 480 to 410 this week", "+ Number", "AHT 480 to 410", "Scorecard"),
    ("helped Lia with the refund flow",),
)
DAYS = (
    ("92 tickets, walang backlog",),
    ("na-explain ko nang maayos ang SLA sa client",),
    ("QA 96% sa huling audit", "+ Number", "92% 96%", "Scorecard"),
)


async def no_pause() -> None:
    """For whoever does not watch."""


async def set_up(player: Player, hour: str = "7 AM", rest: str = "Sat Sun") -> None:
    """/start, the first win skipped, the hour, the rest days; and a breath after so much talk."""
    await player.says("/start")
    await player.taps(player.labels[0][0])
    await player.taps(player.labels[-1][-1])
    if hour in flat(player):
        await player.taps(hour)
    else:
        await player.says(hour)
    await player.taps(rest)
    await player.world.travel(seconds=BREATH_SECONDS)


async def small_world(world: World, nights: Player, days: Player) -> None:
    """Two agents with a week and a half behind them."""
    await set_up(nights, "7 AM", "Sat Sun")
    await set_up(days, "6 PM", "Sat Sun")
    for number in range(9):
        await world.travel_to(world.clock.now() + timedelta(days=1))
        if number < len(NIGHTS):
            await told(nights, NIGHTS[number])
        if number < len(DAYS):
            await told(days, DAYS[number])


async def talk(world: World, cast: Cast) -> None:
    """What a team says to each other: the bot is there, and nothing of it is meant for it."""
    telegram, ana = world.telegram, cast.ana
    notice = telegram.says(ana, "Huddle tonight 9:45 PM, by the pantry.", to=cast.team)
    telegram.pins(ana, notice.id, cast.team)
    telegram.says(cast.marco, "Noted, pa-out na ako niyan hehe", to=cast.team)
    topics = {topic.name: topic for topic in cast.floor.topics.values()}
    telegram.says(ana, "Two lines are open tonight, voice and chat.", to=topics["General"])
    telegram.says(cast.jessa, "31 calls, zero hold hehe", to=topics["Wins"])
    telegram.says(cast.marco, "Who can take my Friday?", to=topics["Shift swaps"])
    telegram.reacts(cast.jessa, notice.id, "👍", chat=cast.team)
    await world.settle()


async def told(player: Player, story: tuple[str, ...]) -> None:
    """A line, then + Number, the number and where it is from."""
    await player.says(story[0])
    for number, step in enumerate(story[1:]):
        if number == 1:
            await player.says(step)
        else:
            await player.taps(step if step in flat(player) else flat(player)[0])


def flat(player: Player) -> list[str]:
    return [label for row in player.labels for label in row]


async def first_week(world: World, nights: Player, pause: Pause = no_pause) -> None:
    """Jessa's first five nights: a win, the energy offer, overtime, a number, rest."""
    await pause()
    await nights.says("/start")
    for label in (0, 0):
        await pause()
        await nights.taps(flat(nights)[label])
    for answer in ("7 AM", "Sat Sun"):
        await pause()
        await nights.taps(answer)
    for day in (monday, tuesday, wednesday, thursday, friday):
        await next_card(world, nights, pause)
        await day(world, nights, pause)
    await world.travel(days=2)


async def next_card(world: World, nights: Player, pause: Pause) -> None:
    """Time moves to the next card, whenever that is."""
    seen = len(nights.answers)
    while len(nights.answers) == seen:
        await pause()
        await world.travel(hours=4)


async def monday(_world: World, nights: Player, pause: Pause) -> None:
    await pause()
    await nights.says("31 calls, zero hold hehe")
    await pause()
    await nights.says("/progress")


async def tuesday(_world: World, nights: Player, pause: Pause) -> None:
    await pause()
    await nights.says("calmed an irate caller about a double billing")
    await pause()
    await nights.taps(flat(nights)[0])
    await pause()
    await nights.taps(flat(nights)[2])


async def wednesday(world: World, nights: Player, pause: Pause) -> None:
    await pause()
    await nights.says("OT pa")
    await pause()
    await nights.taps(flat(nights)[1])
    await pause()
    await world.travel(hours=3)
    await nights.says("endorsed all the open cases before I left")


async def thursday(_world: World, nights: Player, pause: Pause) -> None:
    await pause()
    await nights.says("AHT is down to 410")
    await pause()
    await nights.taps("+ Number")
    await pause()
    await nights.says("AHT 480 to 410")
    await pause()
    await nights.taps(flat(nights)[0])


async def friday(_world: World, nights: Player, pause: Pause) -> None:
    await pause()
    await nights.says("wala")
    await pause()
    await nights.says("/wins")
