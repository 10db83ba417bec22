"""The / menu: what exists, few of it, for everybody and for each chat that is known."""

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from domain.menu import MenuStage, shown_at
from texts.speak import Speaker

SHOWN = shown_at(MenuStage.FIRST)
HIDDEN = ("start", "checkin", "export", "delete", "tulong", "sos", "cancel")
PHONE_CODES = {"en": None, "fil": "tl"}
log = structlog.get_logger("menu")


def commands(speaker: Speaker, language: str, names: tuple[str, ...]) -> list[BotCommand]:
    say = speaker.speak(language)
    return [BotCommand(name, say(f"menu-{name}")) for name in names]


async def set_menu(bot: Bot, speaker: Speaker) -> None:
    """Sets it for every language; what Telegram does not take now is tried at the next start."""
    for language, code in PHONE_CODES.items():
        try:
            await bot.set_my_commands(commands(speaker, language, SHOWN), language_code=code)
        except TelegramError as error:
            log.warning("the menu was not set", error=type(error).__name__)


async def set_chat_menu(bot: Bot, speaker: Speaker, chat_id: int, menu: str) -> None:
    """In that chat, whatever language the phone has; `menu` is the language and the names."""
    language, *names = menu.split()
    told = commands(speaker, language, tuple(names))
    await bot.set_my_commands(told, scope=BotCommandScopeChat(chat_id))


async def forget_menu(bot: Bot, chat_id: int) -> None:
    """Whoever left has the menu of everybody again; nobody is left to try it again for."""
    try:
        await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id))
    except TelegramError as error:
        log.warning("a menu was not taken back", error=type(error).__name__)
