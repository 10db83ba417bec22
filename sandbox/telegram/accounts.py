"""Who takes part: people and the one bot."""

from dataclasses import dataclass

ANONYMOUS_ID = 1087968824  # the one account that all anonymous administrators speak as


@dataclass(slots=True, eq=False)
class Account:
    """A person is in reach of the bot once they wrote, and until they block it or are gone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    wrote: bool = False
    blocked: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".rstrip()
