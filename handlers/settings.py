"""/settings: one panel in one message; the minutes may be typed."""

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler

from actions import check_in, mine, settings
from bot.acting import Acted, act, look
from bot.chat import answer, reply, toast
from bot.context import Context
from bot.conversations import END, Story
from bot.filters import SAID, TEXT, Reads, on_taps, tap_of, words_of
from domain.hours import looks_like_minutes, read_minutes
from views import roster
from views import settings as views
from views.taps import Verb
from views.wins import with_way_back

DELAY = "settings.delay"


async def on_settings(update: Update, context: Context) -> None:
    await panel(update, context, await look(update, context, settings.show))


async def panel(update: Update, context: Context, acted: Acted[settings.Settings] | None) -> None:
    if acted:
        await answer(update, context, views.panel(acted.outcome, acted.reader, acted.say))


async def on_asking(update: Update, context: Context) -> None:
    choice = tap_of(update).choice
    if choice:
        await panel(update, context, await act(update, context, settings.set_asking, choice))
        return
    acted = await look(update, context, settings.show)
    if acted:
        screen = roster.pick_asking(acted.reader, acted.say, Verb.SET_ASKING, views.HOME)
        await answer(update, context, screen)


async def on_delay(update: Update, context: Context) -> object:
    choice = tap_of(update).choice
    if choice:
        return await set_delay(update, context, read_minutes(choice))
    acted = await look(update, context, settings.show)
    if acted is None:
        return None
    screen = roster.pick_delay(acted.reader, acted.say, Verb.SET_DELAY, views.HOME)
    await answer(update, context, screen)
    return context.ask(DELAY, acted.reader.id)


async def set_delay(update: Update, context: Context, minutes: int) -> object:
    acted = await act(update, context, settings.set_delay, minutes)
    if acted is None:
        return END
    if acted.outcome is None:
        await toast(update, context)
        await reply(update, context, with_way_back(acted.say("shift-delay-unread"), acted.say))
        return context.ask(DELAY, acted.reader.id)
    await answer(update, context, views.panel(acted.outcome, acted.reader, acted.say))
    return END


async def on_delay_typed(update: Update, context: Context) -> object:
    return await set_delay(update, context, read_minutes(words_of(update)))


async def on_energy(update: Update, context: Context) -> None:
    """On: the consent first. Off: as easy, with the way to delete what is stored."""
    match tap_of(update).choice:
        case views.ON:
            await panel(update, context, await act(update, context, settings.allow_energy))
        case views.NO:
            await panel(update, context, await act(update, context, settings.refuse_energy))
        case views.OFF:
            done = await act(update, context, check_in.stop)
            if done:
                screen = views.energy_stopped(done.outcome.stored, done.reader, done.say)
                await answer(update, context, screen)
        case _:
            acted = await look(update, context, settings.show)
            if acted:
                screen = views.energy(acted.outcome, acted.reader, acted.say)
                await answer(update, context, screen)


async def on_language(update: Update, context: Context) -> None:
    choice = tap_of(update).choice
    await panel(update, context, await act(update, context, settings.set_language, choice))


async def on_country(update: Update, context: Context) -> None:
    choice = tap_of(update).choice
    if choice:
        await panel(update, context, await act(update, context, settings.set_country, choice))
        return
    acted = await look(update, context, settings.show)
    if acted:
        await answer(update, context, views.pick_country(acted.reader, acted.say))


async def on_data(update: Update, context: Context) -> None:
    acted = await look(update, context, mine.agreed_on)
    if acted:
        operator = context.angat.settings.operator
        await answer(update, context, views.data(acted.reader, operator, acted.outcome, acted.say))


def story() -> Story:
    return Story(
        starts=(
            CommandHandler("settings", on_settings, filters=SAID),
            on_taps(on_delay, Verb.SET_DELAY),
            on_taps(on_settings, Verb.SETTINGS),
        ),
        asks={DELAY: (MessageHandler(SAID & TEXT & Reads(looks_like_minutes), on_delay_typed),)},
        taps=(
            on_taps(on_asking, Verb.SET_ASKING),
            on_taps(on_energy, Verb.SET_ENERGY),
            on_taps(on_language, Verb.SET_LANGUAGE),
            on_taps(on_country, Verb.SET_COUNTRY),
            on_taps(on_data, Verb.SET_DATA),
        ),
    )
