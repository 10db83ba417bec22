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
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest, HTTPXRequest

from sandbox.telegram import Account, Chat, Message, Telegram
from sandbox.telegram.faults import moved_to, slow_down
from sandbox.telegram.http import serving
from sandbox.telegram.pictures import plain_picture
from tests.sandbox.asking import ENOUGH_SECONDS, until

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET = "open-Sesame_1"

Running: TypeAlias = Callable[[Telegram, str], AbstractAsyncContextManager[None]]


@pytest.fixture
def telegram() -> Telegram:
    telegram = Telegram(lambda: NOON)
    telegram.webhook.is_strict = False
    return telegram


@pytest.fixture
def maria(telegram: Telegram) -> Account:
    return telegram.person("Maria")


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


async def on_photo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Fetched, and sent back twice: as it came by its id, and as new bytes."""
    assert update.message is not None
    largest = update.message.photo[-1]
    content = await (await largest.get_file()).download_as_bytearray()
    await update.message.reply_photo(largest.file_id, caption="by id")
    await update.message.reply_photo(bytes(content), caption="by bytes")


def stock_wire() -> BaseRequest:
    return HTTPXRequest(httpx_kwargs={"trust_env": False})


HANDLERS = (
    MessageHandler(filters.TEXT, on_text),
    MessageHandler(filters.PHOTO, on_photo),
    CallbackQueryHandler(on_tap),
)


def ptb(telegram: Telegram, address: str) -> ApplicationBuilder[Any, Any, Any, Any, Any, Any]:
    builder = ApplicationBuilder().token(telegram.token).base_url(f"{address}/bot")
    builder = builder.base_file_url(f"{address}/file/bot")
    return builder.request(stock_wire()).get_updates_request(stock_wire())


@asynccontextmanager
async def ptb_polls(telegram: Telegram, address: str) -> AsyncIterator[None]:
    app = ptb(telegram, address).build()
    app.add_handlers(HANDLERS)
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
    app.add_handlers(HANDLERS)

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


async def on_picture(message: aiogram.types.Message, bot: aiogram.Bot) -> None:
    assert message.photo is not None
    largest = message.photo[-1]
    content = await bot.download(largest)
    assert content is not None
    await message.answer_photo(largest.file_id, caption="by id")
    picture = aiogram.types.BufferedInputFile(content.read(), "card.png")
    await message.answer_photo(picture, caption="by bytes")


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
    dispatcher.message.register(on_message, aiogram.F.text)
    dispatcher.message.register(on_picture, aiogram.F.photo)
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


# The stories all of them tell


def answers(telegram: Telegram, chat: Chat) -> list[Message]:
    return [one for one in chat.messages.values() if one.sender_id == telegram.bot.id]


every_bot = pytest.mark.parametrize(
    "running", [ptb_polls, ptb_is_posted_to, aiogram_polls, aiogram_is_posted_to]
)


@every_bot
async def test_a_bot_sends_edits_and_answers_taps(
    telegram: Telegram, maria: Account, running: Running
) -> None:
    home = telegram.home(maria)
    async with serving(telegram) as address, running(telegram, address):
        said = telegram.says(maria, "Kumusta 😀")
        await until(telegram, lambda: answers(telegram, home))
        answer = answers(telegram, home)[0]
        assert (answer.text, answer.reply_to) == ("You said: Kumusta 😀", said.id)
        assert answer.entities == [{"type": "bold", "offset": 10, "length": 10}]

        query = telegram.taps(maria, answer.id, "again")
        await until(telegram, lambda: answer.text == "Again!")
        assert telegram.answer_to(query) == "Once more"
        assert answer.rows == ()
    assert {call.status for call in telegram.journal if call.method != "getUpdates"} == {200}


@every_bot
async def test_a_bot_fetches_a_photo_and_sends_it_back(
    telegram: Telegram, maria: Account, running: Running
) -> None:
    home, picture = telegram.home(maria), plain_picture(900, 600)
    async with serving(telegram) as address, running(telegram, address):
        telegram.sends(maria, "photo", file=("card.png", picture))
        await until(telegram, lambda: len(answers(telegram, home)) > 1)

    by_id, by_bytes = answers(telegram, home)
    assert [by_id.text, by_bytes.text] == ["by id", "by bytes"]
    assert by_id.file_bytes == by_bytes.file_bytes == picture
    assert by_id.file is not by_bytes.file


@every_bot
async def test_a_bot_answers_in_a_group_and_goes_along_when_it_grows(
    telegram: Telegram, maria: Account, running: Running
) -> None:
    async with serving(telegram) as address, running(telegram, address):
        team = telegram.group("Malaya", maria)
        telegram.adds(maria, telegram.bot, team)
        telegram.says(maria, "not for the bot", to=team)
        said = telegram.says(maria, "/win@sandbox_bot 31 calls", to=team)
        await until(telegram, lambda: answers(telegram, team))
        assert [one.reply_to for one in answers(telegram, team)] == [said.id]

        grown = telegram.migrates(maria, team)
        telegram.says(maria, "/win@sandbox_bot zero holds", to=grown)
        await until(telegram, lambda: answers(telegram, grown))
    assert answers(telegram, grown)[0].text == "You said: /win@sandbox_bot zero holds"


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
