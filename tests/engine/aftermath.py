"""What ought to be true once the last kill is over, each with a name."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from tests.engine.kills import Rounds
from tests.engine.service import Service
from tests.engine.talkers import Talker

Rows = list[tuple[Any, ...]]
WINS = (
    "SELECT person.telegram_id, win.message_id, win.id, win.text, win.after, win.gone_at"
    " FROM win JOIN person ON person.id = win.person_id ORDER BY win.id"
)
LETTERS = (
    "SELECT person.telegram_id, outbox.state FROM outbox"
    " JOIN person ON person.id = outbox.person_id WHERE outbox.kind <> 'answer'"
)


def mistakes(service: Service, rounds: Rounds) -> list[str]:
    """A line for everything that is not as it should be."""
    return [line for check in CHECKS for line in check(service, rounds)]


def nobody_ended_by_itself(service: Service, rounds: Rounds) -> Iterator[str]:
    if rounds.unasked:
        yield f"{rounds.unasked} processes ended by themselves: {service.said()[-300:]}"


def every_win_is_there_once(service: Service, rounds: Rounds) -> Iterator[str]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for chat, *win in service.rows(WINS):
        found.setdefault(chat, []).append(tuple(win))
    for talker in rounds.talkers:
        yield from wins_of(talker, found.get(talker.account.id, []))


def wins_of(talker: Talker, rows: Rows) -> Iterator[str]:
    name = talker.account.first_name
    numbers = {number.answered for number in talker.numbers}
    texts = {message: text for message, _, text, _, _ in rows if message not in numbers}
    if texts != talker.lines:
        yield f"{name}: {len(talker.lines)} lines became {len(texts)} wins"
    for message, times in Counter(message for message, *_ in rows).items():
        if times > 1:
            yield f"{name}: message {message} is {times} wins"
    gone = {win for _, win, _, _, gone_at in rows if gone_at is not None}
    if gone != talker.undone:
        yield f"{name}: took out {sorted(talker.undone)}, gone are {sorted(gone)}"


def every_answer_met_its_question(service: Service, rounds: Rounds) -> Iterator[str]:
    """A number is where it was asked for; but for a card that came between, which asks anew."""
    rows = service.rows(WINS)
    for talker in rounds.talkers:
        of_win = {win: after for chat, _, win, _, after, _ in rows if chat == talker.account.id}
        own = {message for chat, message, *_ in rows if chat == talker.account.id}
        cards = cards_in(service, talker.account.id)
        for asked in talker.numbers:
            is_there = of_win.get(asked.win) == str(asked.number)
            between = any(asked.asked < card < asked.answered for card in cards)
            if is_there == (asked.answered in own) or (not is_there and not between):
                yield f"{talker.account.first_name}: {asked.number} is not where it was asked for"


def no_prompt_came_twice(service: Service, rounds: Rounds) -> Iterator[str]:
    states = dict(service.rows(LETTERS))
    for account in [*(one.account for one in rounds.talkers), *rounds.silent]:
        came, state = len(cards_in(service, account.id)), states.get(account.id, "none")
        if came > 1:
            yield f"{account.first_name}: the same prompt {came} times ({state})"
        if state == "sent" and came != 1:
            yield f"{account.first_name}: a prompt that is said to be sent came {came} times"
        if state in {"expired", "failed"} and came:
            yield f"{account.first_name}: a prompt came that is {state}"


def every_prompt_was_promised(service: Service, rounds: Rounds) -> Iterator[str]:
    """One letter each; only those who had said something meanwhile may be spared theirs."""
    letters = service.rows(LETTERS)
    for account in rounds.silent:
        states = [state for chat, state in letters if chat == account.id]
        if states not in (["sent"], ["unknown"]):
            yield f"{account.first_name}: the letters of a prompt are {states}"
    for talker in rounds.talkers:
        states = [state for chat, state in letters if chat == talker.account.id]
        if not talker.hour and states not in (["sent"], ["unknown"], ["expired"]):
            yield f"{talker.account.first_name}: the letters of a prompt are {states}"


def nothing_is_left(service: Service, _: Rounds) -> Iterator[str]:
    for what, question in (
        ("open rows", "SELECT 1 FROM inbox WHERE closed_at IS NULL"),
        ("dead updates", "SELECT 1 FROM dead"),
        ("open letters", "SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending')"),
        ("people in the middle of set-up", "SELECT 1 FROM person WHERE state <> 'ready'"),
    ):
        if left := len(service.rows(question)):
            yield f"{left} {what}"
    if service.telegram.violations:
        yield f"Telegram refused: {service.telegram.violations[:3]}"


def nothing_broke(service: Service, _: Rounds) -> Iterator[str]:
    yield from {line for line in service.said().splitlines() if "rror" in line or "broke" in line}


def cards_in(service: Service, chat_id: int) -> list[int]:
    """The messages that ask about a shift, by their ids; the buttons below may be gone by now."""
    telegram = service.telegram
    asked = {
        call.params["text"]
        for call in telegram.journal
        if call.method == "sendMessage" and "Nothing today" in str(call.params.get("reply_markup"))
    }
    messages = telegram.chats[chat_id].messages.values()
    return [one.id for one in messages if one.sender_id != chat_id and one.html in asked]


CHECKS: tuple[Callable[[Service, Rounds], Iterator[str]], ...] = (
    nobody_ended_by_itself,
    every_win_is_there_once,
    every_answer_met_its_question,
    no_prompt_came_twice,
    every_prompt_was_promised,
    nothing_is_left,
    nothing_broke,
)
