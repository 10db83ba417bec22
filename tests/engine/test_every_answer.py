"""Everything Telegram may answer to a call, row for row as in the research (telegram.md, 6.2).

Each row is met by an answer, a card, a digest and an edit. What is expected of each is how often
it was said in the end, and what the outbox says of it: `-` where it never became a letter.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from structlog.testing import capture_logs

from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.faults import (
    BAD_GATEWAY,
    CUT,
    NOT_CONNECTED,
    RESTART,
    SILENCE,
    Fault,
    after,
    refusal,
    refused_as,
    slow_down,
)
from tests.engine.faults import Rough
from tests.engine.groups import team_of
from tests.engine.looking import letters

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")
SAME = "message is not modified: specified new message content"
WORDS_OF_OURS = "zx81quartz"
GATEWAY_TIMEOUT = refusal(504, "Gateway Timeout")
IN_CAPITALS = refusal(400, f"Bad Request: {WORDS_OF_OURS}_SOMETHING_NEW")
UNKNOWN_WORDS = refusal(400, f"Bad Request: never heard of {WORDS_OF_OURS}")
DELETED = refused_as("immediately deleted")
MUTE = "not enough rights to send"


@dataclass(frozen=True)
class Row:
    """`1 sent`: said once, by a letter; `1 -`: said once, directly; None: it can't meet that."""

    fault: Fault
    answer: str | None = None
    card: str | None = None
    digest: str | None = None
    edit: str | None = None


def all_of(fault: Fault, said: str) -> Row:
    """Of cards and digests the outbox tells; an answer and an edit are not letters."""
    answer = said if said == "1 sent" else f"{said[0]} -"
    return Row(fault, answer=answer, card=said, digest=said, edit=answer)


def to_a_person(words: str, card: str) -> Row:
    return Row(refused_as(words), answer="0 -", card=card, edit="0 -")


def to_a_group(words: str, digest: str) -> Row:
    return Row(refused_as(words), digest=digest)


ROWS = {
    # ok is every other test; not sent: again after a pause
    "connection refused": all_of(NOT_CONNECTED, "1 sent"),
    # ambiguous: a card or digest never again, an answer is left, an edit is made again
    "silence, arrived": Row(after(SILENCE), "1 -", "1 unknown", "1 unknown", "1 sent"),
    "silence, not arrived": Row(SILENCE, "0 -", "0 unknown", "0 unknown", "1 sent"),
    "cut, arrived": Row(after(CUT), "1 -", "1 unknown", "1 unknown", "1 sent"),
    "cut, not arrived": Row(CUT, "0 -", "0 unknown", "0 unknown", "1 sent"),
    # 429: not sent, and never earlier than it says
    "429": all_of(slow_down(30), "1 sent"),
    # 5xx: as ambiguous
    "500 restart": Row(RESTART, "0 -", "0 unknown", "0 unknown", "1 sent"),
    "502": Row(BAD_GATEWAY, "0 -", "0 unknown", "0 unknown", "1 sent"),
    "504": Row(GATEWAY_TIMEOUT, "0 -", "0 unknown", "0 unknown", "1 sent"),
    # delivered and deleted: sent
    "500 immediately deleted": Row(DELETED, "0 -", "0 sent", "0 sent", "0 -"),
    # people who can't be written to
    "blocked": to_a_person("bot was blocked by the user", "0 cancelled"),
    "deactivated": to_a_person("user is deactivated", "0 cancelled"),
    "never started": to_a_person("can't initiate conversation with a user", "0 cancelled"),
    "a bot": to_a_person("can't send messages to the bot", "0 cancelled"),
    # groups that the bot is not in
    "kicked from a group": to_a_group("kicked from the group chat", "0 cancelled"),
    "kicked from a supergroup": to_a_group("kicked from the supergroup chat", "0 cancelled"),
    "kicked from a channel": to_a_group("kicked from the channel chat", "0 cancelled"),
    "no member of a supergroup": to_a_group("not a member of the supergroup", "0 cancelled"),
    "no member of a group": to_a_group("not a member of the group chat", "0 cancelled"),
    "no member of a channel": to_a_group("not a member of the channel", "0 cancelled"),
    "group deleted": to_a_group("the group chat was deleted", "0 cancelled"),
    # a group that moved has a file of its own, test_groups_that_move.py
    "chat not found": Row(refused_as("chat not found"), "0 -", "0 failed", "0 failed", "0 -"),
    "private chat not found": to_a_person("private chat not found", "0 failed"),
    # topic gone or closed: once without it; test_groups_left_and_mute.py has real topics
    "thread not found": to_a_group("message thread not found", "0 failed"),
    "topic closed": to_a_group("TOPIC_CLOSED", "0 failed"),
    # mute: waits no longer than it lives
    "no right to texts": to_a_group(f"{MUTE} text messages to the chat", "0 expired"),
    "no right to photos": to_a_group(f"{MUTE} photos to the chat", "0 expired"),
    "no right to documents": to_a_group(f"{MUTE} documents to the chat", "0 expired"),
    "no right to polls": to_a_group(f"{MUTE} polls to the chat", "0 expired"),
    "no write access": to_a_group("have no write access to the chat", "0 expired"),
    "restricted": to_a_group("CHAT_RESTRICTED", "0 expired"),
    # ours to mend: plain text once, or never again
    "not parsed": Row(refused_as("can't parse entities"), "1 -", "1 sent", "1 sent", "1 -"),
    "too long": all_of(refused_as("message is too long"), "0 failed"),
    "caption too long": Row(refused_as("message caption is too long"), card="0 failed"),
    "raw text too long": Row(refused_as("text is too long"), card="0 failed"),
    "empty": Row(refused_as("text must be non-empty"), card="0 failed"),
    "no text": Row(refused_as("message text is empty"), card="0 failed"),
    "markup too long": Row(refused_as("reply markup is too long"), card="0 failed"),
    "bad button": Row(refused_as("BUTTON_DATA_INVALID"), card="0 failed"),
    # edits
    "not modified": Row(refused_as(SAME), edit="0 -"),
    "to edit not found": Row(refused_as("message to edit not found"), edit="1 -"),
    "can't be edited": Row(refused_as("message can't be edited"), edit="1 -"),
    # what is quoted is gone: once, as the answer to nothing
    "replied not found": Row(refused_as("message to be replied not found"), answer="0 -"),
    # texts of no row
    "in capitals": all_of(IN_CAPITALS, "0 failed"),
    "never heard of": all_of(UNKNOWN_WORDS, "0 failed"),
}
LATER = {"minutes": 9}


async def agent(rough: Rough) -> Player:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    return jessa


def outcome(rough: Rough, said: int) -> str:
    return f"{said} {' '.join(letters(rough.world)) or '-'}"


async def answer(rough: Rough, fault: Fault) -> str:
    jessa = await agent(rough)
    rough.meets("sendMessage", fault)
    await jessa.says("closed 31 tickets")
    await rough.world.travel(**LATER)
    return outcome(rough, sum(one.html.startswith("Kept, ") for one in jessa.answers))


async def card(rough: Rough, fault: Fault) -> str:
    jessa = await agent(rough)
    before = len(jessa.answers)
    rough.meets("sendMessage", fault)
    await rough.world.travel(hours=18)
    return outcome(rough, len(jessa.answers) - before)


async def digest(rough: Rough, fault: Fault) -> str:
    team = await team_of(rough.world)
    rough.meets("sendMessage", *[fault] * (1 if said_again(fault) else 99))
    await team.promised("Week 47")
    await rough.world.travel(days=2)
    return outcome(rough, len(team.heard))


def said_again(fault: Fault) -> bool:
    """What stays as it is, like a mute group, is met by every call."""
    words = str(fault.reply.body if fault.reply else "")
    return not any(one in words for one in ("rights", "access", "RESTRICTED"))


async def edit(rough: Rough, fault: Fault) -> str:
    jessa = await agent(rough)
    await jessa.says("closed 31 tickets")
    rough.meets("editMessageText", fault)
    await jessa.taps("Undo")
    await rough.world.travel(**LATER)
    return outcome(rough, sum(one.html.startswith("Taken out.") for one in jessa.answers))


CALLS: dict[str, Callable[[Rough, Fault], Awaitable[str]]] = {
    "answer": answer,
    "card": card,
    "digest": digest,
    "edit": edit,
}
CASES = [
    pytest.param(row.fault, what, expected, id=f"{name}: {what}")
    for name, row in ROWS.items()
    for what in CALLS
    if (expected := getattr(row, what)) is not None
]


@pytest.mark.parametrize(("fault", "what", "expected"), CASES)
async def test_what_telegram_answers_is_met(
    rough: Rough, fault: Fault, what: str, expected: str
) -> None:
    with capture_logs() as lines:
        met = await CALLS[what](rough, fault)

    assert met == expected
    assert rough.world.app.receiver.broken == []
    assert WORDS_OF_OURS not in str(lines)
