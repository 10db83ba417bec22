"""A watched Telegram with Ana, who leads, and Ben, who is in her team; both wrote to the bot."""

from collections.abc import AsyncIterator

import pytest

from sandbox.telegram import Account, Chat
from tests.sandbox.asking import Clock, Watched, arrived


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def watched(clock: Clock) -> AsyncIterator[Watched]:
    telegram = Watched(clock.now)
    await arrived(telegram)
    yield telegram
    await arrived(telegram)
    assert telegram.misshapen == []


@pytest.fixture
def ana(watched: Watched) -> Account:
    ana = watched.person("Ana")
    watched.says(ana, "/start")
    watched.updates.forget()
    return ana


@pytest.fixture
def ben(watched: Watched) -> Account:
    ben = watched.person("Ben")
    watched.says(ben, "/start")
    watched.updates.forget()
    return ben


@pytest.fixture
def team(watched: Watched, ana: Account, ben: Account) -> Chat:
    """A basic group of both, with the bot as an ordinary member."""
    team = watched.group("Malaya", ana, ben)
    watched.adds(ana, watched.bot, team)
    watched.updates.forget()
    return team


@pytest.fixture
def forum(watched: Watched, ana: Account, ben: Account) -> Chat:
    """A supergroup with topics, the bot an ordinary member."""
    forum = watched.group("Malaya forum", ana, ben, kind="forum")
    watched.adds(ana, watched.bot, forum)
    watched.updates.forget()
    return forum
