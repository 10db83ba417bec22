"""Who lives in the worlds of the page: two agents, their team leader, and two groups."""

from dataclasses import dataclass

from sandbox.stage import Seat
from sandbox.telegram import Account, Chat, Telegram
from sandbox.telegram.places import Member

TOPICS = ("Wins", "Shift swaps")


@dataclass(frozen=True, slots=True)
class Cast:
    """`team` is the team's own group; `floor` is everybody's, with topics."""

    jessa: Account
    marco: Account
    ana: Account
    team: Chat
    floor: Chat

    @property
    def seats(self) -> list[Seat]:
        labelled = ((self.jessa, "nights"), (self.marco, "days"), (self.ana, "team leader"))
        return [Seat(account, label) for account, label in labelled]


def gather(telegram: Telegram, *, again: bool = False) -> Cast:
    """`again`: the world goes on, so the bot is in its groups and is not added once more.

    Ids are counted, so they are the same in every world.
    """
    jessa = telegram.person("Jessa")
    marco = telegram.person("Marco", language_code="fil")
    ana = telegram.person("Ana")
    team = telegram.group("Malaya", ana, jessa, marco)
    floor = telegram.group("Night floor", ana, jessa, marco, kind="forum")
    for name in TOPICS:
        telegram.topic(ana, floor, name)
    for group in (team, floor):
        if again:
            group.members[telegram.bot.id] = Member(telegram.bot)
        else:
            telegram.adds(ana, telegram.bot, group)
    return Cast(jessa, marco, ana, team, floor)
