"""A request's parameters, read as loosely as the official server reads them."""

import json
import re
from collections.abc import Mapping

from sandbox.telegram.answers import ApiError, bad_request

TRUE = frozenset({"true", "yes", "1"})
MOST_DIGITS = 20
LEADING_NUMBER = re.compile(r"\s*-?\d+")


class Parameters:
    """Values arrive as strings of a form or as real JSON; both read the same."""

    def __init__(
        self, given: Mapping[str, object], files: Mapping[str, tuple[str, bytes]] | None = None
    ) -> None:
        check_unicode(given)
        self.given = given
        self.files = files or {}

    def text(self, name: str) -> str:
        value = self.given.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """What is no number, or none that fits, reads as 0, like in the official server."""
        text = self.text(name)
        if not text:
            return default
        number = LEADING_NUMBER.match(text)
        return int(number.group()) if number and len(number.group()) <= MOST_DIGITS else 0

    def boolean(self, name: str) -> bool:
        return self.text(name).strip().lower() in TRUE

    def decoded(self, name: str) -> object:
        """The JSON of a parameter, None when it is missing; ValueError when it is broken."""
        value = self.given.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        decoded: object = json.loads(value)
        check_unicode(decoded)
        return decoded

    def parsed(self, name: str, words: str) -> object:
        """The JSON of a parameter; what is broken is refused by those words for it."""
        try:
            return self.decoded(name)
        except ValueError:
            raise bad_request(f"Can't parse {words} JSON object") from None


def check_unicode(value: object) -> None:
    """Half a surrogate pair cannot be sent: the official server reads UTF-8 only."""
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        raise ApiError(400, "Bad Request: strings must be encoded in UTF-8") from None
