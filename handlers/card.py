"""What is tapped on the end-of-shift card, and on the words about asking less."""

from telegram import Update

from actions import answering, begin
from actions.keep_win import Line, keep_on_card
from bot.acting import Acted, act, look
from bot.chat import answer, say, take_buttons_off, toast
from bot.context import Context
from bot.conversations import Story
from bot.filters import on_taps, tap_of
from bot.receipts import what_else
from domain.questions import CHIPS_OF
from domain.rhythm import Asking
from texts.speak import Say
from views import cards as views
from views import checkins, roster, wins
from views.screen import Screen
from views.taps import Verb

NUMBER = "win.number"
CHIPS = frozenset(chip for pair in CHIPS_OF.values() for chip in pair)


async def on_chip(update: Update, context: Context) -> str | None:
    """A win by one tap: the card becomes its receipt, and keeps the energy row."""
    tap = tap_of(update)
    known = await act(update, context, begin.stand)
    if known is None:
        return None
    if tap.choice not in CHIPS:
        await toast(update, context, known.say("not-yours"))
        return None
    line = Line(known.say(f"win-{tap.choice}"), step=tap.choice)
    acted = await act(update, context, keep_on_card, tap.row, tap.version, line)
    if acted is None:
        return None
    if acted.outcome is None:
        await closed(update, context, acted.say)
        return None
    kept = acted.outcome
    screen = wins.chip_kept(kept, acted.reader, acted.say)
    stays = kept.card is not None and kept.card.energy
    screen = views.with_energy(screen, kept.win.shift.id, stays, acted.say)
    await answer(update, context, screen, kept.receipt.screen_id)
    if tap.choice == "number":
        await say(context, wins.ask_number(acted.say))
        return context.ask(NUMBER, acted.reader.id, kept.win.id)
    return await what_else(update, context, Acted(kept, acted.reader, acted.say))


async def closed(update: Update, context: Context, say_it: Say) -> None:
    """Somebody taps twice, or the card's time is over: then its buttons go, too."""
    await toast(update, context, say_it("old-button"))
    over = await look(update, context, answering.unanswered, tap_of(update).row)
    await take_buttons_off(context, over.outcome if over else None)


async def on_nothing(update: Update, context: Context) -> None:
    tap = tap_of(update)
    acted = await act(update, context, answering.close_card, tap.row, tap.version)
    if acted is None:
        return
    if acted.outcome is None or not acted.outcome.fresh:
        await closed(update, context, acted.say)
        return
    nothing = acted.outcome
    screen = views.nothing(nothing.shift, acted.reader, acted.say)
    stays = nothing.left is not None and nothing.left.energy
    await answer(update, context, views.with_energy(screen, nothing.shift.id, stays, acted.say))
    await offer_energy(context, nothing.offer, acted.say)


async def on_later(update: Update, context: Context) -> None:
    tap = tap_of(update)
    acted = await act(update, context, answering.later, tap.row, tap.version)
    if acted is None:
        return
    if acted.outcome is None or acted.outcome.later is None:
        await closed(update, context, acted.say)
        return
    await answer(update, context, views.later(acted.outcome.later, acted.reader, acted.say))


async def on_rhythm(update: Update, context: Context) -> None:
    """Every shift, don't ask, or okay with once a week."""
    choice = tap_of(update).choice
    sentences = {"every": "card-every", "never": "card-never", "weekly": "card-less-okay"}
    if choice not in sentences:
        choice = "weekly"
    acted = await act(update, context, answering.set_asking, Asking(choice))
    if acted:
        await answer(update, context, Screen(acted.say(sentences[choice])))


async def on_return(update: Update, context: Context) -> None:
    """Still out at that hour? Changed? No job now?"""
    choice = tap_of(update).choice
    asking = Asking.NEVER if choice == "nojob" else Asking.EVERY
    acted = await act(update, context, answering.set_asking, asking)
    if acted is None:
        return
    if choice == "changed":
        await answer(update, context, roster.pick_hour(acted.reader, acted.say))
        return
    sentence = "return-no-job" if choice == "nojob" else "return-yes"
    await answer(update, context, Screen(acted.say(sentence)))


async def offer_energy(context: Context, screen_id: int | None, say_it: Say) -> None:
    if screen_id is not None:
        await say(context, checkins.offer(screen_id, say_it), screen_id)


def story() -> Story:
    return Story(
        starts=(on_taps(on_chip, Verb.CARD_CHIP),),
        taps=(
            on_taps(on_nothing, Verb.CARD_NOTHING),
            on_taps(on_later, Verb.CARD_LATER),
            on_taps(on_rhythm, Verb.CARD_RHYTHM),
            on_taps(on_return, Verb.RETURN),
        ),
    )
