"""A Telegram at noon with Maria in it; and a watched one with Ana, who leads, Ben, and groups."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from sandbox.telegram import Account, Chat, Telegram
from sandbox.telegram.in_process import InProcess
from sandbox.travel_clock import TravelClock
from tests.sandbox.asking import Watched, arrived
from tests.sandbox.clock import noon


@pytest.fixture
def clock() -> TravelClock:
    return noon()


@pytest.fixture
def telegram(clock: TravelClock) -> Telegram:
    return Telegram(clock.now, sleep=clock.sleep)


@pytest.fixture
def maria(telegram: Telegram) -> Account:
    """She wrote, so that the bot may answer."""
    maria = telegram.person("Maria")
    telegram.says(maria, "/start")
    return maria


@pytest.fixture
def bot(telegram: Telegram) -> Bot:
    wire = InProcess(telegram)
    return Bot(telegram.token, request=wire, get_updates_request=wire)


@pytest.fixture
async def watched(clock: TravelClock) -> AsyncIterator[Watched]:
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
