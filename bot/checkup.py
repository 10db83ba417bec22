"""The doctor's questions to Telegram, and all that he found."""

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.clock import SystemClock
from bot.doctor import CANNOT_START, WELL, WRONG, Finding, database, said, settings_set, zones
from bot.log import TOKEN
from bot.settings import Settings
from bot.wire import Wire

PATIENCE_SECONDS = 20
MANY_WAIT = 100
A_DAY = timedelta(days=1)
LONGEST = 100
ADDRESS = re.compile(r"\w+://\S+|\d+(?:\.\d+){3}")


def findings(settings: Settings) -> Iterator[Finding]:
    """In the order in which one thing needs the other."""
    now = SystemClock().now()
    yield from settings_set(settings)
    yield from database(settings, now)
    yield from asyncio.run(telegram(settings, now))
    yield zones()


async def telegram(settings: Settings, now: datetime) -> list[Finding]:
    wire = Wire()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await wire.initialize()
            token = settings.bot_token.get_secret_value()
            bot = Bot(token, f"{settings.api_url}/bot", request=wire, get_updates_request=wire)
            me = await bot.get_me()
            info = await bot.get_webhook_info()
    except InvalidToken:
        return [Finding(CANNOT_START, "Telegram: ANGAT_BOT_TOKEN is not one that it knows")]
    except (TelegramError, TimeoutError) as error:
        return [Finding(WRONG, f"Telegram: not reached ({type(error).__name__})")]
    finally:
        await wire.shutdown()
    known = Finding(WELL, f"Telegram: @{me.username}")
    return [known, receiving(settings, info), waiting(info), *trouble(info, now)]


def receiving(settings: Settings, info: WebhookInfo) -> Finding:
    """Polling or webhook, as configured; the address itself is nobody's business."""
    wanted = str(settings.webhook_url or "")
    if info.url == wanted:
        return Finding(WELL, f"receiving: {'webhook' if wanted else 'polling'}, as configured")
    if wanted:
        return Finding(WRONG, "receiving: another webhook or none is set; `angat run` sets it")
    return Finding(WRONG, "receiving: a webhook is set, and polling is configured")


def waiting(info: WebhookInfo) -> Finding:
    count = info.pending_update_count
    return Finding(WRONG if count > MANY_WAIT else WELL, f"waiting at Telegram: {count} updates")


def trouble(info: WebhookInfo, now: datetime) -> Iterator[Finding]:
    """Telegram's last trouble with the webhook: its date and its words, cleaned."""
    if info.last_error_date is None:
        return
    fresh = now - info.last_error_date < A_DAY
    words = clean(info.last_error_message or "")
    says = f"webhook: last error {said(info.last_error_date)}: {words}"
    yield Finding(WRONG if fresh else WELL, says)


def clean(words: str) -> str:
    """One short line without a token or an address."""
    plain = "".join(sign if sign.isprintable() else " " for sign in words)
    return ADDRESS.sub("<address>", TOKEN.sub("<token>", plain))[:LONGEST]
