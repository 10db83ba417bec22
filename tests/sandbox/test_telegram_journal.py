"""The journal: every request in order, at a bounded cost."""

from datetime import UTC, datetime, timedelta

from sandbox.telegram import Telegram
from sandbox.telegram.journal import MOST_CALLS, Call, Journal

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def test_it_knows_order_moment_status_and_duration() -> None:
    telegram = Telegram(lambda: NOON)
    await telegram.call("getme", {})
    await telegram.call("sendMessage", {"chat_id": 1, "text": "one"})

    assert [(call.order, call.method, call.status) for call in telegram.journal] == [
        (1, "getMe", 200),
        (2, "sendMessage", 400),
    ]
    assert [call.at for call in telegram.journal] == [NOON, NOON]
    assert telegram.journal[1].seconds == 0
    assert telegram.journal[1].params == {"chat_id": 1, "text": "one"}


def test_of_the_oldest_calls_only_their_number_is_kept() -> None:
    journal = Journal()
    for number in range(MOST_CALLS + 1):
        journal.enter(Call(NOON + timedelta(seconds=number), "getMe", {}))

    assert len(journal) == MOST_CALLS // 2 + 1
    assert journal.times("getMe") == journal[-1].order == MOST_CALLS + 1
    assert journal.attempts("getMe")[-1] == NOON + timedelta(seconds=MOST_CALLS)
