"""/wins, and what can be done with a win: its number, its words, its shift, out and back."""

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler

from actions import begin, change_win, progress
from bot.acting import Acted, act, look
from bot.chat import answer, reply, say, take_buttons_off, toast
from bot.context import Context
from bot.conversations import END, Story
from bot.filters import SAID, TEXT, Reads, on_taps, tap_of, words_of
from bot.help_card import met_crisis
from bot.receipts import go_on_with_setup, resume
from domain.numbers import Measured, looks_like_a_number, read_number
from domain.people import Reader
from domain.setup import Stage
from domain.wins import Changed, NotThere, Outcome, Stale
from texts.speak import Say
from views import wins
from views.screen import Screen
from views.taps import Verb, number

NUMBER, EDIT = "win.number", "win.edit"
IN_LIST = 10


async def on_wins(update: Update, context: Context) -> str | None:
    acted = await look(update, context, progress.newest, IN_LIST)
    if acted is None:
        return None
    count, listed = acted.outcome
    await say(context, wins.listing(count, listed, acted.reader, acted.say))
    return None if acted.reader.stage == Stage.DONE else await resume(update, context)


async def on_change(update: Update, context: Context) -> None:
    """Undo, delete, put back, and where a number is from."""
    tap = tap_of(update)
    action = {
        Verb.WIN_UNDO: change_win.take_out,
        Verb.WIN_DELETE: change_win.take_out,
        Verb.WIN_BACK: change_win.put_back,
        Verb.WIN_BASIS: change_win.set_basis,
    }[tap.verb]
    acted = await act(update, context, action, tap)
    if acted is None:
        return
    screen = after(tap.verb, acted) if isinstance(acted.outcome, Changed) else Screen("")
    await shown(update, context, acted, screen)
    if tap.verb is Verb.WIN_UNDO and acted.reader.stage == Stage.HOUR:
        await go_on_with_setup(update, context)


def after(verb: Verb, acted: Acted[Outcome]) -> Screen:
    if isinstance(acted.outcome, NotThere):
        return Screen("")
    win = acted.outcome.win
    match verb:
        case Verb.WIN_UNDO | Verb.WIN_DELETE:
            return wins.undone(win, acted.say)
        case Verb.WIN_BASIS:
            return wins.based(win, acted.say)
        case _:
            back = acted.say("win-back", shift=wins.shift_of(win.shift, acted.reader))
            return wins.said(win, back, acted.say)


async def shown(update: Update, context: Context, acted: Acted[Outcome], screen: Screen) -> None:
    """The screen of a change that was made; an old button is told so and shows what is true."""
    match acted.outcome:
        case Changed(receipt=receipt):
            await answer(update, context, screen, receipt.screen_id if receipt else None)
        case Stale(win=win):
            await toast(update, context, acted.say("already-done"))
            await answer(update, context, wins.standing(win, acted.reader, acted.say))
        case NotThere():
            await toast(update, context, acted.say("not-yours"))


async def on_look(update: Update, context: Context) -> None:
    """More and Back: the same message with other buttons."""
    tap = tap_of(update)
    acted = await act(update, context, change_win.look, tap)
    if acted is None or isinstance(acted.outcome, NotThere):
        await toast(update, context, acted.say("not-yours") if acted else "")
        return
    win = acted.outcome.win
    more = tap.verb is Verb.WIN_MORE and not win.gone
    view = wins.detail if more else wins.standing
    await answer(update, context, view(win, acted.reader, acted.say))


async def on_which_shift(update: Update, context: Context) -> None:
    acted = await act(update, context, change_win.shifts_to_choose, tap_of(update))
    if acted is None:
        return
    outcome, choices = acted.outcome
    if isinstance(outcome, NotThere):
        await toast(update, context, acted.say("not-yours"))
        return
    screen = wins.which_shift(outcome.win, choices, acted.reader, acted.say)
    await answer(update, context, screen)


async def on_move(update: Update, context: Context) -> None:
    tap = tap_of(update)
    acted = await act(update, context, change_win.move, tap, number(tap.choice) or 0)
    if acted is None:
        return
    screen = Screen("")
    if isinstance(acted.outcome, Changed):
        win = acted.outcome.win
        moved = acted.say("win-moved", shift=wins.shift_of(win.shift, acted.reader))
        screen = wins.said(win, moved, acted.say)
    await shown(update, context, acted, screen)


async def on_ask(update: Update, context: Context) -> str | None:
    """+ Number and Edit ask for something typed."""
    tap = tap_of(update)
    acted = await act(update, context, change_win.look, tap)
    if acted is None:
        return None
    if isinstance(acted.outcome, NotThere) or acted.outcome.win.gone:
        await toast(update, context, acted.say("old-button"))
        return None
    editing = tap.verb is Verb.WIN_EDIT
    await toast(update, context)
    await say(context, Screen(acted.say("win-edit")) if editing else wins.ask_number(acted.say))
    return context.ask(EDIT if editing else NUMBER, acted.reader.id, tap.row)


async def on_number(update: Update, context: Context) -> object:
    question, number = context.question, read_number(words_of(update))
    if question is None or question.about is None or not isinstance(number, Measured):
        return END
    acted = await act(update, context, change_win.set_number, question.about, number)
    if acted is not None:
        if isinstance(acted.outcome, Changed):
            await renew(context, acted.outcome, acted.reader, acted.say)
            await say(context, wins.echo(acted.outcome.win, acted.say))
        else:
            await reply(update, context, wins.win_gone(acted.say))
    return END


async def on_number_unread(update: Update, context: Context) -> object:
    """What looks like a failed answer: one sentence, the question stays."""
    question = context.question
    acted = await act(update, context, begin.stand)
    if acted is None or question is None:
        return END
    message = update.effective_message
    await say(
        context, wins.number_again(acted.say), reply_to=message.message_id if message else None
    )
    return context.ask(NUMBER, acted.reader.id, question.about)


async def on_new_words(update: Update, context: Context) -> object:
    """The answer to Edit: whatever is typed is how it reads from now on."""
    question = context.question
    if question is None or question.about is None:
        return END
    if await met_crisis(update, context, words_of(update)):
        return END
    acted = await act(update, context, change_win.rewrite, question.about, words_of(update))
    if acted is None:
        return END
    if isinstance(acted.outcome, NotThere):
        await reply(update, context, wins.win_gone(acted.say))
        return END
    if isinstance(acted.outcome, Changed):
        await renew(context, acted.outcome, acted.reader, acted.say)
    await say(context, wins.rewritten(acted.outcome.win, acted.say))
    return END


async def renew(context: Context, changed: Changed, reader: Reader, say_it: Say) -> None:
    """The buttons of the win's receipt mean what it is now, so that they go on working."""
    if changed.receipt is not None:
        now = wins.standing(changed.win, reader, say_it)
        await take_buttons_off(context, changed.receipt.message_id, now)


def story() -> Story:
    return Story(
        starts=(
            CommandHandler("wins", on_wins, filters=SAID),
            on_taps(on_ask, Verb.WIN_NUMBER, Verb.WIN_EDIT),
        ),
        asks={
            NUMBER: (
                MessageHandler(SAID & TEXT & Reads(reads_number), on_number),
                MessageHandler(SAID & TEXT & Reads(looks_like_a_number), on_number_unread),
            ),
            EDIT: (MessageHandler(SAID & TEXT, on_new_words),),
        },
        taps=(
            on_taps(on_change, Verb.WIN_UNDO, Verb.WIN_DELETE, Verb.WIN_BACK, Verb.WIN_BASIS),
            on_taps(on_look, Verb.WIN_MORE, Verb.WIN_LESS),
            on_taps(on_which_shift, Verb.WIN_SHIFT),
            on_taps(on_move, Verb.WIN_MOVE),
        ),
    )


def reads_number(text: str) -> bool:
    return isinstance(read_number(text), Measured)
