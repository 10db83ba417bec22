"""What a closed tag means: the entity it becomes, and the order entities stand in."""

import re
from dataclasses import dataclass

from sandbox.telegram.messages import Json

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
# Of two entities over the same text, Telegram names the outer kind first.
OUTERMOST_FIRST = (
    "blockquote",
    "expandable_blockquote",
    "pre",
    "code",
    "text_link",
    "text_mention",
    "date_time",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "custom_emoji",
)
NESTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
VERBATIM = frozenset({"code", "pre"})
MENTION = re.compile(r"tg://user\?id=(\d+)$")
LINK = re.compile(r"(?:https?|tg|ton|tonsite)://\S+$", re.IGNORECASE)
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?$")
LANGUAGE = "language-"


@dataclass(frozen=True, slots=True)
class Open:
    """A tag that waits for its end; offset in UTF-16 units, position in bytes of the result."""

    tag: str
    attributes: dict[str, str]
    offset: int
    position: int


def entity_of(opened: Open, length: int, content: str, before: list[Json]) -> Json | None:
    """None for a link that leads nowhere and for a pair of pre and code that became one."""
    place: Json = {"offset": opened.offset, "length": length}
    if opened.tag in VERBATIM:
        return verbatim(opened, place, before)
    found = meaning(opened, content)
    return None if found is None else place | found


def meaning(opened: Open, content: str) -> Json | None:
    match opened.tag:
        case "a":
            return link(opened.attributes.get("href") or content)
        case "blockquote":
            expandable = "expandable" in opened.attributes
            return {"type": "expandable_blockquote" if expandable else "blockquote"}
        case "tg-emoji" | "tg-time":
            return special(opened)
        case _:
            return {"type": SIMPLE[opened.tag]}


def link(url: str) -> Json | None:
    if mention := MENTION.match(url):
        return {"type": "text_mention", "user": {"id": int(mention[1])}}
    if LINK.match(url):
        return {"type": "text_link", "url": url if "/" in url.split("://", 1)[1] else f"{url}/"}
    if HOST.match(url):
        return {"type": "text_link", "url": f"http://{url}" + ("" if "/" in url else "/")}
    return None


def verbatim(opened: Open, place: Json, before: list[Json]) -> Json | None:
    """`<pre><code class="language-x">` is one block with a language, in either order."""
    language = language_of(opened)
    inner = before[-1] if before else {}
    is_pair = {inner.get("type"), opened.tag} == VERBATIM and place.items() <= inner.items()
    language = language or str(inner.get("language", "")) if is_pair else language
    if is_pair and language:
        inner |= {"type": "pre", "language": language}
        return None
    return place | {"type": opened.tag} | ({"language": language} if language else {})


def language_of(opened: Open) -> str:
    name = opened.attributes.get("class", "")
    is_given = opened.tag == "code" and name.startswith(LANGUAGE)
    return name.removeprefix(LANGUAGE) if is_given else ""


def special(opened: Open) -> Json:
    if opened.tag == "tg-emoji":
        emoji_id = opened.attributes.get("emoji-id", "")
        if not emoji_id.isdecimal() or int(emoji_id) == 0:
            raise ValueError("Invalid custom emoji identifier specified")
        return {"type": "custom_emoji", "custom_emoji_id": emoji_id}
    moment = opened.attributes.get("unix", "")
    if not moment.isdecimal():
        raise ValueError("Invalid Unix time specified")
    entity: Json = {"type": "date_time", "unix_time": int(moment)}
    style = opened.attributes.get("format")
    return entity | ({"date_time_format": style} if style else {})


def in_order(entities: list[Json]) -> list[Json]:
    """Sorted as Telegram sorts them; nothing is bold in code, and code alone has no language."""
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    blocks = [span(entity) for entity in entities if entity["type"] in VERBATIM]
    kept = [
        entity
        for entity in entities
        if entity["type"] not in NESTABLE
        or not any(begin <= span(entity)[0] and span(entity)[1] <= end for begin, end in blocks)
    ]
    return sorted(kept, key=place_in_order)


def place_in_order(entity: Json) -> tuple[int, int, int]:
    begin, end = span(entity)
    return begin, -end, OUTERMOST_FIRST.index(str(entity["type"]))


def span(entity: Json) -> tuple[int, int]:
    offset, length = int(str(entity["offset"])), int(str(entity["length"]))
    return offset, offset + length
