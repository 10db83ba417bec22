"""Telegram's HTML: text and entities out of tags, refusals by byte offset."""

import re
from dataclasses import dataclass

from sandbox.telegram.html_entities import SIMPLE, Open, entity_of, in_order
from sandbox.telegram.messages import Json

TAGS = SIMPLE.keys() | {"a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
SPACE = b" \t\r\n\v\0"
NUMBER = re.compile(rb"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")
NAME = re.compile(rb"&([A-Za-z]+);?")
NAMED = {b"lt": 0x3C, b"gt": 0x3E, b"amp": 0x26, b"quot": 0x22}
NAME_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")


class ParseError(ValueError):
    """The markup cannot be read; the text is the one Telegram gives."""


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: list[Json]


def parse_html(text: str) -> Formatted:
    return HtmlParser(text.encode()).parse()


class HtmlParser:
    """Walks over bytes, because Telegram counts its offsets of errors in them."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.at = 0
        self.out = bytearray()
        self.utf16 = 0
        self.stack: list[Open] = []
        self.entities: list[Json] = []

    def parse(self) -> Formatted:
        while self.at < len(self.source):
            if self.source[self.at] == ord("<"):
                self.tag()
            else:
                self.character()
        if self.stack:
            tag = self.stack[-1].tag
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return Formatted(self.decoded(), in_order(self.entities))

    def decoded(self) -> str:
        try:
            return self.out.decode()
        except UnicodeDecodeError:
            raise ParseError(
                "Text contains invalid Unicode characters after decoding HTML entities,"
                " check for unmatched surrogate code units"
            ) from None

    def character(self) -> None:
        code = self.reference()
        if code is not None:
            self.utf16 += 2 if code > 0xFFFF else 1
            self.out += chr(code).encode(errors="surrogatepass")
            return
        byte = self.source[self.at]
        if byte & 0xC0 != 0x80:
            self.utf16 += 2 if byte >= 0xF0 else 1
        self.out.append(byte)
        self.at += 1

    def reference(self) -> int | None:
        """`&lt;` and its kin, stepped over; what is none of them stays text."""
        if self.peek() != b"&":
            return None
        if number := NUMBER.match(self.source, self.at):
            code = int(number[1], 16) if number[1] else int(number[2])
            found = number if code < 0x10FFFF else None
        else:
            found = NAME.match(self.source, self.at)
            code = NAMED.get(found[1], 0) if found else 0
        if not found or not code:
            return None
        self.at = found.end()
        return code

    def tag(self) -> None:
        begin = self.at
        self.at += 1
        if self.peek() == b"/":
            self.end_tag(begin)
        else:
            self.start_tag(begin)

    def start_tag(self, begin: int) -> None:
        tag = self.name(SPACE + b">").lower()
        if self.at >= len(self.source):
            raise ParseError(f"Unclosed start tag at byte offset {begin}")
        if tag not in TAGS:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes = self.attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            where = f"at byte offset {begin}"
            raise ParseError(f'Tag "span" must have class "tg-spoiler" {where}')
        self.at += 1
        self.stack.append(Open(tag, attributes, self.utf16, len(self.out)))

    def attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        where = f'the tag "{tag}" at byte offset {begin}'
        while self.skip_spaces() != b">":
            name = self.name(SPACE + b"=>")
            if not name:
                raise ParseError(f"Empty attribute name in {where}")
            if self.skip_spaces() == b"=":
                self.at += 1
                found[name] = self.value(tag, begin)
            elif (tag, name) == ("blockquote", "expandable"):
                found[name] = ""
            else:
                raise ParseError(f"Expected equal sign in declaration of an attribute of {where}")
        return found

    def value(self, tag: str, begin: int) -> str:
        mark = self.skip_spaces()
        if not mark:
            raise ParseError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self.quoted(mark) if mark in {b"'", b'"'} else self.name_token()
        if not self.peek():
            raise ParseError(f"Unclosed start tag at byte offset {begin}")
        return value

    def quoted(self, mark: bytes) -> str:
        self.at += 1
        value = bytearray()
        while self.peek() not in {mark, b""}:
            code = self.reference()
            if code is None:
                value += self.peek()
                self.at += 1
            else:
                value += chr(code).encode(errors="replace")
        self.at += 1
        return value.decode(errors="replace")

    def name_token(self) -> str:
        begin = self.at
        token = NAME_TOKEN.match(self.source, begin)
        self.at = token.end() if token else begin
        if self.peek() and self.peek() not in SPACE + b">":
            raise ParseError(f"Unexpected end of name token at byte offset {begin}")
        return self.source[begin : self.at].decode().lower()

    def end_tag(self, begin: int) -> None:
        if not self.stack:
            raise ParseError(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        name = self.name(SPACE + b">").lower()
        if self.skip_spaces() != b">":
            raise ParseError(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.stack.pop()
        if name not in {"", opened.tag}:
            pair = f'expected "</{opened.tag}>", found "</{name}>"'
            raise ParseError(f"Unmatched end tag at byte offset {begin}, {pair}")
        self.close(opened)

    def close(self, opened: Open) -> None:
        length = self.utf16 - opened.offset
        if not length:
            return
        content = self.out[opened.position :].decode(errors="replace")
        try:
            entity = entity_of(opened, length, content, self.entities)
        except ValueError as broken:
            raise ParseError(str(broken)) from None
        if entity is not None:
            self.entities.append(entity)

    def peek(self) -> bytes:
        return self.source[self.at : self.at + 1]

    def name(self, stop: bytes) -> str:
        begin = self.at
        while self.peek() and self.peek() not in stop:
            self.at += 1
        return self.source[begin : self.at].decode(errors="replace")

    def skip_spaces(self) -> bytes:
        """The first byte that is no space, b"" at the end."""
        while self.peek() and self.peek() in SPACE:
            self.at += 1
        return self.peek()
