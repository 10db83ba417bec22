"""Inline keyboards are taken apart, checked and given back as Telegram does."""

import json

import pytest

from sandbox.telegram import Button, shapes
from sandbox.telegram.answers import ApiError
from sandbox.telegram.keyboards import inline_markup, markup
from sandbox.telegram.messages import Json, Rows
from sandbox.telegram.parameters import Parameters

ROWS_WANTED = (
    'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
)
REFUSED = "Bad Request: can't parse inline keyboard button: "


def rows_of(given: object) -> Rows:
    return markup(Parameters({"reply_markup": given})).rows


def keyboard(*buttons: object) -> Json:
    return {"inline_keyboard": [list(buttons)]}


WIN = {"text": "Win", "callback_data": "w"}


def test_every_known_button_comes_back_as_it_was_sent() -> None:
    sent: Json = {
        "inline_keyboard": [
            [WIN, {"text": "Site", "url": "https://example.org/"}],
            [
                {"text": "Copy", "copy_text": {"text": "QA 95%"}},
                {"text": "Save", "callback_data": "s", "style": "success"},
            ],
        ]
    }

    rows = rows_of(json.dumps(sent))

    assert rows[0] == (Button("Win", data="w"), Button("Site", url="https://example.org/"))
    assert shapes.inline_keyboard(rows) == sent


def test_no_keyboard_and_empty_rows_are_nothing() -> None:
    assert rows_of(None) == rows_of("") == rows_of({}) == ()
    assert rows_of({"inline_keyboard": [[], [WIN], []]}) == ((Button("Win", data="w"),),)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ("{", "Bad Request: can't parse reply keyboard markup JSON object"),
        ("[]", "Bad Request: object expected as reply markup"),
        (
            {"inline_keyboard": [WIN]},
            ROWS_WANTED,
        ),
        (keyboard("Win"), f"{REFUSED}InlineKeyboardButton must be an Object"),
        (keyboard({"callback_data": "w"}), f'{REFUSED}Can\'t find field "text"'),
        (keyboard(WIN | {"text": 5}), f'{REFUSED}Field "text" must be of type String'),
        (keyboard({"text": "Win"}), f"{REFUSED}Text buttons are unallowed in the inline keyboard"),
        (
            keyboard({"text": "Win", "callback_data": ""}),
            f"{REFUSED}Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard(WIN | {"url": "https://example.org"}),
            f"{REFUSED}exactly one type is allowed, found callback_data, url",
        ),
        (
            keyboard({"text": "App", "web_app": {"url": "https://example.org"}}),
            f"{REFUSED}the sandbox does not have web_app buttons",
        ),
        (keyboard(WIN | {"style": "pink"}), f"{REFUSED}invalid button style specified"),
        (
            keyboard(WIN | {"text": " "}),
            "Bad Request: inline keyboard button text must be non-empty",
        ),
        (keyboard(WIN | {"callback_data": "x" * 65}), "Bad Request: BUTTON_DATA_INVALID"),
        (keyboard(WIN | {"callback_data": "ñ" * 33}), "Bad Request: BUTTON_DATA_INVALID"),
        (
            keyboard({"text": "Copy", "copy_text": {"text": "x" * 257}}),
            "Bad Request: BUTTON_COPY_TEXT_INVALID",
        ),
        (
            keyboard({"text": "Site", "url": "not a link"}),
            "Bad Request: inline keyboard button URL 'not a link' is invalid: Wrong HTTP URL",
        ),
        (keyboard(*[WIN] * 9), "Bad Request: reply markup is too long"),
        ({"inline_keyboard": [[WIN]] * 101}, "Bad Request: reply markup is too long"),
    ],
)
def test_a_wrong_keyboard_is_refused(given: object, refusal: str) -> None:
    with pytest.raises(ApiError) as refused:
        rows_of(given)

    assert (refused.value.status, refused.value.description) == (400, refusal)


def test_the_limits_themselves_are_fine() -> None:
    assert len(rows_of(keyboard(*[WIN] * 8))[0]) == 8
    assert len(rows_of({"inline_keyboard": [[WIN]] * 100})) == 100
    assert rows_of(keyboard(WIN | {"callback_data": "ñ" * 32}))


def test_an_edit_takes_inline_keyboards_only() -> None:
    reply_keyboard = {"keyboard": [["Yes", "No"]]}

    assert markup(Parameters({"reply_markup": reply_keyboard})).is_reply
    with pytest.raises(ApiError, match="inline keyboard expected"):
        inline_markup(Parameters({"reply_markup": reply_keyboard}))
