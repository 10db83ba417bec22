"""What stands open in a chat is due again after a silence, and when Telegram was heard is kept."""

from typing import Any

from sqlmodel import Session

from storage import house, inbox, outbox, screens
from storage.database import Database
from storage.screens import Screen
from tests.storage.samples import DAY, HOUR, JUN, MARIA, MINUTE, NOW, arrived, letter, person


def shown(session: Session, owner: int, /, **values: Any) -> int:
    standard: dict[str, Any] = {"kind": "card", "chat_id": MARIA, "said_at": NOW, "message_id": 7}
    return screens.open_screen(session, Screen(person_id=owner, **(standard | values)))


async def test_only_what_asks_and_stands_in_the_chat_since_a_day_is_due(db: Database) -> None:
    maria = await db.write(person)
    card = await db.write(shown, maria)
    setup = await db.write(shown, maria, kind="setup")
    await db.write(shown, maria, kind="receipt")
    await db.write(shown, maria, message_id=None)
    await db.write(shown, maria, closed_at=NOW)
    await db.write(shown, maria, said_at=NOW - DAY)
    assert await db.read(screens.next_again) is None

    await db.write(screens.show_again, ("card", "setup"), NOW + HOUR - DAY, NOW + HOUR)

    assert await db.read(screens.next_again) == NOW + HOUR
    assert await db.read(screens.due_again, NOW, 9) == []
    due = await db.read(screens.due_again, NOW + HOUR, 9)
    assert [one.id for one in due] == [card, setup]
    assert [one.id for one in await db.read(screens.due_again, NOW + HOUR, 1)] == [card]
    await db.write(lambda session: screens.change(session, card, again_at=None))
    await db.write(lambda session: screens.change(session, setup, again_at=NOW + DAY))
    assert await db.read(screens.next_again) == NOW + DAY


async def test_when_telegram_was_heard_is_another_row_than_the_heartbeat(db: Database) -> None:
    assert await db.read(house.last_heard) is None
    assert await db.read(house.last_beat) is None

    await db.write(house.hear, NOW)
    await db.write(house.beat, NOW + MINUTE)
    await db.write(house.hear, NOW + HOUR)

    assert await db.read(house.last_heard) == NOW + HOUR
    assert await db.read(house.last_beat) == NOW + MINUTE


async def test_a_chat_waits_while_a_row_of_it_is_open(db: Database) -> None:
    ((seq, _),) = await db.write(inbox.keep, [arrived(10, "hi", MARIA)])

    assert await db.read(inbox.waits, MARIA)
    assert not await db.read(inbox.waits, JUN)

    await db.write(inbox.close, seq, NOW)
    assert not await db.read(inbox.waits, MARIA)


async def test_the_newest_letter_says_what_stands_on_a_screen(db: Database) -> None:
    maria = await db.write(person)
    card = await db.write(shown, maria)
    assert await db.read(outbox.said_on, card) is None

    for key in ("first", "second"):
        made = letter(maria, key=key, screen_id=card)
        await db.write(outbox.promise, made, {"question": key})

    newest = await db.read(outbox.said_on, card)
    assert newest.key == "second"
