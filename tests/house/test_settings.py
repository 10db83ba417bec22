"""Settings: each stands in .env.example as it is, and a wrong one is told without its value."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError
from pydantic_core import PydanticUndefined
from sqlalchemy.engine import make_url

from bot.service import server_of
from bot.settings import REQUIRED, Settings, complaint, misfit, missing
from tests.house.source import ROOT

PREFIX = "ANGAT_"
TOKEN = "123456:not-a-token-of-anybody"
UNPRINTED = "value-that-nobody-prints"
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
FIELDS = Settings.model_fields


def settings_of(**values: Any) -> Settings:
    """Without a .env file of whoever runs the tests."""
    return Settings(_env_file=None, **values)


def told() -> dict[str, str]:
    """Name and value of each line; a default may stand commented out."""
    lines = re.findall(rf"^#?\s?{PREFIX}([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE)
    return {name.lower(): value for name, value in lines}


def default_of(name: str) -> str:
    """As it would stand in the file: empty where it is nothing, a secret, or computed."""
    value = FIELDS[name].default
    if value is None or value is PydanticUndefined:
        return ""
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def test_every_setting_stands_in_the_example_and_nothing_else_does() -> None:
    assert sorted(told()) == sorted(FIELDS)
    assert len(re.findall(PREFIX + r"[A-Z_]+=", EXAMPLE)) == len(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_the_example_shows_the_default(name: str) -> None:
    assert told()[name] == default_of(name)


@pytest.mark.parametrize("name", FIELDS)
def test_the_example_says_what_each_setting_means(name: str) -> None:
    above = EXAMPLE.partition(f"{PREFIX}{name.upper()}=")[0].splitlines()
    assert above[-1].startswith("# ")
    assert len(above[-1]) > 10


def test_what_has_to_be_set_comes_first() -> None:
    assert tuple(told())[: len(REQUIRED)] == REQUIRED


def test_the_example_as_it_stands_lacks_only_what_has_to_be_set() -> None:
    settings = Settings(_env_file=str(ROOT / ".env.example"))
    assert settings == settings_of()
    assert missing(settings) == "ANGAT_BOT_TOKEN"


@pytest.mark.parametrize("name", FIELDS)
def test_the_readme_tells_of_each_setting(name: str) -> None:
    assert f"`{PREFIX}{name.upper()}`" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REQUIRED)
def test_what_is_missing_is_named_as_it_is_set(name: str) -> None:
    given = {one: UNPRINTED for one in REQUIRED if one != name}
    assert missing(settings_of(**given)) == f"{PREFIX}{name.upper()}"


def test_with_all_three_nothing_is_missing() -> None:
    assert missing(settings_of(**dict.fromkeys(REQUIRED, UNPRINTED))) is None


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("api_url", f"ftp://{UNPRINTED}", "is not an http(s) address"),
        ("database_url", f"sqlite:///{UNPRINTED}.db", "needs an absolute path"),
        ("database_url", f"mysql://{UNPRINTED}", "is neither sqlite"),
        ("default_zone", UNPRINTED, "is not a time zone"),
        ("bot_token", {"token": UNPRINTED}, "Input should be a valid string"),
        ("secret_key", {"key": UNPRINTED}, "Input should be a valid string"),
        ("webhook_url", UNPRINTED, "is not an http(s) address"),
        ("webhook_url", f"https:///{UNPRINTED}", "names no host"),
        ("webhook_url", f"https://a.example/{{{UNPRINTED}}}", "needs a path of letters"),
        ("webhook_url", "https://a.example/readyz", "needs a path of letters"),
        ("webhook_secret", f"{UNPRINTED} {UNPRINTED}", "is not 1 to 256 of letters"),
        ("webhook_secret", "x" * 257, "is not 1 to 256 of letters"),
        ("listen", UNPRINTED, "is no host:port"),
        ("listen", "8080", "is no host:port"),
        ("listen", "127.0.0.1:", "is no host:port"),
        ("listen", "127.0.0.1:65536", "is no host:port"),
        ("listen", ":0", "is no host:port"),
    ],
)
def test_a_wrong_setting_is_told_by_its_name_and_never_by_its_value(
    name: str, value: object, says: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        settings_of(**{name: value})

    told_as = complaint(caught.value)
    assert told_as.startswith(f"{PREFIX}{name.upper()} {says}")
    assert "\n" not in told_as
    assert UNPRINTED not in told_as + str(caught.value)


SECRET = "open-Sesame_1234567890"
HOOK = {"webhook_url": "https://a.example/hook", "webhook_secret": SECRET}


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({}, None),
        ({"webhook_secret": SECRET}, None),
        (HOOK, None),
        (HOOK | {"webhook_secret": ""}, "ANGAT_WEBHOOK_SECRET is not set"),
        (HOOK | {"webhook_url": "http://a.example/hook"}, "ANGAT_WEBHOOK_URL is not an https"),
        (HOOK | {"webhook_url": "http://a.example/hook", "api_url": "http://127.0.0.1:1"}, None),
    ],
)
def test_what_does_not_go_together_is_one_line(given: dict[str, str], about: str | None) -> None:
    line = misfit(settings_of(**given))
    assert (line is None) if about is None else (line or "").startswith(about)
    assert SECRET not in (line or "")


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({}, None),
        (HOOK, ("127.0.0.1", 8080)),
        ({"listen": "0.0.0.0:80"}, ("0.0.0.0", 80)),
        (HOOK | {"listen": "[::1]:8443"}, ("::1", 8443)),
        ({"listen": "bot.local:1"}, ("bot.local", 1)),
    ],
)
def test_where_it_listens(given: dict[str, str], place: tuple[str, int] | None) -> None:
    assert settings_of(**given).listening_at == place


def test_secrets_are_not_printed_with_the_settings() -> None:
    settings = settings_of(bot_token=SecretStr(TOKEN), secret_key=SecretStr(UNPRINTED))
    assert TOKEN not in f"{settings!r}{settings}"
    assert UNPRINTED not in f"{settings!r}{settings}"


@pytest.mark.parametrize(
    ("given", "reached_as"),
    [
        ({"data": "/srv/angat"}, "sqlite:////srv/angat/angat.db"),
        ({"database_url": "sqlite:////srv/a.db"}, "sqlite:////srv/a.db"),
        ({"database_url": "postgresql://h/d"}, "postgresql+psycopg://h/d"),
        ({"database_url": "postgresql+psycopg://h/d"}, "postgresql+psycopg://h/d"),
    ],
)
def test_the_database_is_named_as_the_library_reads_it(
    given: dict[str, str], reached_as: str
) -> None:
    assert settings_of(**given).database == reached_as


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text("ANGAT_OPERATOR=from the file\nANGAT_LOG_FORMAT=json\nELSE=1\n")
    monkeypatch.setenv("ANGAT_OPERATOR", "from the environment")
    monkeypatch.setenv("ANGAT_DEFAULT_ZONE", "")

    settings = Settings(_env_file=str(file))

    assert (settings.operator, settings.log_format) == ("from the environment", "json")
    assert settings.default_zone == "Asia/Manila"


def test_the_folder_is_the_users_own_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANGAT_DATA", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", "/srv/state")
    assert settings_of().data == Path("/srv/state/angat")
    monkeypatch.delenv("XDG_STATE_HOME")
    assert settings_of().data == Path.home() / ".local" / "state" / "angat"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "postgresql+psycopg://me:hush@db.example:6432/angat",
            "postgresql://db.example:6432/angat",
        ),
        ("postgresql+psycopg:///angat?host=/run/pg&password=hush", "postgresql:///run/pg/angat"),
        ("postgresql+psycopg://db/angat?sslpassword=hush", "postgresql://db/angat"),
        ("postgresql+psycopg:///angat", "postgresql://localhost/angat"),
    ],
)
def test_the_first_line_names_host_and_database_and_nothing_else(address: str, said: str) -> None:
    assert server_of(make_url(address)) == said
