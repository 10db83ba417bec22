"""Who lives in the worlds of the page: two agents, their team leader, and two groups."""

from dataclasses import dataclass

from sandbox.people import Player
from sandbox.telegram import Account, Chat
from sandbox.telegram.places import Member
from sandbox.world import World

TOPICS = ("Wins", "Shift swaps")


@dataclass(frozen=True, slots=True)
class Cast:
    """`team` is the team's own group; `floor` is everybody's, with topics."""

    jessa: Player
    marco: Player
    ana: Player
    team: Chat
    floor: Chat

    @property
    def labelled(self) -> tuple[tuple[Player, str], ...]:
        return (self.jessa, "nights"), (self.marco, "days"), (self.ana, "team leader")


async def gather(world: World, *, again: bool = False) -> Cast:
    """`again`: the world goes on, so the bot is in its groups and is not added once more.

    Ids are counted, so they are the same in every world.
    """
    jessa, marco = world.person("Jessa"), world.person("Marco", language="fil")
    ana = world.person("Ana")
    telegram = world.telegram
    team = telegram.group("Malaya", ana.account, jessa.account, marco.account)
    floor = telegram.group("Night floor", *team_of(team), kind="forum")
    for name in TOPICS:
        telegram.topic(ana.account, floor, name)
    for group in (team, floor):
        if again:
            group.members[telegram.bot.id] = Member(telegram.bot)
        else:
            telegram.adds(ana.account, telegram.bot, group)
    await world.settle()
    return Cast(jessa, marco, ana, team, floor)


def team_of(group: Chat) -> list[Account]:
    return [member.account for member in group.inside()]
