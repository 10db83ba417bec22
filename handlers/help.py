"""/help, /tulong, /sos: for anybody, known or not, in every state."""

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler

from bot.chat import answer, say, toast
from bot.context import Context
from bot.conversations import Story
from bot.filters import SAID, TEXT, Reads, on_taps, tap_of, words_of
from bot.help_card import help_card, where
from domain.help import COUNTRIES, HELP_COMMANDS, asked_for_help, calls_for_help
from views import help as views
from views.taps import Verb


async def on_help(update: Update, context: Context) -> None:
    """The numbers; but for /sos also how this works."""
    how = asked_for_help(words_of(update)) != "sos"
    await answer(update, context, await help_card(update, context, how=how))


async def on_card(update: Update, context: Context) -> None:
    """Talk to someone, or how-to: a message of its own, the one that asked stays."""
    how = tap_of(update).choice == "how"
    await toast(update, context)
    await say(context, await help_card(update, context, how=how))


async def on_numbers(update: Update, context: Context) -> None:
    """All numbers of a country; choosing one makes it theirs from now on."""
    choice = tap_of(update).choice
    country, speak = await where(update, context, choice if choice in COUNTRIES else None)
    await answer(update, context, views.all_numbers(context.angat.catalog.crisis, country, speak))


def story() -> Story:
    return Story(
        taps=(
            CommandHandler(HELP_COMMANDS, on_help, filters=SAID),
            MessageHandler(SAID & TEXT & Reads(calls_for_help), on_help),
            on_taps(on_card, Verb.HELP_CARD),
            on_taps(on_numbers, Verb.HELP_ALL, Verb.HELP_COUNTRY),
        )
    )
