"""What is private is nowhere but sealed: no log line, no row on the way, no byte of the file."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import pytest
import structlog
from telegram.error import TelegramError
from typing_extensions import override

from bot.log import LIBRARIES, set_up_logging
from bot.wire import Wire
from sandbox.plays import flat
from sandbox.telegram.faults import NOT_CONNECTED, garbled
from sandbox.telegram.http import serving
from sandbox.world import World, open_world
from storage.faults import DatabaseWaits
from storage.seals import new_key
from tests.engine.faults import Rough, break_on
from tests.engine.looking import column, dead_rows, rows
from tests.engine.planted import (
    ENERGY,
    EVERY_WORD,
    NOTE,
    SEALED_WORDS,
    VENT,
    WIN,
    PlantedSpeaker,
    found_in_file,
    found_on_the_way,
    morning_with_energy,
    without_what_is_sealed,
)
from tests.engine.service import Service, Watched

TOKEN = "4200:SECRETsecretSECRETsecretSECRETsecret0"


def whole_text(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + repr(error)


class Everything(logging.Handler):
    """What any library says, before anybody has taken anything out of it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[logging.LogRecord] = []
        self.text = ""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record)
        raised = record.exc_info[1] if record.exc_info else None
        self.text += record.getMessage() + (whole_text(raised) if raised else "")


@contextmanager
def hearing() -> Iterator[Everything]:
    """Logs as the service does, the root wide open; all of it is undone."""
    root, known = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    names = (*LIBRARIES, "telegram.request.BaseRequest")
    levels = {name: logging.getLogger(name).level for name in names}
    everything = Everything()
    root.handlers = []
    set_up_logging("text")
    root.handlers.insert(0, everything)
    root.setLevel(logging.DEBUG)
    try:
        yield everything
    finally:
        root.handlers = handlers
        root.setLevel(level)
        for name, was in levels.items():
            logging.getLogger(name).setLevel(was)
        structlog.configure(**known)


async def tell_everything(world: World) -> None:
    """A vent kept, a win with a number, the lowest energy with a reason and a note; /export."""
    jessa = await morning_with_energy(world)
    await jessa.taps(ENERGY[0])
    await jessa.taps("Rude caller")
    await jessa.taps("Add a note")
    await jessa.says(NOTE)
    await world.travel(minutes=3)
    await jessa.says(VENT)
    await jessa.taps("Keep, just for me")
    await jessa.says(WIN)
    await jessa.taps("More")
    for command in ("/wins", "/progress", "/checkin", "/export"):
        await jessa.says(command)
    exported = next(one.file_bytes.decode() for one in jessa.answers if one.file_bytes)
    assert all(word in exported for word in ("vent4471marker", "note9920marker", "win5538marker"))


async def test_what_is_sealed_is_in_no_log_line_and_no_byte_of_the_database(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with hearing() as heard:
        await check_files(database)

    printed = "".join(capsys.readouterr())
    assert [word for word in EVERY_WORD if word in heard.text + printed] == []


async def check_files(database: str) -> None:
    async with open_world(database, speaker=PlantedSpeaker()) as world:
        await tell_everything(world)
        assert world.errors == []
        assert found_in_file(world, SEALED_WORDS) == []
        assert found_in_file(world, ("win5538marker",)) == ["win5538marker"]
        assert found_on_the_way(world, EVERY_WORD) == []
        await world.travel(days=1)
        assert found_in_file(world, SEALED_WORDS) == []


async def test_libraries_stay_quiet_even_when_the_root_is_wide_open(
    database: str,
) -> None:
    with hearing() as heard:
        async with open_world(database, speaker=PlantedSpeaker()) as world:
            await tell_everything(world)
        for name in LIBRARIES:
            assert logging.getLogger(name).getEffectiveLevel() >= logging.INFO

    low = [one.name for one in heard.said if one.levelno < logging.INFO]
    assert set(low) <= {"asyncio"}


async def test_while_a_line_waits_or_is_dead_its_words_are_sealed(
    rough: Rough, capsys: pytest.CaptureFixture[str]
) -> None:
    jessa = rough.world.person("Jessa")
    await jessa.says("/start")
    break_on(rough.world, VENT)

    with hearing() as heard:
        await jessa.says(VENT, WIN)
        assert len(column(rough.world, "SELECT body FROM inbox WHERE body IS NOT NULL")) == 2
        assert found_on_the_way(rough.world, EVERY_WORD) == []
        await rough.world.travel(minutes=1)

    assert dead_rows(rough.world) == 1
    assert found_on_the_way(rough.world, EVERY_WORD) == []
    assert found_in_file(rough.world, ("vent4471marker",)) == []
    printed = "".join(capsys.readouterr())
    assert "an update is dead" in printed
    assert [word for word in EVERY_WORD if word in heard.text + printed] == []


async def test_an_answer_that_became_a_letter_is_sealed(rough: Rough) -> None:
    jessa = rough.world.person("Jessa")
    await jessa.says("/start")
    await jessa.says("closed 31 tickets")
    await jessa.taps("More")
    await jessa.taps("Edit")
    rough.meets("sendMessage", *[NOT_CONNECTED] * 9)

    await jessa.says(WIN)

    assert column(rough.world, "SELECT state FROM outbox") == ["waiting"]
    assert found_on_the_way(rough.world, EVERY_WORD) == []


async def test_no_column_and_no_length_tells_the_five_answers_apart(
    tmp_path: Path,
) -> None:
    dumps, sealed = [], []
    key = new_key()
    for number, label in enumerate(ENERGY):
        file = tmp_path / f"{number}.db"
        async with open_world(f"sqlite:///{file}", key=key, speaker=PlantedSpeaker()) as world:
            jessa = await morning_with_energy(world)
            await jessa.taps(label)
            dumps.append(without_what_is_sealed(world))
            sealed.append(column(world, "SELECT sealed FROM checkin")[0])

    for dump in dumps[1:]:
        assert dump == dumps[0]
    assert len(set(sealed)) == 5
    assert len({len(one) for one in sealed}) == 1


async def test_equal_answers_are_sealed_unequally(database: str) -> None:
    async with open_world(database, speaker=PlantedSpeaker()) as world:
        jessa = await morning_with_energy(world)
        for _ in range(3):
            await jessa.taps(ENERGY[3])
            await world.travel(days=1)

        sealed = column(world, "SELECT sealed FROM checkin")
    assert len(sealed) == 3
    assert len({one[:60] for one in sealed}) == 3


@pytest.mark.parametrize("label", ["Low", "Full"])
async def test_an_energy_answer_that_became_a_letter_is_as_long_as_any_other(
    rough: Rough, label: str
) -> None:
    jessa = await morning_with_energy(rough.world)
    rough.meets("sendMessage", *[NOT_CONNECTED] * 9)
    await jessa.taps(label)
    await rough.world.travel(days=1)
    rough.mends()
    rough.meets("sendMessage", *[NOT_CONNECTED] * 9)
    await jessa.taps("Half")

    lengths = rows(rough.world, "SELECT DISTINCT length(sealed) FROM outbox WHERE kind = 'answer'")
    assert len(lengths) == 1


async def test_the_open_question_does_not_tell_a_low_answer(tmp_path: Path) -> None:
    """Whoever can add a note to one answer can add it to any."""
    asked = []
    for label in ("Empty", "Full"):
        async with open_world(f"sqlite:///{tmp_path}/{label}.db") as world:
            jessa = await morning_with_energy(world)
            await jessa.taps(label)
            if "Add a note" in flat(jessa):
                await jessa.taps("Add a note")
            asked.append(rows(world, "SELECT state, about FROM conversation"))

    assert asked[0] == asked[1]


async def test_an_unreachable_telegram_is_told_without_its_address() -> None:
    telegram = Watched()
    async with serving(telegram) as address:
        pass
    async with AsyncExitStack() as stack:
        wire = Wire()
        await wire.initialize()
        stack.push_async_callback(wire.shutdown)
        for url in (f"{address}/bot{TOKEN}/getMe", f"{address}:99999/bot{TOKEN}/getMe"):
            with pytest.raises(TelegramError) as raised:
                await wire.post(url)
            assert TOKEN not in whole_text(raised.value)


async def test_a_refusing_telegram_leaves_no_token_in_what_the_service_says(
    service: Service,
) -> None:
    await service.start()
    polls = service.telegram.calls("getUpdates")
    service.telegram.restart()
    await service.telegram.until(lambda: service.telegram.calls("getUpdates") > polls)
    await service.stopped()

    assert "Telegram does not answer" in service.said()
    assert service.telegram.token not in service.said()
    assert service.telegram.token.partition(":")[2] not in service.said()


async def test_an_answer_of_telegram_that_is_cut_is_in_no_log_line(
    rough: Rough, capsys: pytest.CaptureFixture[str]
) -> None:
    jessa = rough.world.person("Jessa")
    await jessa.says("/start")
    half = garbled(b'{"ok":true,"result":[{"message":{"text":"vent4471marker')
    rough.meets("sendMessage", half)
    rough.meets("getUpdates", half)

    with hearing() as heard:
        with pytest.raises(TelegramError):
            await rough.world.app.receiver.poll_once()
        await jessa.says("31 calls")

    printed = "".join(capsys.readouterr())
    assert "vent4471marker" not in heard.text + printed


def test_a_token_in_any_line_is_taken_out(capsys: pytest.CaptureFixture[str]) -> None:
    with hearing():
        logging.getLogger("httpx").error("HTTP Request: %s", f"https://x/bot{TOKEN}/getMe")
        structlog.get_logger("angat").error("Telegram", address=f"https://x/bot{TOKEN}/getMe")

    printed = "".join(capsys.readouterr())
    assert printed.count("<token>") == 2
    assert TOKEN not in printed


def test_a_waiting_database_says_no_values() -> None:
    assert str(DatabaseWaits("OperationalError")) == "OperationalError"
