"""The one class that touches PTB's own dictionary: that it still fits this PTB."""

import shutil
from datetime import timedelta
from pathlib import Path

from telegram.ext import ConversationHandler

from bot.conversations import NAME, Conversations, OneQuestion, Question, joined
from handlers import stories
from sandbox.plays import set_up
from sandbox.world import OPENING, World, open_world
from tests.house.test_listening import update
from tests.house.test_menu import every_handler

CHAT = 7
STATE = "win.number"
LINE = {"text": "96%"}


def one_handler() -> tuple[OneQuestion, Conversations]:
    conversations = Conversations()
    return joined(stories(), conversations, lambda: OPENING), conversations


def question(**ahead: float) -> Question:
    return Question(STATE, 1, 5, None, OPENING + timedelta(**ahead))


def test_ptb_still_keeps_states_in_a_dictionary_of_that_name() -> None:
    handler, _ = one_handler()
    assert isinstance(handler, ConversationHandler)
    assert handler._conversations == {}

    handler.put_back(CHAT, question(hours=1))
    assert handler._conversations == {(CHAT,): STATE}
    assert handler._get_key(update("message", LINE)) == (CHAT,)

    handler.put_back(CHAT, None)
    handler.put_back(CHAT, None)
    assert handler._conversations == {}


async def test_what_ended_is_heard_at_once_whichever_chat_asks(world: World) -> None:
    kept = world.angat.conversations
    assert kept.handler is not None
    kept.open[CHAT] = question(hours=1)
    kept.handler.put_back(CHAT, question(hours=1))
    kept.hear()
    assert (kept.moved(CHAT), kept.outcome(CHAT)) == (False, question(hours=1))

    kept.handler._update_state(ConversationHandler.END, (CHAT,))
    kept.hear()

    assert (kept.moved(CHAT), kept.outcome(CHAT)) == (True, None)
    kept.settle(CHAT)


def test_one_question_a_chat_and_none_is_asked_again_over_another() -> None:
    handler, _ = one_handler()
    assert handler.allow_reentry is False
    assert (handler.per_chat, handler.per_user, handler.per_message) == (True, False, False)
    assert (handler.persistent, handler.name) == (True, NAME)
    assert handler.entry_points == handler.fallbacks
    assert handler.conversation_timeout is None


def test_an_open_question_is_met_by_its_answer() -> None:
    handler, conversations = one_handler()
    conversations.load({CHAT: question(hours=1)})
    handler.put_back(CHAT, conversations.open[CHAT])

    state, key, answered_by, _ = handler.check_update(update("message", LINE))

    assert (state, key) == (STATE, (CHAT,))
    assert answered_by in handler.states[STATE]


def test_expiry_is_read_when_the_next_update_comes() -> None:
    handler, conversations = one_handler()
    conversations.load({CHAT: question(seconds=0)})
    handler.put_back(CHAT, conversations.open[CHAT])

    state, key, started_by, _ = handler.check_update(update("message", LINE))

    assert (state, key) == (None, (CHAT,))
    assert started_by in handler.entry_points
    assert handler._conversations == {}
    assert conversations.outcome(CHAT) is None
    assert conversations.moved(CHAT)


def test_stories_built_anew_share_no_handler_and_no_state() -> None:
    first, second = ([one for s in stories() for one in every_handler(s)] for _ in range(2))
    assert [one for one in first if any(one is another for another in second)] == []
    one, kept = one_handler()
    other, _ = one_handler()

    kept.load({CHAT: question(hours=1)})
    one.put_back(CHAT, kept.open[CHAT])

    assert other._conversations == {}
    assert one.check_update(update("message", LINE))[0] == STATE
    assert other.check_update(update("message", LINE))[0] is None


def test_every_state_belongs_to_one_story() -> None:
    states = [state for story in stories() for state in story.asks]
    assert len(states) == len(set(states))


async def test_a_question_that_is_a_day_old_takes_no_answer_any_more(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await jessa.says("calmed an irate caller")
    await jessa.taps("+ Number")

    await world.travel(hours=24)
    await jessa.says("31 calls")
    await jessa.says("/wins")

    assert "· 31 calls" in jessa.sees
    assert "calmed an irate caller ·" not in jessa.sees


async def test_a_question_that_is_nearly_a_day_old_still_does(world: World) -> None:
    jessa = world.person("Jessa")
    await set_up(jessa)
    await world.travel(days=5)
    await jessa.says("calmed an irate caller")
    await jessa.taps("+ Number")

    await world.travel(hours=23, minutes=59)
    await jessa.says("31 calls")

    assert jessa.sees == "31 calls. Where is it from?"


async def test_two_applications_know_nothing_of_each_others_questions(
    world: World, template: Path, tmp_path: Path
) -> None:
    other_file = shutil.copy(template, tmp_path / "other.db")
    async with open_world(f"sqlite:///{other_file}") as other_world:
        jessa, twin = world.person("Jessa"), other_world.person("Jessa")
        assert jessa.account.id == twin.account.id
        await set_up(jessa)
        await set_up(twin)
        await jessa.says("calmed an irate caller")
        await jessa.taps("+ Number")

        await twin.says("31 calls")
        await jessa.says("31 calls")

        assert twin.sees.startswith("Kept, Mon")
        assert jessa.sees == "31 calls. Where is it from?"
        assert other_world.errors == []
