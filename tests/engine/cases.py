"""What a crowd, and whoever forges in its name, may make Telegram hand over."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from hypothesis import strategies as st

from sandbox.telegram.messages import Json
from sandbox.telegram.spec import Spec
from sandbox.world import OPENING
from tests.engine.crowd import Crowd, Shown
from tests.engine.odd_words import payloads, texts
from tests.engine.published import HUGE, SERVICE_IDS, Made, mostly, updates, value
from tests.house.samples import gallery
from views.taps import Verb

Draw = Callable[[Made], Any]
NOW = int(OPENING.timestamp()) + 50_000
COMMAND = re.compile(r"/\w+(@\w+)?")
STATUSES = ("creator", "administrator", "member", "restricted", "left", "kicked", "hologram")
NUMBERS = ("", "0", "1", "2", "3", "z", "zik0zj", "zzzzzz", "1y2p0ij32e8e7", "-1", "٣", "1 ", "é")
CHOICES = (
    *("", "1", "3", "5", "t3", "done", "yes", "no", "sure", "how", "every", "never", "nojob"),
    *("420", "1440", "99999999", "٣", "PH", "fil", "caller", "\u202e", "<b>", "crucial", "x" * 40),
)
JUNK = st.sampled_from((None, 0, -1, 2**70, "", "x", [], {}, [None], {"id": "x"}, True, 1.5))


@dataclass(frozen=True, slots=True)
class Case:
    """One update, and how many seconds pass before it comes; spoilt, it is not as published."""

    update: Json
    after: int = 0
    is_spoilt: bool = False


def cases(crowd: Crowd) -> Made:
    """Half of it is meant for what stands in the crowd's chats."""
    anything = st.one_of(updates(), updates(("message", "edited_message", "callback_query")))
    sent = st.one_of(said(crowd), said(crowd), tapped(crowd), tapped(crowd), moved(crowd), anything)
    after = mostly(st.just(0), st.sampled_from((1, 30, 600, 4000)))
    whole = st.builds(Case, sent, after)
    return mostly(whole, st.builds(Case, sent.flatmap(spoilt), is_spoilt=st.just(True)))


@st.composite
def said(draw: Draw, crowd: Crowd) -> Json:
    """In a private chat, nearly always their own; with whatever else a message may have."""
    who = draw(st.sampled_from(crowd.everybody))
    where = draw(mostly(st.just(who), st.sampled_from((*crowd.everybody, *SERVICE_IDS))))
    message: Json = {
        "message_id": draw(st.integers(1, 400)),
        "date": draw(mostly(st.just(NOW), st.sampled_from((0, 1, 2**31 - 1)))),
        "chat": {"id": where, "type": "private", "first_name": "Rico"},
        "from": user(who),
    }
    text = draw(st.one_of(texts(), texts(), payloads().map(lambda behind: f"/start {behind}")))
    written = {"text": text, "entities": commands_in(text)}
    message |= draw(mostly(st.just(written), st.just({"caption": text}), st.just({})))
    message |= draw(mostly(st.just({}), more(crowd, who)))
    if draw(st.integers(0, 30)) == 30:
        del message["from"]
    kind = draw(mostly(st.just("message"), st.just("edited_message"), st.just("channel_post")))
    return {kind: message}


def commands_in(text: str) -> list[Json]:
    """A command that a text begins with, as Telegram marks it."""
    found = COMMAND.match(text)
    return [{"type": "bot_command", "offset": 0, "length": found.end()}] if found else []


def more(crowd: Crowd, who: int) -> Made:
    """Something that stands beside the text: a forward, a bot it is via, media, entities."""
    fields = Spec.modelled().types["Message"]
    odd = [name for name in fields if name not in ("message_id", "date", "chat", "from", "text")]
    any_field = st.sampled_from(odd).flatmap(
        lambda name: st.fixed_dictionaries({name: value(fields[name], 2)})
    )
    theirs = [one.message for one in crowd.shown if one.owner == who]
    if not theirs:
        return any_field
    answer = st.sampled_from(theirs).map(lambda message: {"reply_to_message": message})
    return st.one_of(any_field, answer)


@st.composite
def tapped(draw: Draw, crowd: Crowd) -> Json:
    """A button that stands there, as it is or forged, tapped by whoever is named."""
    shown = draw(st.sampled_from(crowd.shown))
    who = draw(mostly(st.just(shown.owner), st.sampled_from((*crowd.everybody, 42, *SERVICE_IDS))))
    query: Json = {"id": "1", "from": user(who), "chat_instance": "42"}
    query |= draw(data_of(shown))
    return {"callback_query": query | draw(st.one_of(place(crowd, shown), on(shown)))}


def on(shown: Shown) -> Made:
    return st.just({"message": shown.message})


@st.composite
def place(draw: Draw, crowd: Crowd, shown: Shown) -> Json:
    """No message, an old one, somebody else's, one in a group, or any there may be."""
    message = shown.message
    old = {"chat": message["chat"], "message_id": message["message_id"], "date": 0}
    group = {"chat": {"id": crowd.group, "type": "group", "title": "Malaya"}}
    other = draw(st.sampled_from(crowd.shown)).message
    field = Spec.modelled().types["CallbackQuery"]["message"]
    bare = {name: message[name] for name in ("message_id", "date", "chat")}
    messages = st.sampled_from((old, other, message | group, bare))
    odd = mostly(messages, value(field, 2)).map(lambda made: {"message": made})
    made: Json = draw(st.one_of(odd, st.sampled_from(({}, {"inline_message_id": "AAA"}))))
    return made


@st.composite
def data_of(draw: Draw, shown: Shown) -> Json:
    """What stands on it, on another button there is, or was made up."""
    data = draw(st.one_of(st.just(shown.data), st.sampled_from(all_data()), made_up(shown.data)))
    absent: tuple[Json, ...] = ({}, {"game_short_name": "x"}, {"data": ""})
    made: Json = draw(mostly(st.just({"data": data}), st.sampled_from(absent)))
    return made


@cache
def all_data() -> list[str]:
    """Every button of the gallery, its rows the largest there can be."""
    return sorted({b.tap for _, _, one in gallery() for row in one.rows for b in row if b.tap})


@st.composite
def made_up(draw: Draw, data: str) -> str:
    """A part exchanged, left out or added; cut, prolonged, or no data of ours at all."""
    verb, row, version, *rest = data.split(":")
    parts = (
        draw(st.one_of(st.just(verb), st.sampled_from([*Verb, "win", "", "WIN.UNDO"]))),
        draw(st.one_of(st.just(row), st.sampled_from(NUMBERS), st.integers(1, 9).map(str))),
        draw(st.one_of(st.just(version), st.sampled_from(NUMBERS), st.integers(1, 9).map(str))),
        *draw(st.one_of(st.just(rest), st.lists(st.sampled_from(CHOICES), max_size=3))),
    )
    whole = ":".join(parts)
    length = draw(st.integers(0, len(whole)))
    made: str = draw(mostly(st.just(whole), st.just(whole[:length]), st.just(whole * 3), texts()))
    return made


@st.composite
def moved(draw: Draw, crowd: Crowd) -> Json:
    """The bot blocked, let in, made an admin or thrown out, by whoever, wherever."""
    who = draw(st.sampled_from(crowd.everybody))
    chats = [*crowd.everybody, crowd.group]
    where = draw(mostly(st.just(who), st.sampled_from(chats)))
    old, new = (
        {"user": {"id": 4200, "is_bot": True, "first_name": "Angat"}, "status": status}
        | draw(st.sampled_from(({}, {"until_date": 0}, {"is_member": True})))
        for status in draw(st.tuples(st.sampled_from(STATUSES), st.sampled_from(STATUSES)))
    )
    kind = draw(mostly(st.just("my_chat_member"), st.just("chat_member")))
    place = {"id": where, "type": "private" if where > 0 else "group"}
    change = {"chat": place, "from": user(who), "date": NOW, "old_chat_member": old}
    return {kind: change | {"new_chat_member": new}}


@st.composite
def spoilt(draw: Draw, update: Json) -> Json:
    """What no Telegram should send: a field somewhere is missing, or holds what it must not."""
    holder: Any = update
    while True:
        keys = sorted(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return update
        key = draw(st.sampled_from(keys))
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or not draw(st.integers(0, 3)):
            changed: Json = replaced(update, holder, key, draw(st.one_of(JUNK, HUGE)))
            return changed
        holder = inner


def replaced(whole: Any, holder: Any, key: Any, junk: object) -> Any:
    """A copy with that one place changed."""
    if whole is holder:
        changed = {**whole} if isinstance(whole, dict) else [*whole]
        changed[key] = junk
        return changed
    if isinstance(whole, dict):
        return {name: replaced(inner, holder, key, junk) for name, inner in whole.items()}
    if isinstance(whole, list):
        return [replaced(inner, holder, key, junk) for inner in whole]
    return whole


def user(user_id: int) -> Json:
    return {"id": user_id, "is_bot": user_id in SERVICE_IDS[1:], "first_name": "Rico"}
