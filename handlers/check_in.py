"""/checkin: consent, the row of five, reasons and a note; never repeated in a receipt."""

from datetime import timedelta

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler

from actions import check_in
from bot.acting import Acted, act
from bot.chat import answer, reply, say, take_buttons_off, toast
from bot.context import Context
from bot.conversations import BESIDE, BESIDE_FOR, END, PRIVATE, Story
from bot.filters import SAID, TEXT, Reads, is_about_energy, on_taps, tap_of, words_of
from domain.checkins import Asking, Noted, Offered, Outcome, TooLong, is_level, level_of
from views import checkins
from views.screen import Button, Row, Screen
from views.taps import Verb, read

NOTE, LEVEL = "checkin.note", "energy.level"
NOTE_OPEN_FOR = timedelta(hours=1)
MORE_LINES_FOR = timedelta(minutes=2)


async def on_check_in(update: Update, context: Context) -> str | None:
    return await shown(update, context, await act(update, context, check_in.ask))


async def shown(update: Update, context: Context, acted: Acted[Outcome] | None) -> str | None:
    """The row of five may be answered in words as well."""
    if acted is None:
        return None
    screen = checkins.shown(acted.outcome, acted.reader, acted.say)
    screen_id = acted.outcome.screen_id if isinstance(acted.outcome, Offered) else None
    await answer(update, context, screen, screen_id)
    if isinstance(acted.outcome, Asking):
        return context.ask(LEVEL, acted.reader.id, acted.outcome.shift.id, open_for=NOTE_OPEN_FOR)
    return None


async def on_consent(update: Update, context: Context) -> str | None:
    choice = tap_of(update).choice
    return await shown(update, context, await act(update, context, check_in.consent, choice))


async def on_energy(update: Update, context: Context) -> str | None:
    """The row may stand on a card or a receipt: that message loses the row, the answer is new."""
    tap = tap_of(update)
    level = int(tap.choice) if tap.choice in ("1", "2", "3", "4", "5") else 0
    acted = await act(update, context, check_in.answer, tap.row, level)
    if acted is None:
        return None
    if not isinstance(acted.outcome, Noted):
        await toast(update, context, acted.say("old-button"))
        return None
    screen = checkins.shown(acted.outcome, acted.reader, acted.say)
    left = rows_left(update)
    if left:
        await toast(update, context)
        tapped = update.callback_query.message if update.callback_query else None
        await take_buttons_off(context, tapped.message_id if tapped else None, Screen("", left))
        await say(context, screen)
    else:
        await answer(update, context, screen)
    return beside(context, acted.reader.id, acted.outcome.id)


def beside(context: Context, person_id: int, checkin_id: int) -> str:
    """For ten minutes what is typed may be about how she is, whatever else is done meanwhile."""
    turn = context.turn
    context.angat.private_until[turn.chat_key] = turn.received_at + BESIDE_FOR
    return other_question(context) or context.ask(
        BESIDE, person_id, checkin_id, open_for=BESIDE_FOR
    )


def other_question(context: Context) -> str | None:
    """What was asked about something else goes on being asked: these taps work beside it."""
    question = context.question
    if question is None or question.state.startswith(PRIVATE):
        return None
    return question.state


async def on_level_typed(update: Update, context: Context) -> object:
    """The five words, or a number of them, typed: the same as a tap."""
    question, level = context.question, level_of(words_of(update))
    if question is None or question.about is None or level is None:
        return END
    acted = await act(update, context, check_in.answer, question.about, level)
    if acted is None:
        return END
    await shown(update, context, acted)
    if not isinstance(acted.outcome, Noted):
        return END
    return beside(context, acted.reader.id, acted.outcome.id)


def rows_left(update: Update) -> tuple[Row, ...]:
    """The keyboard that was tapped, without its energy row: a card's or a receipt's own buttons."""
    tapped = update.callback_query.message if update.callback_query else None
    if not isinstance(tapped, Message) or is_about_energy(tapped):
        return ()
    board = tapped.reply_markup
    if board is None:
        return ()
    rows = (
        tuple(Button(one.text, tap=str(one.callback_data)) for one in row)
        for row in board.inline_keyboard
    )
    return tuple(row for row in rows if not any(is_energy(button) for button in row))


def is_energy(button: Button) -> bool:
    tap = read(button.tap)
    return tap is None or tap.verb in (Verb.ENERGY, Verb.ENERGY_STOP)


async def on_reason(update: Update, context: Context) -> None:
    tap = tap_of(update)
    shown_as = (tap.row, tap.version)
    await shown(update, context, await act(update, context, check_in.tick, shown_as, tap.choice))


async def on_done(update: Update, context: Context) -> str | None:
    """Nothing more of it: a note that was asked for is not waited for."""
    await shown(update, context, await act(update, context, check_in.done, tap_of(update).row))
    return other_question(context)


async def on_undo(update: Update, context: Context) -> None:
    tap = tap_of(update)
    acted = await act(update, context, check_in.take_back, tap.row, tap.version)
    context.angat.private_until.pop(context.turn.chat_key, None)
    await shown(update, context, acted)


async def on_ask_note(update: Update, context: Context) -> str | None:
    tap = tap_of(update)
    acted = await act(update, context, check_in.stands, tap.row)
    if acted is None:
        return None
    if not isinstance(acted.outcome, Noted):
        await toast(update, context, acted.say("old-button"))
        return None
    await toast(update, context)
    await say(context, checkins.ask_note(acted.outcome, acted.say))
    return context.ask(NOTE, acted.reader.id, tap.row, open_for=NOTE_OPEN_FOR)


async def on_note(update: Update, context: Context) -> object:
    """What is typed now, in one line or several, is sealed: no win, and never said again."""
    question = context.question
    if question is None or question.about is None:
        return END
    acted = await act(update, context, check_in.annotate, question.about, words_of(update))
    if acted is None:
        return END
    if isinstance(acted.outcome, TooLong):
        await shown(update, context, acted)
        return context.ask(NOTE, acted.reader.id, question.about, open_for=NOTE_OPEN_FOR)
    if not isinstance(acted.outcome, Noted):
        await reply(update, context, checkins.note_lost(acted.say))
        return END
    if not context.turn.more():
        await say(context, Screen(acted.say("energy-note-kept")))
    return context.ask(NOTE, acted.reader.id, question.about, open_for=MORE_LINES_FOR)


async def on_stop(update: Update, context: Context) -> None:
    await shown(update, context, await act(update, context, check_in.stop))


async def on_wipe(update: Update, context: Context) -> None:
    acted = await act(update, context, check_in.wipe)
    if acted:
        await answer(update, context, Screen(acted.say("energy-wiped")))


def story() -> Story:
    return Story(
        starts=(
            CommandHandler("checkin", on_check_in, filters=SAID),
            on_taps(on_consent, Verb.ENERGY_CONSENT),
            on_taps(on_energy, Verb.ENERGY),
            on_taps(on_ask_note, Verb.ENERGY_NOTE),
            on_taps(on_done, Verb.ENERGY_DONE),
        ),
        asks={
            NOTE: (MessageHandler(SAID & TEXT, on_note),),
            LEVEL: (MessageHandler(SAID & TEXT & Reads(is_level), on_level_typed),),
            BESIDE: (),
        },
        taps=(
            on_taps(on_reason, Verb.ENERGY_REASON),
            on_taps(on_undo, Verb.ENERGY_UNDO),
            on_taps(on_stop, Verb.ENERGY_STOP),
            on_taps(on_wipe, Verb.ENERGY_WIPE),
        ),
    )
