"""Letters of the real service at Telegram's pace: what can be counted, however busy the machine."""

from benchmarks.pace import paced


async def test_never_more_than_thirty_a_second_and_nobody_is_told_to_wait() -> None:
    found = await paced(letters=90, lines=1)

    assert (found.most <= 30, found.refused) == (True, 0)
    assert found.a_second <= 30 * 1.1
    assert found.answer_ms > 0
