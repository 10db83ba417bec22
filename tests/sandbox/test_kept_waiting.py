"""A world in which Telegram keeps the bot waiting: time goes on, and others are not held."""

from sandbox.plays import set_up
from sandbox.telegram.faults import after, delayed
from sandbox.world import World


async def test_a_slow_answer_holds_its_own_chat_and_nobody_else(world: World) -> None:
    jessa, marco = world.person("Jessa"), world.person("Marco", language="fil")
    await set_up(jessa)
    await set_up(marco)
    world.telegram.faults.meets("sendMessage", delayed(30), chat=jessa.account.id)
    before = len(jessa.answers)

    await jessa.says("31 calls, zero holds")
    await marco.says("92 tickets, walang backlog")

    assert len(jessa.answers) == before
    assert marco.sees.startswith("Naka-save")
    await world.travel(seconds=30)
    assert jessa.sees.startswith("Kept")


async def test_an_answer_whose_confirmation_is_slow_is_seen_at_once(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    world.telegram.faults.meets("sendMessage", after(delayed(30)))

    await jessa.says("31 calls, zero holds")
    shown = jessa.sees
    await jessa.says("client said thank you")

    assert shown.startswith("Kept")
    assert jessa.reaction == "", "the second line waits for the turn of the first"
    await world.travel(seconds=30)
    assert jessa.reaction == "👍"


async def test_a_slow_card_comes_late_and_time_goes_on(world: World) -> None:
    jessa, marco = world.person("Jessa"), world.person("Marco")
    await set_up(jessa)
    await set_up(marco, "8 AM")
    world.telegram.faults.meets("sendMessage", delayed(40), chat=jessa.account.id)
    seen = len(jessa.answers), len(marco.answers)

    await world.travel(hours=13, minutes=40)
    at_due = len(jessa.answers)
    await world.travel(hours=2)

    assert at_due == seen[0]
    assert (len(jessa.answers), len(marco.answers)) == (seen[0] + 1, seen[1] + 1)
    card = jessa.answers[-1]
    assert (card.date.hour, card.date.minute) == (23, 20)


async def test_enforced_limits_hold_nothing_of_a_bot_that_keeps_its_own_pace(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    world.telegram.limits.enforced = True
    before, began = len(jessa.answers), world.clock.now()

    for _ in range(6):
        await jessa.says("/progress")

    assert len(jessa.answers) - before == 6
    assert 3 <= (world.clock.now() - began).total_seconds() <= 6
    assert {call.seconds for call in world.telegram.journal if call.at > began} == {0}


async def test_a_world_ends_while_something_still_waits(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    world.telegram.faults.meets("sendMessage", delayed(10**6))

    await world.travel(hours=14)

    assert world.beats.waiting == 1
