"""Any bot runs on the sandbox's Telegram: ten lines of one, and nothing of Angat."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from telegram import Bot, Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest, HTTPXRequest

from sandbox.telegram import Account, Telegram
from sandbox.telegram.http import serving
from sandbox.telegram.in_process import InProcess
from tests.sandbox.asking import until

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ELSEWHERE = "https://nobody.example/bot"


@pytest.fixture
def telegram() -> Telegram:
    return Telegram(lambda: NOON)


@pytest.fixture
def maria(telegram: Telegram) -> Account:
    return telegram.person("Maria")


def stock_wire() -> BaseRequest:
    return HTTPXRequest(httpx_kwargs={"trust_env": False})


def said_back(telegram: Telegram, who: Account) -> list[str]:
    return [one.text for one in telegram.history(who) if one.sender_id == telegram.bot.id]


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.text is not None
    await update.message.reply_text(update.message.text)


@asynccontextmanager
async def echoing(token: str, wire: Callable[[], BaseRequest], base_url: str) -> AsyncIterator[Bot]:
    builder = ApplicationBuilder().token(token).base_url(base_url)
    app = builder.request(wire()).get_updates_request(wire()).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    async with app:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling()
        yield app.bot
        await app.updater.stop()
        await app.stop()


async def test_an_echo_bot_runs_in_process(telegram: Telegram, maria: Account) -> None:
    async with echoing(telegram.token, lambda: InProcess(telegram), ELSEWHERE):
        telegram.says(maria, "Kumusta?")
        await until(telegram, lambda: said_back(telegram, maria))

    assert said_back(telegram, maria) == ["Kumusta?"]


async def test_an_echo_bot_runs_over_http(telegram: Telegram, maria: Account) -> None:
    async with (
        serving(telegram) as address,
        echoing(telegram.token, stock_wire, f"{address}/bot"),
    ):
        telegram.says(maria, "Kumusta?")
        await until(telegram, lambda: said_back(telegram, maria))

    assert said_back(telegram, maria) == ["Kumusta?"]
