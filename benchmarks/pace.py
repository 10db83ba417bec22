"""Three thousand letters due at once, limits enforced, and somebody who writes in the middle."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.beside import Beside, Distant
from benchmarks.many_people import begin_all, promise_all
from sandbox.telegram import Account

LETTERS = 3_000
A_SECOND = timedelta(seconds=1)
TELEGRAMS_PACE = 30.0


@dataclass(frozen=True, slots=True)
class Paced:
    """What Telegram saw: letters a second, most in any second, 429s, slowest answer meanwhile."""

    a_second: float
    most: int
    refused: int
    answer_ms: float

    @property
    def short_percent(self) -> float:
        """How much of Telegram's pace was not used."""
        return 100 * (1 - self.a_second / TELEGRAMS_PACE)


async def paced(letters: int = LETTERS, lines: int = 5, away: float = 0.0) -> Paced:
    """`lines` are written by one person, evenly over the time it takes."""
    with tempfile.TemporaryDirectory() as folder:
        telegram = Distant(away)
        telegram.limits.enforced = True
        beside = Beside(Path(folder), telegram)
        jessa, *crowd = telegram.crowd(letters + 1)
        now, ids = datetime.now(UTC), [one.id for one in crowd]
        await beside.write(begin_all, [jessa.id, *ids], now)
        await beside.write(promise_all, ids, now)
        async with beside.running():
            answers = [
                await answer_ms(telegram, jessa, (number + 1) * letters // (lines + 1))
                for number in range(lines)
            ]
            await telegram.until(lambda: len(bulk(telegram, jessa)) == letters)
        return seen(telegram, jessa, max(answers, default=0.0))


def bulk(telegram: Distant, jessa: Account) -> list[datetime]:
    """What was said to anybody but the one who writes."""
    return [at for chat, at in telegram.said if chat != jessa.id]


async def answer_ms(telegram: Distant, jessa: Account, after: int) -> float:
    """Once so many letters have gone: from Telegram having a line to its answer reaching it."""
    await telegram.until(lambda: len(telegram.said) >= after)
    seen_before, said = len(telegram.said), telegram.now()
    telegram.says(jessa, f"closed {after} tickets")

    def answers() -> list[datetime]:
        return [at for chat, at in telegram.said[seen_before:] if chat == jessa.id]

    await telegram.until(lambda: bool(answers()))
    return (answers()[0] - said) / timedelta(milliseconds=1)


def seen(telegram: Distant, jessa: Account, slowest: float) -> Paced:
    moments = bulk(telegram, jessa)
    return Paced(
        a_second=(len(moments) - 1) / ((moments[-1] - moments[0]) / A_SECOND),
        most=most_in_a_second(moments),
        refused=sum(call.status == 429 for call in telegram.journal),
        answer_ms=slowest,
    )


def most_in_a_second(moments: Sequence[datetime]) -> int:
    """The largest number in any second, moments in order."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= A_SECOND:
            first += 1
        most = max(most, last - first + 1)
    return most


async def a_round() -> tuple[float, float, float, float]:
    found = await paced()
    return found.short_percent, found.most, found.refused, found.answer_ms
