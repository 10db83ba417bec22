"""A team's group in a rough world, and digests for it: nothing in the product promises one yet."""

from datetime import datetime

from sqlmodel import Session

from domain.lateness import Kind, expires_at
from sandbox.telegram.accounts import Account
from sandbox.telegram.places import Chat
from sandbox.world import World
from storage import groups, outbox
from storage.outbox import Letter
from tests.engine.looking import column
from views.screen import Screen, packed


class Team:
    """Ana's group, with the bot in it."""

    def __init__(self, world: World, lead: Account, chat: Chat) -> None:
        self.world, self.lead, self.chat = world, lead, chat

    @property
    def heard(self) -> list[str]:
        """What the bot said there, in order."""
        bot = self.world.telegram.bot.id
        said = [one.text for one in self.chat.messages.values() if one.sender_id == bot]
        return [text for text in said if text]

    @property
    def states(self) -> list[str]:
        """Of every group that is known."""
        return column(self.world, "SELECT state FROM group_chat ORDER BY id")

    async def promised(self, *words: str, edits: int | None = None) -> None:
        """Digests with these words, due now; said as far as they can be."""
        now = self.world.clock.now()
        for text in words:
            await self.world.angat.db.write(promise_digest, self.chat.id, text, now, edits)
        await self.world.settle()


def promise_digest(
    session: Session, chat_id: int, text: str, now: datetime, edits: int | None
) -> None:
    group = groups.by_chat(session, chat_id)
    assert group is not None
    letter = Letter(
        group_id=group.id,
        key=f"digest:{text}:{now}",
        kind=Kind.DIGEST,
        sealed=b"",
        not_before=now,
        expires_at=expires_at(Kind.DIGEST, now),
        edits=edits,
    )
    outbox.promise(session, letter, packed(Screen(text)))


async def team_of(world: World, kind: str = "group") -> Team:
    """Ana makes a group of that kind and adds the bot."""
    telegram = world.telegram
    ana = world.person("Ana").account
    chat = telegram.group("Malaya", ana, kind=kind)
    telegram.adds(ana, telegram.bot, chat)
    await world.settle()
    return Team(world, ana, chat)
