"""Requests are held against the published specification where there is one."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.modelled import modelled, written
from sandbox.telegram import Spec, Telegram
from sandbox.telegram.messages import Json
from sandbox.telegram.server import METHODS_BY_NAME
from sandbox.telegram.spec import MODELLED

PUBLISHED = Path(__file__).parents[3] / "shared" / "bot-api" / "api.min.json"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def field(name: str, *types: str, required: bool = False) -> Json:
    return {"name": name, "types": list(types), "required": required}


DOCUMENT: dict[str, dict[str, Json]] = {
    "methods": {
        "sendMessage": {
            "fields": [
                field("chat_id", "Integer", "String", required=True),
                field("text", "String", required=True),
                field("protect_content", "Boolean"),
                field("entities", "Array of MessageEntity"),
                field("reply_markup", "InlineKeyboardMarkup", "ForceReply"),
            ]
        },
        "setMessageReaction": {"fields": [field("reaction", "Array of ReactionType")]},
        "getMe": {},
    },
    "types": {
        "MessageEntity": {"fields": [field("offset", "Integer", required=True)]},
        "ForceReply": {"fields": [field("force_reply", "Boolean", required=True)]},
        "InlineKeyboardMarkup": {
            "fields": [
                field("inline_keyboard", "Array of Array of InlineKeyboardButton", required=True)
            ]
        },
        "InlineKeyboardButton": {"fields": [field("text", "String", required=True)]},
        "ReactionType": {"subtypes": ["ReactionTypeEmoji", "ReactionTypePaid"]},
        "ReactionTypeEmoji": {
            "fields": [field("type", "String"), field("emoji", "String", required=True)]
        },
        "ReactionTypePaid": {"fields": [field("type", "String", required=True)]},
    },
}


@pytest.mark.parametrize(
    ("method", "given", "problem"),
    [
        ("sendMessage", {"chat_id": 1, "text": "x", "txet": "y"}, 'unknown parameter "txet"'),
        ("sendMessage", {"chat_id": 1, "text": ["x"]}, '"text" must be of type String'),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "protect_content": "maybe"},
            '"protect_content" must be of type Boolean',
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "entities": '{"offset": 1}'},
            '"entities" must be an Array of MessageEntity',
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "entities": [{"offset": "one"}]},
            '"entities[0].offset" must be of type Integer',
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"data": "w"}]]}},
            '"reply_markup.inline_keyboard[0][0]" is no InlineKeyboardButton: unknown field "data"',
        ),
        (
            "setMessageReaction",
            {"reaction": '[{"type": "emoji"}, {}]'},
            '"reaction[1]" is no ReactionTypeEmoji: field "emoji" is required',
        ),
        ("getMe", {"chat_id": 1}, 'unknown parameter "chat_id"'),
    ],
)
async def test_a_request_against_the_specification_is_refused_and_remembered(
    method: str, given: Mapping[str, object], problem: str
) -> None:
    telegram = Telegram(lambda: NOON, spec=Spec(DOCUMENT))

    reply = await telegram.call(method, given)

    assert reply.status == 400
    assert str(reply.body["description"]).endswith(problem)
    assert telegram.violations == [f"{method}: {problem}"]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"chat_id": "1"},
        {"protect_content": "True"},
        {"protect_content": False},
        {"entities": "[]"},
        {"entities": '[{"offset": 1}]'},
        {"reply_markup": '{"force_reply": true}'},
        {"reply_markup": {"inline_keyboard": [[{"text": "Win"}]]}},
        {"reply_markup": None},
    ],
)
def test_a_request_by_the_specification_has_no_problem(more: Mapping[str, object]) -> None:
    assert Spec(DOCUMENT).problems("sendMessage", {"chat_id": 1, "text": "x", **more}, ()) == []


async def test_what_is_missing_is_refused_in_the_servers_own_words() -> None:
    telegram = Telegram(lambda: NOON, spec=Spec(DOCUMENT))

    reply = await telegram.call("sendMessage", {"text": "x"})

    assert reply.body["description"] == "Bad Request: chat_id is empty"
    assert telegram.violations == ['sendMessage: Parameter "chat_id" is required']


def test_the_model_is_what_was_published() -> None:
    """Only where the published specification lies beside the project."""
    if not PUBLISHED.is_file():
        pytest.skip("the published specification is not here: shared/bot-api/api.min.json")
    document = json.loads(PUBLISHED.read_text("utf-8"))

    assert MODELLED.read_text("utf-8") == written(modelled(document))


def test_every_method_there_is_has_its_model() -> None:
    assert set(Spec.modelled().methods) == set(METHODS_BY_NAME.values())


def test_a_model_holds_what_is_reached_and_nothing_written_for_people() -> None:
    prose: Json = {"description": ["long"], "href": "there"}
    say: Json = {"returns": ["Message"], "fields": [field("to", "Array of Name") | prose]}
    types: dict[str, Json] = {"Update": {}, "Message": {}, "Far": {}, "Nick": {}}
    types["Name"] = {"subtypes": ["Nick"]}
    document = {"version": {}, "methods": {"say": say | prose}, "types": types}

    model = modelled(document, ["say"])

    bare = {"returns": ["Message"], "fields": [field("to", "Array of Name")]}
    assert model["methods"] == {"say": bare}
    assert isinstance(model["types"], dict)
    assert list(model["types"]) == ["Message", "Name", "Nick", "Update"]


async def test_a_loose_sandbox_reads_what_the_official_server_reads() -> None:
    loose = Telegram(lambda: NOON, strict=False)

    reply = await loose.call("getUpdates", {"limit": "many", "no_such": 1})

    assert (reply.status, loose.violations) == (200, [])


async def test_a_limit_that_is_no_number_is_the_least_one() -> None:
    loose = Telegram(lambda: NOON, strict=False)
    maria = loose.person("Maria")
    for text in ("one", "two"):
        loose.says(maria, text)

    reply = await loose.call("getUpdates", {"limit": "x"})

    assert isinstance(reply.body["result"], list)
    assert len(reply.body["result"]) == 1


@pytest.mark.parametrize("method", ["getUpdates", "setWebhook"])
async def test_what_is_no_list_of_kinds_is_refused_in_the_servers_words(method: str) -> None:
    loose = Telegram(lambda: NOON, strict=False)

    reply = await loose.call(method, {"url": "https://bot.example/", "allowed_updates": "[broken"})

    said = "Bad Request: can't parse allowed updates JSON object"
    assert (reply.status, reply.body["description"]) == (400, said)
