"""What the page needs from the world behind it: people, a clock, and a bot that answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sandbox.telegram import Account, Telegram


@dataclass(frozen=True, slots=True)
class Seat:
    """A person the page can be, and the word that tells them from the others ("nights")."""

    account: Account
    label: str


class Stage(Protocol):
    """People act on its Telegram, where everybody sees it at once; the bot answers in its turn."""

    @property
    def telegram(self) -> Telegram:
        """Another one whenever the world is made anew."""

    @property
    def epoch(self) -> int:
        """Grows when the world is made anew."""

    @property
    def busy(self) -> str:
        """The name of the play that is running, else nothing."""

    @property
    def kept_in(self) -> str:
        """The folder that another world would wipe, "" where nothing is kept."""

    @property
    def bound_to(self) -> str:
        """Why its clock cannot travel, "" where it can."""

    def now(self) -> datetime: ...

    def people(self) -> list[Seat]: ...

    async def answered(self, tap: str = "") -> None:
        """Returns when the bot has answered what was done until now, or at least that tap."""

    async def travel(self, hours: float) -> None: ...

    async def travel_to_first(self) -> None:
        """The 1st of next month, in the morning."""

    async def travel_to_shift_end(self, who: int) -> str:
        """A sentence why not, "" when we are there."""

    async def new_world(self, kind: str) -> None: ...

    async def play(self, name: str) -> None:
        """Starts in the background and returns at once."""
