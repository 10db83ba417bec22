"""/wins, and what can be done with a win: its number, its words, its shift, out and back."""

from collections.abc import Callable

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler

from actions import begin, change_win, win_list
from bot.acting import Acted, act, look
from bot.chat import (
    answer,
    close_asked,
    reply,
    rewrite,
    say,
    take_buttons_off,
    toast,
)
from bot.context import Context
from bot.conversations import END, Story
from bot.filters import SAID, TEXT, WORDLESS, Reads, on_taps, tap_of, words_of
from bot.receipts import go_on_with_setup, resume
from domain.messages import is_blank
from domain.numbers import Measured, looks_like_a_number, read_number
from domain.setup import Stage
from domain.wins import Changed, NotThere, Outcome, Stale, WinFacts
from texts.speak import Say
from views import win_list as lists
from views import wins
from views.screen import Screen
from views.taps import Tap, Verb, number

NUMBER, EDIT = "win.number", "win.edit"
ACTIONS = {
    Verb.WIN_UNDO: change_win.take_out,
    Verb.WIN_DELETE: change_win.take_out,
    Verb.WIN_BACK: change_win.put_back,
    Verb.WIN_BASIS: change_win.set_basis,
    Verb.WIN_TAG: change_win.set_tag,
    Verb.WIN_MOVE: change_win.move,
}
TOLD = {Verb.WIN_BACK: "win-back", Verb.WIN_MOVE: "win-moved"}
ELSEWHERE = (Verb.WIN_DELETE, Verb.WIN_BACK, Verb.WIN_MOVE)  # not what the receipt says any more


async def on_wins(update: Update, context: Context) -> str | None:
    acted = await look(update, context, win_list.page, 0)
    if acted is None:
        return None
    await say(context, lists.listing(acted.outcome, acted.reader, acted.say))
    return None if acted.reader.stage == Stage.DONE else await resume(update, context)


async def on_page(update: Update, context: Context) -> None:
    await show_page(update, context, tap_of(update).row)


async def show_page(update: Update, context: Context, at: int) -> None:
    acted = await look(update, context, win_list.page, at)
    if acted:
        await answer(update, context, lists.listing(acted.outcome, acted.reader, acted.say))


async def not_there(update: Update, context: Context, acted: Acted[Outcome]) -> None:
    """Not theirs, or gone for good: told so, and the list it was tapped in is true again."""
    await toast(update, context, acted.say("not-yours"))
    page = tap_of(update).page
    if page is not None:
        await show_page(update, context, page)


async def on_change(update: Update, context: Context) -> None:
    """Undo, delete, put back, another shift, what kind it is, and where a number is from."""
    tap = tap_of(update)
    acted = await act(update, context, ACTIONS[tap.verb], tap)
    if acted is None:
        return
    match acted.outcome:
        case Changed():
            await show_change(update, context, acted, acted.outcome)
        case Stale(win=win):
            await toast(update, context, acted.say("already-done"))
            await answer(update, context, now_true(tap, win, acted))
        case NotThere():
            await not_there(update, context, acted)
    if tap.verb is Verb.WIN_UNDO and acted.reader.stage == Stage.HOUR:
        await go_on_with_setup(update, context)


async def show_change(
    update: Update, context: Context, acted: Acted[Outcome], done: Changed
) -> None:
    """On the receipt it was tapped on; in a list the receipt is made true as well."""
    tap = tap_of(update)
    told = words_for(tap.verb, done.win, acted)
    if tap.page is None:
        receipt = done.receipt.screen_id if done.receipt else None
        await answer(update, context, after(tap, done.win, told, acted), receipt)
        return
    await toast(update, context, told)
    await answer(update, context, now_true(tap, done.win, acted))
    alone = done.receipt is None or done.receipt.together == 1
    whole = tap.verb in ELSEWHERE and (alone or tap.verb is not Verb.WIN_MOVE)
    await renew(context, done, acted, whole=whole)


def words_for(verb: Verb, win: WinFacts, acted: Acted[Outcome]) -> str:
    """What a change says of itself, where the screen that follows does not show it."""
    sentence = TOLD.get(verb)
    return acted.say(sentence, shift=wins.shift_of(win.shift, acted.reader)) if sentence else ""


def after(tap: Tap, win: WinFacts, told: str, acted: Acted[Outcome]) -> Screen:
    """What a receipt reads after a change."""
    if tap.verb is Verb.WIN_BASIS:
        return wins.based(win, acted.say)
    return wins.said(win, told, acted.say) if told else now_true(tap, win, acted)


def now_true(tap: Tap, win: WinFacts, acted: Acted[Outcome]) -> Screen:
    """What the tapped message shows of a win that was changed, by this tap or before it."""
    if win.gone:
        return wins.undone(win, acted.say, tap.page)
    if tap.verb is Verb.WIN_TAG:
        return wins.kinds(win, acted.say, tap.page)
    if tap.page is None:
        return wins.standing(win, acted.reader, acted.say)
    return wins.detail(win, acted.reader, acted.say, tap.page)


async def on_look(update: Update, context: Context) -> None:
    """More, Back, a win of the list, its kind: the same message with other buttons."""
    tap = tap_of(update)
    acted = await act(update, context, change_win.look, tap)
    if acted is None:
        return
    if isinstance(acted.outcome, NotThere):
        await not_there(update, context, acted)
        return
    win = acted.outcome.win
    if win.gone or tap.verb is Verb.WIN_LESS:
        screen = now_true(tap, win, acted)
    elif tap.verb is Verb.WIN_KIND:
        screen = wins.kinds(win, acted.say, tap.page)
    else:
        screen = wins.detail(win, acted.reader, acted.say, tap.page)
    await answer(update, context, screen)


async def on_which_shift(update: Update, context: Context) -> None:
    tap = tap_of(update)
    acted = await act(update, context, change_win.shifts_to_choose, tap)
    if acted is None:
        return
    outcome, choices = acted.outcome
    asked: Acted[Outcome] = Acted(outcome, acted.reader, acted.say)
    if isinstance(outcome, NotThere):
        await not_there(update, context, asked)
    elif outcome.win.gone:
        await answer(update, context, now_true(tap, outcome.win, asked))
    else:
        screen = wins.which_shift(outcome.win, choices, acted.reader, acted.say, tap.page)
        await answer(update, context, screen)


async def on_ask(update: Update, context: Context) -> str | None:
    """+ Number and Edit ask for something typed."""
    tap, query = tap_of(update), update.callback_query
    message_id = query.message.message_id if query and query.message else None
    acted = await act(update, context, change_win.look_and_ask, tap, message_id)
    if acted is None:
        return None
    outcome, screen_id = acted.outcome
    if isinstance(outcome, NotThere) or outcome.win.gone:
        await toast(update, context, acted.say("old-button"))
        return None
    editing = tap.verb is Verb.WIN_EDIT
    await toast(update, context)
    await say(context, Screen(acted.say("win-edit")) if editing else wins.ask_number(acted.say))
    return context.ask(EDIT if editing else NUMBER, acted.reader.id, tap.row, screen_id)


async def on_number(update: Update, context: Context) -> object:
    question, measured = context.question, read_number(words_of(update))
    if question is None or question.about is None or not isinstance(measured, Measured):
        return END
    acted = await act(update, context, change_win.set_number, question.about, measured)
    if acted is not None:
        await say_typed(update, context, acted, wins.echo)
    return END


async def on_new_words(update: Update, context: Context) -> object:
    """The answer to Edit: whatever is typed is how it reads from now on."""
    question = context.question
    if question is None or question.about is None:
        return END
    acted = await act(update, context, change_win.rewrite, question.about, words_of(update))
    if acted is not None:
        await say_typed(update, context, acted, wins.rewritten)
    return END


async def say_typed(
    update: Update,
    context: Context,
    acted: Acted[Outcome],
    view: Callable[[WinFacts, Say, int | None], Screen],
) -> None:
    """What was typed stands; asked for in a list, its page is one tap away."""
    asked = await close_asked(context)
    if isinstance(acted.outcome, NotThere):
        await reply(update, context, wins.win_gone(acted.say))
        return
    if isinstance(acted.outcome, Changed):
        await renew(context, acted.outcome, acted)
    page = number(asked.facts) if asked else None
    await say(context, view(acted.outcome.win, acted.say, page))


async def renew(
    context: Context, done: Changed, acted: Acted[Outcome], *, whole: bool = False
) -> None:
    """The buttons of the win's receipt mean what it is now, so that they go on working.

    `whole`: what it says is not true any more, so that goes, too.
    """
    receipt = done.receipt
    if receipt is None or receipt.message_id is None:
        return
    now = wins.standing(done.win, acted.reader, acted.say)
    if whole:
        await rewrite(context, receipt.message_id, now)
    else:
        await take_buttons_off(context, receipt.message_id, now)


async def on_number_unread(update: Update, context: Context) -> object:
    """What looks like a failed answer: one sentence, the question stays."""
    return await ask_again(update, context, NUMBER, wins.number_again)


async def on_number_untyped(update: Update, context: Context) -> object:
    return await ask_again(update, context, NUMBER, wins.number_untyped)


async def on_words_untyped(update: Update, context: Context) -> object:
    """A sticker, a photo, a voice message, or signs that nobody sees."""
    return await ask_again(update, context, EDIT, wins.edit_untyped)


async def ask_again(
    update: Update, context: Context, state: str, view: Callable[[Say], Screen]
) -> object:
    question = context.question
    acted = await act(update, context, begin.stand)
    if acted is None or question is None:
        return END
    await reply(update, context, view(acted.say))
    return context.ask(state, acted.reader.id, question.about, question.screen_id)


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
                MessageHandler(SAID & WORDLESS, on_number_untyped),
            ),
            EDIT: (
                MessageHandler(SAID & TEXT & ~Reads(is_blank), on_new_words),
                MessageHandler(SAID & (TEXT | WORDLESS), on_words_untyped),
            ),
        },
        taps=(
            on_taps(on_change, *ACTIONS),
            on_taps(on_look, Verb.WIN_MORE, Verb.WIN_LESS, Verb.WIN_KIND),
            on_taps(on_which_shift, Verb.WIN_SHIFT),
            on_taps(on_page, Verb.LIST_PAGE),
        ),
    )


def reads_number(text: str) -> bool:
    return isinstance(read_number(text), Measured)
