"""Whether Telegram's updates reach us: a tap that is not fetched in time is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from domain.prompts import is_silence

NOTED_EVERY = timedelta(seconds=20)  # two minutes away and this are less than a tap lives
LONGEST_CALL = timedelta(seconds=60)  # a call that fails heard something until it began


@dataclass(slots=True)
class Hearing:
    """`deaf_since`: None while we hear; `is_back`: a silence ended, and nobody was told yet.

    `is_shut`: what is posted can't be kept, whatever Telegram says of the webhook.
    """

    deaf_since: datetime | None = None
    heard_at: datetime | None = None
    noted_at: datetime | None = None
    is_back: bool = False
    is_shut: bool = False
    noted_every: timedelta = NOTED_EVERY

    @property
    def hears(self) -> bool:
        return self.deaf_since is None and self.heard_at is not None

    @contextmanager
    def listening(self, clock: Clock) -> Iterator[None]:
        """Around a call that fetches updates and keeps them."""
        try:
            yield
        except Exception:
            self.lost(clock.now())
            raise
        if not self.is_shut:
            self.heard(clock.now())

    def lost(self, now: datetime) -> None:
        if self.deaf_since is None:
            self.deaf_since = max(self.heard_at or now, now - LONGEST_CALL)

    def heard(self, now: datetime) -> None:
        if self.deaf_since is not None and is_silence(now - self.deaf_since):
            self.is_back = True
        self.deaf_since, self.heard_at = None, now
