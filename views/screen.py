"""What one message looks like: text and buttons, comparable with ==."""

import html
import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Button:
    """Exactly one of the three: a tap, an address, something to copy."""

    label: str
    tap: str = ""
    url: str = ""
    copy: str = ""


TAG = re.compile(r"<[^<>]*>")
Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` is HTML of Telegram's tags, with every value escaped already."""

    text: str
    rows: tuple[Row, ...] = ()


def two_a_row(*buttons: Button) -> tuple[Row, ...]:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def packed(screen: Screen) -> dict[str, Any]:
    """As JSON, for a letter that says again what could not be sent."""
    rows = [[[b.label, b.tap, b.url, b.copy] for b in row] for row in screen.rows]
    return {"text": screen.text, "rows": rows}


def unpacked(facts: dict[str, Any]) -> Screen:
    rows = tuple(tuple(Button(*button) for button in row) for row in facts["rows"])
    return Screen(facts["text"], rows)


def without_markup(text: str) -> str:
    return html.unescape(TAG.sub("", text))
