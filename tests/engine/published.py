"""Strategies for whatever the published specification lets Telegram send."""

from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from sandbox.telegram.accounts import ANONYMOUS_ID
from sandbox.telegram.messages import Json
from sandbox.telegram.spec import ARRAY, SIMPLE, Field, Spec
from tests.engine.odd_words import ODD, texts

Made = st.SearchStrategy[Any]
DEEP = 3
MOST_FIELDS = {3: 5, 2: 2, 1: 1}
SERVICE_IDS = (777000, ANONYMOUS_ID, 136817688)
MOST_USER_ID = (1 << 52) - 1
NOWHERE = ("channel", "supergroup", "group", "private")
DATES = st.sampled_from((1_795_426_800, 0, 1, 86_400, 1_000_000_000, 2_000_000_000, 2**31 - 1))
ODD_DATES = st.sampled_from((-1, -62_135_596_800, 2**31, 2**40, 253_402_300_799, 2**62))
NUMBERS = st.sampled_from((0, 1, 2, 3, 7, 100, 4096, -1, -100, 2**31, 2**52 - 1, -(2**52) + 1))
HUGE = st.sampled_from((2**63, -(2**63) - 1, 10**25))
CODES = ("en", "fil", "tl-PH", "", "-", "xx-YY-zz", "EN_us", "\u202een", "e" * 300)
NAMED = {"ChatMemberOwner": "creator", "ChatMemberBanned": "kicked"}
WORDS = ("a", "private", "Maria Jessa", "x" * 300, *ODD)


def updates(kinds: tuple[str, ...] = ()) -> Made:
    """Of any kind there is, or of those named; at times of two kinds, of none, or of a new one."""
    every = Spec.modelled().types["Update"]
    fields = [every[name] for name in kinds or every if name != "update_id"]
    one = st.sampled_from(fields).flatmap(lambda field: st.fixed_dictionaries(made_of(field)))
    two = st.tuples(one, one).map(lambda pair: pair[0] | pair[1])
    unknown = objects("Message", DEEP).map(lambda message: {"hologram": message})
    return mostly(one, two, unknown, st.just({}))


def mostly(usual: Made, *others: Made) -> Made:
    """Nine times of ten the usual; shrinks to it."""
    return st.integers(0, 9).flatmap(lambda rolled: usual if rolled < 9 else st.one_of(*others))


def made_of(field: Field, deep: int = DEEP) -> dict[str, Made]:
    return {field.name: value(field, deep)}


def value(field: Field, deep: int) -> Made:
    if field.name in ("text", "caption", "data"):
        return texts()
    if field.name in ("date", "edit_date") or field.name.endswith("_date"):
        return mostly(DATES, ODD_DATES)
    if field.name == "language_code":
        return st.sampled_from(CODES)
    return st.one_of([of_kind(kind, deep) for kind in field.types])


@cache
def of_kind(kind: str, deep: int) -> Made:
    if kind.startswith(ARRAY):
        inner = kind.removeprefix(ARRAY)
        return st.lists(of_kind(inner, deep - 1), max_size=2) if deep > 0 else st.just([])
    if kind in SIMPLE:
        return simple(kind)
    if kind in KNOWN:
        return KNOWN[kind]()
    subtypes = Spec.modelled().subtypes.get(kind)
    if subtypes is None:
        return objects(kind, deep)
    return st.one_of([subtype(kind, one, deep) for one in (subtypes if deep > 0 else subtypes[:1])])


def subtype(kind: str, one: str, deep: int) -> Made:
    """Which of them it is stands in a field of its own: a word that ends the type's name."""
    if one == "InaccessibleMessage":
        return objects(one, deep).map(lambda made: made | {"date": 0})
    fields = Spec.modelled().types.get(one, {})
    tag = next((name for name in ("status", "type", "source") if name in fields), None)
    if tag is None:
        return of_kind(one, deep)
    word = NAMED.get(one, snaked(one.removeprefix(kind)))
    return objects(one, deep).map(lambda made: made | {tag: word})


def snaked(name: str) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).lstrip("_")


def simple(kind: str) -> Made:
    match kind:
        case "Integer":
            return NUMBERS
        case "Float":
            return st.sampled_from((0.0, 1.5, -90.0, 1e300))
        case "True":
            return st.just(True)
        case "Boolean":
            return st.booleans()
        case _:
            return st.sampled_from(WORDS)


@st.composite
def objects(draw: Callable[[Made], Any], kind: str, deep: int) -> Json:
    """What is required, and some of what is not."""
    fields = Spec.modelled().types.get(kind, {})
    most = MOST_FIELDS.get(deep, 0)
    free = [name for name, field in fields.items() if not field.required]
    chosen = set(draw(st.lists(st.sampled_from(free), max_size=most))) if free and most else set()
    return {
        name: draw(value(field, deep - 1))
        for name, field in fields.items()
        if field.required or name in chosen
    }


def users() -> Made:
    ids = st.sampled_from((1, 42, 5_000_000_000, MOST_USER_ID, *SERVICE_IDS))
    return st.fixed_dictionaries(
        {"id": ids, "is_bot": st.booleans(), "first_name": st.sampled_from(WORDS)},
        optional={
            "last_name": st.sampled_from(WORDS),
            "username": st.sampled_from(("x", "sandbox_bot", "")),
            "language_code": st.sampled_from(CODES),
        },
    )


def chats() -> Made:
    ids = st.sampled_from((1, 42, 5_000_000_000, -42, -1_002_000_000_001, -MOST_USER_ID, 777000))
    return st.fixed_dictionaries(
        {"id": ids, "type": st.sampled_from(NOWHERE)},
        optional={"title": st.sampled_from(WORDS), "is_forum": st.just(True)},
    )


KNOWN: dict[str, Callable[[], Made]] = {"User": users, "Chat": chats}
