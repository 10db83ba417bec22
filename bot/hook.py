"""The webhook at Telegram: set, and set again where somebody took it away."""

from datetime import datetime, timedelta

import structlog
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.context import Angat
from bot.log import Episodes
from bot.poll import ALLOWED

MOST_CONNECTIONS = 40
LOOK_SECONDS = 60.0
LONGEST_PAUSE_SECONDS = 10.0
log = structlog.get_logger("receive")


class HookRefused(Exception):
    """Telegram does not take this address; the message is Telegram's."""


async def set_hook(angat: Angat) -> None:
    """Goes on until Telegram has it; raises HookRefused and InvalidToken."""
    episodes, pause = Episodes(angat.clock.monotonic), 1.0
    while True:
        try:
            await angat.bot.set_webhook(
                angat.settings.webhook_url,
                allowed_updates=ALLOWED,
                max_connections=MOST_CONNECTIONS,
                secret_token=angat.settings.webhook_secret.get_secret_value(),
            )
        except BadRequest as error:
            raise HookRefused(error.message) from None
        except (NetworkError, RetryAfter) as error:
            if episodes.begins("set"):
                log.warning("Telegram does not answer", error=type(error).__name__)
        else:
            return
        await angat.clock.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


async def keep_hook(angat: Angat) -> None:
    """Looks once a minute whether it is still there, which also tells whether Telegram is."""
    episodes = Episodes(angat.clock.monotonic)
    while True:
        await angat.clock.sleep(LOOK_SECONDS)
        try:
            with angat.hearing.listening(angat.clock):
                await look_after(angat, episodes)
        except InvalidToken:
            raise
        except TelegramError as error:
            if episodes.begins("no answer"):
                log.warning("Telegram does not answer", error=type(error).__name__)


async def look_after(angat: Angat, episodes: Episodes) -> None:
    found = await angat.bot.get_webhook_info()
    if found.url != angat.settings.webhook_url:
        if episodes.begins("taken away"):
            log.warning("another process took the webhook of this token away; it is set again")
        await set_hook(angat)
    elif is_recent(angat, found.last_error_date) and episodes.begins("not reached"):
        log.warning("Telegram could not post to the webhook", said=found.last_error_message)


def is_recent(angat: Angat, failed_at: datetime | None) -> bool:
    return failed_at is not None and angat.clock.now() - failed_at < 2 * timedelta(
        seconds=LOOK_SECONDS
    )
