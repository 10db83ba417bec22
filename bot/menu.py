"""The / menu: what exists, few of it, in both languages."""

import structlog
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from texts.speak import Speaker

SHOWN = ("win", "wins", "progress", "shift", "help", "privacy", "settings")
HIDDEN = ("start", "checkin", "export", "delete", "tulong", "sos", "cancel")
PHONE_CODES = {"en": None, "fil": "tl"}
log = structlog.get_logger("menu")


async def set_menu(bot: Bot, speaker: Speaker) -> None:
    """Sets it for every language; what Telegram does not take now is tried at the next start."""
    for language, code in PHONE_CODES.items():
        say = speaker.speak(language)
        commands = [BotCommand(name, say(f"menu-{name}")) for name in SHOWN]
        try:
            await bot.set_my_commands(commands, language_code=code)
        except TelegramError as error:
            log.warning("the menu was not set", error=type(error).__name__)
