"""Settings from the environment and a .env file, prefix ANGAT_."""

import os
import re
import zoneinfo
from pathlib import Path
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"
USUALLY_LISTENS = "127.0.0.1:8080"
HEALTH = ("/healthz", "/readyz")
SHORTEST_SECRET = 8  # a shorter word stands in every other line
PATH = re.compile(r"[A-Za-z0-9._~/-]*")
WORD = re.compile(r"[A-Za-z0-9_-]{0,256}")
PLACE = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})")


def folder() -> Path:
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "angat"


def known_zone(name: str) -> str:
    if name not in zoneinfo.available_timezones():
        raise ValueError("is not a time zone, like Asia/Manila")
    return name


def absolute_database(url: str) -> str:
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
        raise ValueError("needs an absolute path: sqlite:////folder/angat.db, four slashes")
    if url and not url.startswith(("sqlite:////", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("is neither sqlite:////... nor postgresql://...")
    return url


def root_url(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("is not an http(s) address")
    return url.rstrip("/")


def webhook_address(url: str) -> str:
    if not url:
        return url
    root_url(url)
    if not urlsplit(url).hostname:
        raise ValueError("names no host")
    path = urlsplit(url).path
    if path in HEALTH or not PATH.fullmatch(path):
        raise ValueError("needs a path of letters, digits, _ . ~ - and /, not one of the checks")
    return url


def webhook_word(secret: SecretStr) -> SecretStr:
    if not WORD.fullmatch(secret.get_secret_value()):
        raise ValueError("is not 1 to 256 of letters, digits, _ and -")
    return secret


def host_and_port(place: str) -> str:
    found = PLACE.fullmatch(place)
    if place and (found is None or not 0 < int(found[2]) < 65536):
        raise ValueError("is no host:port, like 127.0.0.1:8080")
    return place


class Settings(BaseSettings):
    """Every setting there is; each stands in .env.example with its meaning."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix="ANGAT_",
        env_file=".env",
        extra="ignore",
        env_ignore_empty=True,
        hide_input_in_errors=True,
        frozen=True,
    )

    bot_token: SecretStr = SecretStr("")
    api_url: Annotated[str, AfterValidator(root_url)] = TELEGRAM
    data: Path = Field(default_factory=folder)
    database_url: Annotated[str, AfterValidator(absolute_database)] = ""
    secret_key: SecretStr = SecretStr("")
    operator: str = ""
    webhook_url: Annotated[str, AfterValidator(webhook_address)] = ""
    webhook_secret: Annotated[SecretStr, AfterValidator(webhook_word)] = SecretStr("")
    listen: Annotated[str, AfterValidator(host_and_port)] = ""
    catalog: Path | None = None
    log_format: Literal["text", "json"] = "text"
    default_zone: Annotated[str, AfterValidator(known_zone)] = "Asia/Manila"

    @property
    def database(self) -> str:
        """Where the data lies, as SQLAlchemy reads it."""
        url = self.database_url or f"sqlite:///{self.data.expanduser().absolute()}/angat.db"
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def listening_at(self) -> tuple[str, int] | None:
        """Host and port; None where nothing is to be reached over HTTP."""
        place = self.listen or (USUALLY_LISTENS if self.webhook_url else "")
        found = PLACE.fullmatch(place)
        return (found[1].strip("[]"), int(found[2])) if found else None

    @property
    def secrets(self) -> list[str]:
        """What nobody may read anywhere: whole, and the parts that tell as much."""
        token = self.bot_token.get_secret_value()
        keys = self.secret_key.get_secret_value().split(",")
        told = [token, token.partition(":")[2], self.webhook_secret.get_secret_value(), *keys]
        return [secret.strip() for secret in told if len(secret.strip()) >= SHORTEST_SECRET]


REQUIRED = ("bot_token", "secret_key", "operator")


def missing(settings: Settings) -> str | None:
    """The first setting without which nothing runs, by its name in the environment."""
    for name in REQUIRED:
        value = getattr(settings, name)
        if not (value.get_secret_value() if isinstance(value, SecretStr) else value):
            return f"ANGAT_{name.upper()}"
    return None


def misfit(settings: Settings) -> str | None:
    """What does not go together, in one line."""
    if not settings.webhook_url:
        return None
    if not settings.webhook_secret.get_secret_value():
        return "ANGAT_WEBHOOK_SECRET is not set; ANGAT_WEBHOOK_URL needs it"
    if settings.api_url == TELEGRAM and not settings.webhook_url.startswith("https://"):
        return "ANGAT_WEBHOOK_URL is not an https address; Telegram posts to no other"
    return None


def complaint(error: ValidationError) -> str:
    """One line about the first setting that does not fit; never its value."""
    first = error.errors(include_input=False, include_url=False)[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    return f"ANGAT_{name} {first['msg'].removeprefix('Value error, ')}"
