"""Settings from the environment and a .env file, prefix ANGAT_."""

import os
import zoneinfo
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


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
    api_url: Annotated[str, AfterValidator(root_url)] = "https://api.telegram.org"
    data: Path = Field(default_factory=folder)
    database_url: Annotated[str, AfterValidator(absolute_database)] = ""
    secret_key: SecretStr = SecretStr("")
    operator: str = ""
    catalog: Path | None = None
    log_format: Literal["text", "json"] = "text"
    default_zone: Annotated[str, AfterValidator(known_zone)] = "Asia/Manila"

    @property
    def database(self) -> str:
        """Where the data lies, as SQLAlchemy reads it."""
        url = self.database_url or f"sqlite:///{self.data.expanduser().absolute()}/angat.db"
        return url.replace("postgresql://", "postgresql+psycopg://", 1)


REQUIRED = ("bot_token", "secret_key", "operator")


def missing(settings: Settings) -> str | None:
    """The first setting without which nothing runs, by its name in the environment."""
    for name in REQUIRED:
        value = getattr(settings, name)
        if not (value.get_secret_value() if isinstance(value, SecretStr) else value):
            return f"ANGAT_{name.upper()}"
    return None


def complaint(error: ValidationError) -> str:
    """One line about the first setting that does not fit; never its value."""
    first = error.errors(include_input=False, include_url=False)[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    return f"ANGAT_{name} {first['msg'].removeprefix('Value error, ')}"
