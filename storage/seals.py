"""Sealing what nobody but its owner may read."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

written = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class SealBroken(Exception):
    """No key opens it, or it is not what stands on it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sealed thing carries inside, so that it cannot be moved elsewhere."""

    table: str
    owner: int = 0
    about: int = 0


class Seals:
    """Closes and opens with Fernet keys, newest first."""

    def __init__(self, keys: str) -> None:
        names = [key.strip() for key in keys.split(",") if key.strip()]
        self.fernet = MultiFernet([Fernet(key) for key in names])
        self.newest = names[0].encode()

    def seal(self, mark: Mark, content: Mapping[str, Any], room: int = 1) -> bytes:
        """Filled up to a multiple of `room` bytes, so that its length tells nothing."""
        inside = written([mark.table, mark.owner, mark.about, content]).encode()
        return self.fernet.encrypt_at_time(inside.ljust(-(-len(inside) // room) * room), 0)

    def unseal(self, mark: Mark, sealed: bytes) -> dict[str, Any]:
        """What was sealed; raises SealBroken when no key fits or the mark is another."""
        try:
            inside: Sequence[Any] = json.loads(self.fernet.decrypt(bytes(sealed)))
        except InvalidToken as error:
            raise SealBroken(f"no key opens a row of {mark.table}") from error
        if list(inside[:3]) != [mark.table, mark.owner, mark.about]:
            raise SealBroken(f"a row of {mark.table} carries another mark")
        content: dict[str, Any] = inside[3]
        return content

    def fingerprint(self, content: bytes) -> str:
        """Tells equal content by the newest key; without the key it tells nothing of it."""
        return hmac.new(self.newest, content, hashlib.sha256).hexdigest()


def new_key() -> str:
    return Fernet.generate_key().decode()
