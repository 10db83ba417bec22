"""Text as the bot sends it: parsed, trimmed, and with its commands found."""

import html
import re

from sandbox.telegram.answers import bad_request
from sandbox.telegram.html_entities import VERBATIM, span
from sandbox.telegram.html_parser import Formatted, ParseError, parse_html
from sandbox.telegram.messages import Json
from sandbox.telegram.parameters import Parameters

MOST_RAW_BYTES = 1 << 15
MOST_TEXT = 4096
MOST_CAPTION = 1024
MOST_ENTITIES = 100
BLANK = " \n"
CONTROLS = {code: " " for code in range(32) if chr(code) != "\n"}
COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")


def message_text(parameters: Parameters) -> Formatted:
    if not parameters.text("text"):
        raise bad_request("Message text is empty")
    found = formatted(parameters, "text", "entities")
    if not found.text:
        raise bad_request("Text must be non-empty")
    return found


def caption(parameters: Parameters) -> Formatted:
    return formatted(parameters, "caption", "caption_entities")


def as_html(parameters: Parameters, name: str) -> str:
    raw = parameters.text(name)
    return raw if parse_mode(parameters) == "html" else html.escape(raw, quote=False)


def formatted(parameters: Parameters, text: str, entities: str) -> Formatted:
    raw = parameters.text(text)
    if len(raw.encode()) > MOST_RAW_BYTES:
        raise bad_request("Text is too long")
    match parse_mode(parameters):
        case "html":
            found = parsed(raw)
        case "" | "none":
            found = Formatted(raw, given_entities(parameters, entities))
        case "markdown" | "markdownv2":
            raise bad_request("unsupported parse_mode: the sandbox reads HTML only")
        case _:
            raise bad_request("Unsupported parse_mode")
    return trimmed(found)


def parse_mode(parameters: Parameters) -> str:
    return parameters.text("parse_mode").lower()


def parsed(raw: str) -> Formatted:
    try:
        return parse_html(raw)
    except ParseError as error:
        raise bad_request(f"Can't parse entities: {error}") from None


def given_entities(parameters: Parameters, name: str) -> list[Json]:
    """Broken JSON is passed over, as the official server does."""
    try:
        given = parameters.decoded(name)
    except ValueError:
        return []
    entities = [dict(entity) for entity in given] if isinstance(given, list) else []
    if not all({"type", "offset", "length"} <= entity.keys() for entity in entities):
        raise bad_request("Can't parse MessageEntity: Type is not specified")
    return entities


def trimmed(found: Formatted) -> Formatted:
    """Blanks go at the end, and at the start as far as the first entity; commands are marked."""
    text = found.text.translate(CONTROLS).rstrip(BLANK)
    first = min((span(entity)[0] for entity in found.entities), default=len(text))
    lead = min(len(text) - len(text.lstrip(BLANK)), first)
    text = text[lead:]
    end = utf16_length(text)
    entities = [moved(entity, lead, end) for entity in found.entities]
    entities = [entity for entity in entities if covers_something(text, entity)]
    return Formatted(text, with_commands(text, entities)[:MOST_ENTITIES])


def moved(entity: Json, lead: int, end: int) -> Json:
    begin, stop = span(entity)
    return entity | {"offset": begin - lead, "length": min(stop - lead, end) - (begin - lead)}


def covers_something(text: str, entity: Json) -> bool:
    begin, end = span(entity)
    units = text.encode("utf-16-le")[2 * begin : 2 * max(begin, end)]
    return bool(units.decode("utf-16-le", errors="replace").strip())


def with_commands(text: str, entities: list[Json]) -> list[Json]:
    """Telegram marks commands by itself, save where the text is verbatim or a link."""
    taken = [span(one) for one in entities if one["type"] in VERBATIM | {"text_link"}]
    free = [
        command
        for command in bot_commands(text)
        if not any(begin < span(command)[1] and span(command)[0] < end for begin, end in taken)
    ]
    return sorted([*entities, *free], key=lambda entity: (span(entity)[0], -span(entity)[1]))


def bot_commands(text: str) -> list[Json]:
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: found.start()]),
            "length": len(found.group()),
        }
        for found in COMMAND.finditer(text)
    ]


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
