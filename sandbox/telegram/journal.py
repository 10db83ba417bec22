"""What the bot asked for: every request in order, with its moments and its status."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sandbox.telegram.messages import Json

MOST_CALLS = 100_000


@dataclass(slots=True)
class Call:
    """One request of the bot; the status stays 0 while it is not answered."""

    at: datetime
    method: str
    params: Json
    status: int = 0
    order: int = 0
    answered_at: datetime | None = None

    @property
    def seconds(self) -> float | None:
        """How long it took, by the clock; None while it is not answered."""
        return None if self.answered_at is None else (self.answered_at - self.at).total_seconds()


class Journal(list[Call]):
    """Of what is older than the newest 100,000 calls it knows only how many there were."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.entered = 0

    def enter(self, call: Call) -> Call:
        self.counts[call.method] += 1
        self.entered += 1
        call.order = self.entered
        self.append(call)
        if len(self) > MOST_CALLS:
            del self[: MOST_CALLS // 2]
        return call

    def times(self, method: str) -> int:
        """How often it was called, also longer ago than is kept."""
        return self.counts[method]

    def attempts(self, method: str) -> list[datetime]:
        return [call.at for call in self if call.method == method]
