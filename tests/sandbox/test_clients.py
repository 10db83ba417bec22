"""A second opinion: small bots on two libraries, by polling and by webhook, on this machine.

Of Angat nothing is imported here but the sandbox's Telegram: it serves any bot.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeAlias

import aiogram
import aiogram.types
import pytest
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramMigrateToChat, TelegramRetryAfter
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest, HTTPXRequest

from sandbox.telegram import Account, Message, Telegram
from sandbox.telegram.faults import moved_to, slow_down
from sandbox.telegram.http import serving
from sandbox.telegram.in_process import InProcess

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ENOUGH_SECONDS = 60  # no goal: who waits longer waits for nothing
SECRET = "open-Sesame_1"
ELSEWHERE = "https://nobody.example/bot"

Running: TypeAlias = Callable[[Telegram, str], AbstractAsyncContextManager[None]]


@pytest.fixture
def telegram() -> Telegram:
    telegram = Telegram(lambda: NOON)
    telegram.webhook.is_strict = False
    return telegram


@pytest.fixture
def maria(telegram: Telegram) -> Account:
    return telegram.person("Maria")


async def until(telegram: Telegram, is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(ENOUGH_SECONDS):
        while not is_so():
            await telegram.changed(telegram.version)


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[str]:
    """A bot's own server; its webhook is below it."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


# python-telegram-bot, with its stock request


async def on_text(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])
    said = f"You said: <b>{update.message.text}</b>"
    await update.message.reply_html(said, reply_markup=keyboard, do_quote=True)


async def on_tap(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Once more")
    await update.callback_query.edit_message_text("Again!")


def stock_wire() -> BaseRequest:
    return HTTPXRequest(httpx_kwargs={"trust_env": False})


def ptb(telegram: Telegram, address: str) -> ApplicationBuilder[Any, Any, Any, Any, Any, Any]:
    builder = ApplicationBuilder().token(telegram.token).base_url(f"{address}/bot")
    return builder.request(stock_wire()).get_updates_request(stock_wire())


@asynccontextmanager
async def ptb_polls(telegram: Telegram, address: str) -> AsyncIterator[None]:
    app = ptb(telegram, address).build()
    app.add_handlers([MessageHandler(filters.TEXT, on_text), CallbackQueryHandler(on_tap)])
    async with app:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling(timeout=5)
        yield
        await app.updater.stop()
        await app.stop()


@asynccontextmanager
async def ptb_is_posted_to(telegram: Telegram, address: str) -> AsyncIterator[None]:
    app = ptb(telegram, address).updater(None).build()
    app.add_handlers([MessageHandler(filters.TEXT, on_text), CallbackQueryHandler(on_tap)])

    async def on_post(request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
        await app.update_queue.put(Update.de_json(await request.json(), app.bot))
        return web.Response()

    server = web.Application()
    server.router.add_post("/hook", on_post)
    async with listening(server) as home, app:
        await app.start()
        assert await app.bot.set_webhook(f"{home}/hook", secret_token=SECRET)
        assert (await app.bot.get_webhook_info()).url == f"{home}/hook"
        yield
        await app.bot.delete_webhook()
        await app.stop()


# aiogram


async def on_message(message: aiogram.types.Message) -> None:
    button = aiogram.types.InlineKeyboardButton(text="Again", callback_data="again")
    keyboard = aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]])
    said = f"You said: <b>{message.text}</b>"
    await message.reply(said, parse_mode="HTML", reply_markup=keyboard)


async def on_query(query: aiogram.types.CallbackQuery) -> None:
    assert isinstance(query.message, aiogram.types.Message)
    await query.answer("Once more")
    await query.message.edit_text("Again!")


@asynccontextmanager
async def aiogram_bot(
    telegram: Telegram, address: str
) -> AsyncIterator[tuple[aiogram.Bot, aiogram.Dispatcher]]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    dispatcher = aiogram.Dispatcher()
    dispatcher.message.register(on_message)
    dispatcher.callback_query.register(on_query)
    async with aiogram.Bot(telegram.token, session=session) as bot:
        yield bot, dispatcher


@asynccontextmanager
async def aiogram_polls(telegram: Telegram, address: str) -> AsyncIterator[None]:
    async with aiogram_bot(telegram, address) as (bot, dispatcher), asyncio.TaskGroup() as group:
        first = telegram.hold("getUpdates", before=True)
        polling = dispatcher.start_polling(bot, handle_signals=False, polling_timeout=5)
        group.create_task(polling)
        await asyncio.wait_for(first.reached(), ENOUGH_SECONDS)
        first.release()
        yield
        await dispatcher.stop_polling()


@asynccontextmanager
async def aiogram_is_posted_to(telegram: Telegram, address: str) -> AsyncIterator[None]:
    async with aiogram_bot(telegram, address) as (bot, dispatcher):
        server = web.Application()
        SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(server, "/hook")
        async with listening(server) as home:
            assert await bot.set_webhook(f"{home}/hook", secret_token=SECRET)
            assert (await bot.get_webhook_info()).url == f"{home}/hook"
            yield
            await bot.delete_webhook()


# The story all of them tell


def answers(telegram: Telegram, who: Account) -> list[Message]:
    return [one for one in telegram.history(who) if one.sender_id != who.id]


@pytest.mark.parametrize(
    "running", [ptb_polls, ptb_is_posted_to, aiogram_polls, aiogram_is_posted_to]
)
async def test_a_bot_sends_edits_and_answers_taps(
    telegram: Telegram, maria: Account, running: Running
) -> None:
    """A photo and a group join the story here, once the sandbox has them."""
    async with serving(telegram) as address, running(telegram, address):
        said = telegram.says(maria, "Kumusta 😀")
        await until(telegram, lambda: answers(telegram, maria))
        answer = answers(telegram, maria)[0]
        assert (answer.text, answer.reply_to) == ("You said: Kumusta 😀", said.id)
        assert answer.entities == [{"type": "bold", "offset": 10, "length": 10}]

        query = telegram.taps(maria, answer.id, "again")
        await until(telegram, lambda: answer.text == "Again!")
        assert telegram.answer_to(query) == "Once more"
        assert answer.rows == ()
    assert {call.status for call in telegram.journal if call.method != "getUpdates"} == {200}


async def test_aiogram_reads_how_long_to_wait_and_where_a_group_went(
    telegram: Telegram, maria: Account
) -> None:
    telegram.faults.meets("sendMessage", slow_down(7), moved_to(-100_123))
    async with serving(telegram) as address, aiogram_bot(telegram, address) as (bot, _):
        with pytest.raises(TelegramRetryAfter) as later:
            await bot.send_message(maria.id, "one")
        with pytest.raises(TelegramMigrateToChat) as moved:
            await bot.send_message(maria.id, "one")

    assert (later.value.retry_after, moved.value.migrate_to_chat_id) == (7, -100_123)


# Ten lines are a bot


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
        await until(telegram, lambda: answers(telegram, maria))

    assert answers(telegram, maria)[0].text == "Kumusta?"


async def test_an_echo_bot_runs_over_http(telegram: Telegram, maria: Account) -> None:
    async with (
        serving(telegram) as address,
        echoing(telegram.token, stock_wire, f"{address}/bot"),
    ):
        telegram.says(maria, "Kumusta?")
        await until(telegram, lambda: answers(telegram, maria))

    assert answers(telegram, maria)[0].text == "Kumusta?"
