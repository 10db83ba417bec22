"""Who takes part: people and the one bot."""

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Account:
    """A person is in reach of the bot once they wrote, and until they block it."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    wrote: bool = False
    blocked: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".rstrip()
