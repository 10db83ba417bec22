"""What is said while the database can't take anything, and after a row died."""

from collections.abc import Sequence

import structlog

from bot.arrivals import Line, Update, line_in
from bot.calls import send
from bot.context import Angat
from domain.help import asked_for_help
from domain.messages import Kind, kind_of
from storage import people
from storage.faults import DatabaseWaits
from texts.speak import language_of
from views.help import everybody
from views.screen import Screen

log = structlog.get_logger("outage")


class Outage:
    """Kept in memory only: what was looked at, and who was told."""

    def __init__(self, angat: Angat) -> None:
        self.angat = angat
        self.is_on = False
        self.looked: set[int] = set()
        self.told: set[int] = set()

    def over(self) -> None:
        if self.is_on:
            log.warning("the database takes updates again")
        self.is_on = False
        self.looked.clear()
        self.told.clear()

    async def look_at(self, updates: Sequence[Update]) -> None:
        """Nothing is kept and nothing confirmed: calls for help are answered, others told once."""
        if not self.is_on:
            log.error("the database takes no updates")
        self.is_on = True
        for update in updates:
            line = line_in(update)
            if line is None or line.update_id in self.looked:
                continue
            self.looked.add(line.update_id)
            await self.say_to(line)

    async def say_to(self, line: Line) -> None:
        say = self.angat.speak(language_of(line.language))
        if self.is_call_for_help(line.text):
            await send(self.angat, line.chat_id, everybody(self.angat.catalog.crisis, say))
        elif line.chat_id not in self.told:
            self.told.add(line.chat_id)
            await send(self.angat, line.chat_id, Screen(say("outage")))

    def is_call_for_help(self, text: str) -> bool:
        """A command, its plain word, or direct words of somebody in a crisis."""
        if asked_for_help(text):
            return True
        return kind_of(text, self.angat.catalog.words).kind is Kind.CRISIS

    async def apologise(self, chat_id: int) -> None:
        """One honest sentence to a person whose line is kept and could not be filed."""
        try:
            person = await self.angat.db.read(people.by_telegram, chat_id)
        except DatabaseWaits:
            person = None
        if person is not None:
            say = self.angat.speak(person.language)
            await send(self.angat, chat_id, Screen(say("our-fault")))
