"""Keeping a win and saying so: the one receipt, and the one thing that may follow it."""

import asyncio
from dataclasses import replace

import structlog
from telegram import Update

from actions import answering, begin
from actions.keep_win import Line, unsaid
from actions.keep_wins import Saying, keep_wins
from bot.acting import Acted, act, act_alike, for_person
from bot.chat import close_asked, edit, react, reply, say, take_buttons_off, toast
from bot.context import Context, step_of
from bot.conversations import BESIDE, BESIDE_FOR
from bot.filters import is_about_energy
from bot.log import where
from domain.messages import is_sure
from domain.setup import Stage
from domain.wins import CardLeft, Kept
from texts.speak import Say
from views import cards, checkins, start, wins
from views.screen import Screen

KEPT = "👍"
log = structlog.get_logger("chat")


async def keep(update: Update, context: Context, text: str) -> str | None:
    """Saved before anything is asked; the answer is a reaction and one line."""
    message = update.effective_message
    message_id = message.message_id if message else None
    line = Line(text, message_id)
    acted = await act_alike(update, context, keep_wins, lambda who, step: Saying(who, step, line))
    if acted is None:
        return None
    reacting = asyncio.ensure_future(reacted(context, message_id))
    try:
        state = await say_kept(update, context, acted)
        await reacting
    finally:
        reacting.cancel()  # only if it is still under way: the turn was ended, or is tried again
    return state


async def reacted(context: Context, message_id: int | None) -> None:
    """Whatever comes of it, the turn goes by its receipt."""
    try:
        await react(context, message_id, KEPT)
    except Exception as error:  # noqa: BLE001 - one line, and no second receipt
        log.error("a reaction broke", error=where(error))


async def say_kept(update: Update, context: Context, acted: Acted[Kept]) -> str | None:
    await tidy_card(context, acted.outcome.card, acted.outcome.win.shift.id, acted.say)
    acted = with_earlier(context, acted)
    if context.turn.more():
        context.angat.owed[context.turn.chat_key] = acted
        return None
    return await speak_receipt(update, context, acted)


async def keep_or_ask(update: Update, context: Context, text: str) -> str | None:
    """A line that is a win, unless it may be about how she is: then a tap decides."""
    if is_private(update, context) and not is_sure(text, context.angat.catalog.words):
        return await ask_what_it_is(update, context)
    return await keep(update, context, text)


def is_private(update: Update, context: Context) -> bool:
    """Minutes after an energy answer, or in reply to a message about nothing else."""
    question, turn = context.question, context.turn
    if question is not None and question.state == BESIDE:
        return True
    until = context.angat.private_until.get(turn.chat_key)
    if until is not None and turn.received_at < until:
        return True
    message = update.effective_message
    return is_about_energy(message.reply_to_message if message else None)


async def ask_what_it_is(update: Update, context: Context) -> str | None:
    """Not stored until a tap says what it is."""
    acted = await act(update, context, answering.heard)
    if acted is None:
        return None
    await reply(update, context, checkins.private_or_win(acted.say))
    question = context.question
    if question is None or question.state != BESIDE:
        return None
    return context.ask(BESIDE, acted.reader.id, question.about, open_for=BESIDE_FOR)


def with_earlier(context: Context, acted: Acted[Kept]) -> Acted[Kept]:
    """Of quick messages the first answers the card; what it owes is said after the last."""
    before = context.angat.owed.get(context.turn.chat_key)
    if before is None:
        return acted
    now, then = acted.outcome, before.outcome
    both = replace(
        now,
        offer_energy=now.offer_energy or then.offer_energy,
        welcome_back=now.welcome_back or then.welcome_back,
    )
    return replace(acted, outcome=both)


async def speak_receipt(update: Update, context: Context, acted: Acted[Kept]) -> str | None:
    """Quick messages have one receipt: the message that is there is edited."""
    context.angat.owed.pop(context.turn.chat_key, None)
    receipt = acted.outcome.receipt
    screen = wins.receipt(acted.outcome, acted.reader, acted.say)
    await edit(context, receipt.message_id, screen, receipt.screen_id)
    return await what_else(update, context, acted)


async def settle(update: Update, context: Context) -> None:
    """After every row: a receipt that waited for quick messages is said when none is left."""
    owed = context.angat.owed.get(context.turn.chat_key)
    if owed is None and context.turn.recovered:
        owed = await left_unsaid(update, context)
    if owed is not None and not context.turn.more():
        await speak_receipt(update, context, owed)
    await toast(update, context)


async def left_unsaid(update: Update, context: Context) -> Acted[Kept] | None:
    """After a restart: the receipt that waited for this row, and was only in memory."""
    user, turn = update.effective_user, context.turn
    if user is None or user.id != turn.chat_key:
        return None
    step = step_of(update, turn)
    found = await context.angat.db.read(
        lambda session: for_person(session, user.id, step, lambda who: unsaid(session, who, step))
    )
    kept, reader = found or (None, None)
    if kept is None or reader is None:
        return None
    if any(screen_id == kept.receipt.screen_id for screen_id, _ in turn.said):
        return None
    return Acted(kept, reader, context.angat.speak(reader.language))


async def tidy_card(context: Context, left: CardLeft | None, shift_id: int, say_it: Say) -> None:
    """The card that was answered by a message loses its buttons, all but the energy row."""
    if left is None:
        return
    if not left.energy:
        await take_buttons_off(context, left.message_id)
        return
    row = cards.energy_row(shift_id, say_it)
    await take_buttons_off(context, left.message_id, Screen("", (row,)))


async def what_else(update: Update, context: Context, acted: Acted[Kept]) -> str | None:
    """One thing at most after a receipt: set-up's question, a welcome back, the energy offer."""
    if acted.reader.stage != Stage.DONE:
        return await go_on_with_setup(update, context)
    back, offer = acted.outcome.welcome_back, acted.outcome.offer_energy
    if back is not None:
        await say(context, cards.welcome_back(back, acted.reader.id, acted.say))
    elif offer is not None:
        await say(context, checkins.offer(offer, acted.say), offer)
    return None


async def go_on_with_setup(update: Update, context: Context) -> str | None:
    """A line is as good as a tap for the first question; what is open is asked once more."""
    await act(update, context, begin.go_on, Stage.WIN)
    return await resume(update, context)


async def resume(update: Update, context: Context) -> str | None:
    """A set-up that was left open goes on with the next message, whatever it was."""
    acted = await act(update, context, begin.ask)
    if acted is None or acted.outcome[0].stage is Stage.DONE:
        return None
    standing, screen_id = acted.outcome
    await close_asked(context)
    await say(context, start.stage_screen(standing, acted.reader, acted.say), screen_id)
    return context.ask(f"setup.{standing.stage}", acted.reader.id, None, screen_id)
