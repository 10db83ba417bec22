"""The help card of whoever wrote: their country and language, known or not."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update

from actions.help import country_for
from bot.chat import reply
from bot.context import Context
from bot.conversations import END, Handler
from domain.messages import Kind, kind_of
from texts.speak import Say, language_of
from views import help as views
from views.screen import Screen


async def where(update: Update, context: Context, chosen: str | None = None) -> tuple[str, Say]:
    """Country and language; from the phone's language when nobody is known or nothing answers."""
    user = update.effective_user
    zone = context.angat.settings.default_zone
    found = await country_for(context.angat.db, user.id if user else 0, zone, chosen)
    language = found.language or language_of(user.language_code if user else None)
    return found.country, context.angat.speak(language)


async def met_crisis(update: Update, context: Context, text: str) -> bool:
    """Direct words of a crisis get the numbers at once, wherever they are typed."""
    if kind_of(text, context.angat.catalog.words).kind is not Kind.CRISIS:
        return False
    await reply(update, context, await help_card(update, context, how=False))
    return True


def heard(answer: Handler) -> Handler:
    """What is first listened to, a caption too: direct words of a crisis end an open question."""
    callback: Callable[[Any, Any], Awaitable[Any]] = answer.callback

    async def listened(update: Update, context: Context) -> Any:
        message = update.effective_message
        said = (message.text or message.caption) if message else None
        if said and await met_crisis(update, context, said):
            return END
        return await callback(update, context)

    answer.callback = listened
    return answer


async def help_card(update: Update, context: Context, *, how: bool) -> Screen:
    country, speak = await where(update, context)
    return views.card(context.angat.catalog.crisis, country, speak, how=how)
