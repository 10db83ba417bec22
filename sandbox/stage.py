"""What the page needs from the world behind it: people, a clock, and ways to act."""

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
    """Everything a person does returns when the bot has answered."""

    @property
    def telegram(self) -> Telegram:
        """Another one whenever the world is made anew."""

    @property
    def epoch(self) -> int:
        """Grows when the world is made anew."""

    @property
    def busy(self) -> str:
        """The name of the play that is running, else nothing."""

    def now(self) -> datetime: ...

    def people(self) -> list[Seat]: ...

    async def say(self, who: int, text: str) -> None: ...

    async def tap(self, who: int, message_id: int, data: str) -> str:
        """The toast, "" if there is none."""

    async def edit(self, who: int, message_id: int, text: str) -> None: ...

    async def travel(self, hours: float) -> None: ...

    async def travel_to_shift_end(self, who: int) -> str:
        """A sentence why not, "" when we are there."""

    async def new_world(self, kind: str) -> None: ...

    async def play(self, name: str) -> None:
        """Starts in the background and returns at once."""
