"""Letters side by side: one that hangs, or has to wait, holds nobody else up."""

import pytest
from sqlmodel import Session
from telegram.error import InvalidToken

from domain.lateness import Kind
from sandbox.plays import set_up
from sandbox.telegram.faults import CUT, delayed, refused_as, slow_down
from schedules.deliver import SLOTS
from storage import outbox
from storage.outbox import Letter
from storage.people import PERSON
from tests.engine.faults import Rough
from tests.engine.groups import team_of
from tests.engine.looking import column, letters
from tests.engine.service import Caller, Service
from views.screen import Screen, packed

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")
MANY = SLOTS + 36
TOKENS = ["Unauthorized", "Unauthorized: invalid token specified", "Not Found"]


def promise_to_all(session: Session) -> None:
    """Words for everybody who is known."""
    for row in session.connection().execute(PERSON.select()).all():
        letter = Letter(
            person_id=row.id,
            key=f"words:{row.id}",
            kind=Kind.ANSWER,
            sealed=b"",
            not_before=row.created_at,
            expires_at=row.created_at.replace(year=2027),
        )
        outbox.promise(session, letter, packed(Screen("Words.")))


async def crowd(rough: Rough, size: int) -> None:
    for number in range(size):
        await rough.world.person(f"Agent {number}").says("/start")
    await rough.world.angat.db.write(promise_to_all)


async def test_no_more_letters_are_under_way_than_there_are_slots(rough: Rough) -> None:
    await crowd(rough, MANY)
    rough.meets("sendMessage", *[delayed(30)] * MANY)

    await rough.world.settle()
    assert rough.world.beats.waiting == SLOTS
    assert column(rough.world, "SELECT count(*) FROM outbox WHERE state = 'sending'") == [SLOTS]
    await rough.world.travel(seconds=61)

    assert set(letters(rough.world)) == {"sent"}
    assert len(letters(rough.world)) == MANY


async def test_while_one_chat_hangs_and_one_is_told_to_wait_all_others_are_served(
    rough: Rough,
) -> None:
    await crowd(rough, 12)
    first, second, *others = rough.world.players
    before = {one: len(one.answers) for one in rough.world.players}
    telegram = rough.world.telegram
    telegram.faults.meets("sendMessage", delayed(30), chat=first.account.id)
    telegram.faults.meets("sendMessage", slow_down(40), chat=second.account.id)

    await rough.world.settle()
    assert all(len(one.answers) == before[one] + 1 for one in others)
    assert [len(one.answers) - before[one] for one in (first, second)] == [0, 0]
    await rough.world.travel(seconds=31)
    assert [len(one.answers) - before[one] for one in (first, second)] == [1, 0]
    await rough.world.travel(seconds=10)

    assert [len(one.answers) - before[one] for one in (first, second)] == [1, 1]


async def test_while_a_letter_hangs_what_falls_due_is_promised_and_said(rough: Rough) -> None:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    team = await team_of(rough.world)
    rough.world.telegram.faults.meets("sendMessage", delayed(20 * 3600), chat=team.chat.id)
    said = len(jessa.answers)

    await team.promised("Week 47")
    await rough.world.travel(hours=14)

    assert letters(rough.world) == ["sending", "sent"]
    assert len(jessa.answers) == said + 1


async def test_letters_of_a_chat_come_in_the_order_they_were_promised(rough: Rough) -> None:
    team = await team_of(rough.world)
    rough.meets("sendMessage", slow_down(40), slow_down(5))

    await team.promised(*(f"Week {number}" for number in range(40, 48)))
    await rough.world.travel(minutes=5)

    assert team.heard == [f"Week {number}" for number in range(40, 48)]


@pytest.mark.parametrize("words", TOKENS)
@pytest.mark.parametrize("unasked", [True, False], ids=["a letter", "an answer"])
async def test_a_token_that_is_refused_ends_the_run(
    rough: Rough, words: str, unasked: bool
) -> None:
    """What was to be said is not lost by it: it waits for a token that is known."""
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    team = await team_of(rough.world)
    rough.meets("sendMessage", refused_as(words))
    if unasked:
        await team.promised("Week 47")
    else:
        await jessa.says("closed 31 tickets")

    with pytest.raises(InvalidToken):
        await rough.world.app.receiver.run()

    assert letters(rough.world) == (["waiting"] if unasked else [])


async def test_a_service_whose_token_is_revoked_says_so_in_one_line_and_ends(
    service: Service,
) -> None:
    await service.start()
    jessa = Caller(service.telegram, service.telegram.person("Jessa"))
    service.telegram.faults.meets("sendMessage", refused_as("invalid token specified"))

    jessa.says("/start")
    assert service.process is not None
    assert await service.process.wait() == 2

    said = service.said()
    assert said.splitlines()[-1] == "angat: ANGAT_BOT_TOKEN is not one that Telegram knows"
    assert service.telegram.token not in said


async def test_an_edit_in_doubt_is_made_again_and_changes_nothing_twice(rough: Rough) -> None:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    await jessa.says("closed 31 tickets")
    rough.meets("editMessageText", CUT, CUT, CUT)

    await jessa.taps("Undo")
    await rough.world.travel(minutes=3)

    assert jessa.sees == "Taken out. You can put it back until tomorrow."
    assert letters(rough.world) == ["sent"]
