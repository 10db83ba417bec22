"""The same Telegram is reached in process and over HTTP, by raw requests and by stock PTB."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import InvalidToken
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest, HTTPXRequest

from sandbox.telegram import Account, Telegram
from sandbox.telegram.http import bot_api, serving
from sandbox.telegram.in_process import InProcess
from tests.sandbox.asking import until

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def telegram() -> Telegram:
    return Telegram(lambda: NOON)


@pytest.fixture
def maria(telegram: Telegram) -> Account:
    return telegram.person("Maria")


@pytest.fixture
async def address(telegram: Telegram) -> AsyncIterator[str]:
    async with serving(telegram) as address:
        yield address


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    button = InlineKeyboardButton("Again", callback_data="again")
    await update.message.reply_text(
        f"You said: <b>{update.message.text}</b>",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup([[button]]),
        do_quote=True,
    )
    await update.message.reply_document(b"%PDF-1.4", filename="echo.pdf")


async def again(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Once more")
    await update.callback_query.edit_message_text("Again!")


async def converse(
    telegram: Telegram, maria: Account, requests: tuple[BaseRequest, BaseRequest], base_url: str
) -> None:
    """An echo bot polls while Maria writes and taps; everything is seen, nothing is wrong."""
    builder = ApplicationBuilder().token(telegram.token).base_url(base_url)
    app = builder.request(requests[0]).get_updates_request(requests[1]).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(CallbackQueryHandler(again))
    async with app:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling(timeout=5)

        said = telegram.says(maria, "Kumusta 😀")
        await until(telegram, lambda: len(telegram.history(maria)) == 3)
        answer, document = telegram.history(maria)[1:]
        assert (answer.text, answer.reply_to) == ("You said: Kumusta 😀", said.id)
        assert answer.entities == [{"type": "bold", "offset": 10, "length": 10}]
        assert (document.file_name, document.file_bytes) == ("echo.pdf", b"%PDF-1.4")

        query_id = telegram.taps(maria, answer.id, "again")
        await until(telegram, lambda: answer.text == "Again!")
        assert telegram.answer_to(query_id) == "Once more"

        await app.updater.stop()
        await app.stop()
    assert telegram.violations == []


async def test_a_stock_bot_talks_in_process(telegram: Telegram, maria: Account) -> None:
    requests = InProcess(telegram), InProcess(telegram)

    await converse(telegram, maria, requests, "https://example.org/bot")


async def test_a_stock_bot_talks_over_http(
    telegram: Telegram, maria: Account, address: str
) -> None:
    direct = {"trust_env": False}
    requests = HTTPXRequest(httpx_kwargs=direct), HTTPXRequest(httpx_kwargs=direct)

    await converse(telegram, maria, requests, f"{address}/bot")


async def test_a_wrong_token_is_refused_in_process(telegram: Telegram) -> None:
    with pytest.raises(InvalidToken):
        await InProcess(telegram).post("https://example.org/bot1:wrong/getMe")


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart"])
async def test_parameters_arrive_by_every_way(
    telegram: Telegram,
    maria: Account,
    address: str,
    session: aiohttp.ClientSession,
    way: str,
) -> None:
    telegram.says(maria, "/start")
    url = f"{address}/bot{telegram.token}/SENDMESSAGE"
    keyboard = {"inline_keyboard": [[{"text": "Ñ", "callback_data": "w"}]]}
    form = {"chat_id": str(maria.id), "text": "é 😀", "reply_markup": json.dumps(keyboard)}
    multipart = aiohttp.FormData(form, default_to_multipart=True)
    ways: dict[str, dict[str, Any]] = {
        "query": {"params": form},
        "form": {"data": form},
        "json": {"json": form | {"reply_markup": keyboard}},
        "multipart": {"data": multipart},
    }

    verb = "GET" if way == "query" else "POST"
    async with session.request(verb, url, **ways[way]) as response:
        body = await response.json()

    assert (response.status, body["ok"]) == (200, True)
    assert telegram.history(maria)[-1].text == "é 😀"
    assert telegram.history(maria)[-1].rows[0][0].text == "Ñ"
    assert telegram.journal[-1].method == "sendMessage"


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1:wrong/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot{token}/sendDice", 404, "Not Found: method not found"),
        ("/bot{token}/sendMessage?text=x", 400, "Bad Request: chat_id is empty"),
        ("/elsewhere", 404, "Not Found"),
    ],
)
async def test_refusals_have_their_status(
    telegram: Telegram,
    address: str,
    session: aiohttp.ClientSession,
    path: str,
    status: int,
    description: str,
) -> None:
    async with session.get(address + path.format(token=telegram.token)) as response:
        body = await response.json()

    assert response.status == status
    assert body == {"ok": False, "error_code": status, "description": description}


async def test_broken_json_is_refused(
    telegram: Telegram, address: str, session: aiohttp.ClientSession
) -> None:
    url = f"{address}/bot{telegram.token}/getMe"

    async with session.post(url, data=b"{", headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 400


async def test_an_answer_is_held_back_over_http(
    telegram: Telegram, maria: Account, address: str, session: aiohttp.ClientSession
) -> None:
    telegram.says(maria, "/start")
    held = telegram.hold("sendMessage")
    url = f"{address}/bot{telegram.token}/sendMessage"
    async with asyncio.TaskGroup() as group:
        form = {"chat_id": str(maria.id), "text": "one"}
        call = group.create_task(fetched(session, url, form))
        await held.reached()
        assert telegram.history(maria)[-1].text == "one"
        assert not call.done()
        held.release()

    assert call.result() == 200


async def test_a_server_that_goes_down_ends_the_poll(
    telegram: Telegram, session: aiohttp.ClientSession
) -> None:
    runner = web.AppRunner(bot_api(telegram))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot{telegram.token}/getUpdates"
    held = telegram.hold("getUpdates", before=True)
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(fetched(session, url, {"timeout": "50"}))
        await held.reached()
        held.release()
        await asyncio.wait({poll}, timeout=0)
        await runner.cleanup()

    assert poll.result() == 500


async def fetched(session: aiohttp.ClientSession, url: str, form: dict[str, str]) -> int:
    async with session.post(url, data=form) as response:
        await response.read()
        return response.status
