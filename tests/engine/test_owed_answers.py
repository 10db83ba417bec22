"""Answers that Telegram held up: in their order, the newest edit alone, and files made again."""

import json

import pytest
from structlog.testing import capture_logs

from actions import letters as actions
from sandbox.people import Player
from sandbox.plays import set_up
from sandbox.telegram.faults import NOT_CONNECTED, Fault, refused_as, slow_down
from tests.engine.faults import Rough
from tests.engine.looking import column, letters, open_rows

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")


async def agent(rough: Rough) -> Player:
    jessa = rough.world.person("Jessa")
    await set_up(jessa)
    return jessa


async def test_what_is_said_after_an_owed_answer_comes_after_it(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.meets("sendMessage", slow_down(40))
    said = len(jessa.answers)

    await jessa.says("closed 31 tickets")
    await jessa.says("/wins")
    await jessa.says("/progress")
    assert len(jessa.answers) == said
    await rough.world.travel(minutes=1)

    receipt, listed, progress = (one.html for one in jessa.answers[said:])
    assert receipt.startswith("Kept, ")
    assert "closed 31 tickets" in listed
    assert progress.startswith("<b>Your week")
    assert letters(rough.world) == ["sent", "sent", "sent"]


async def test_once_nothing_is_owed_it_is_spoken_directly_again(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.meets("sendMessage", slow_down(40))
    await jessa.says("closed 31 tickets")
    await rough.world.travel(minutes=1)
    assert rough.world.angat.post.owing == {}

    await jessa.says("/wins")

    assert letters(rough.world) == ["sent"]
    assert "closed 31 tickets" in jessa.sees


async def test_an_owed_answer_that_came_too_late_holds_nothing_up(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.meets("sendMessage", *[NOT_CONNECTED] * 50)
    await jessa.says("closed 31 tickets")
    await rough.world.travel(minutes=11)
    rough.mends()
    said = len(jessa.answers)

    await jessa.says("/wins")

    assert letters(rough.world) == ["expired"]
    assert len(jessa.answers) == said + 1


async def test_a_start_knows_who_is_owed_an_answer(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.meets("sendMessage", slow_down(40))
    await jessa.says("closed 31 tickets")
    rough.world.angat.post.owing.clear()

    await actions.recover(rough.world.angat)

    assert list(rough.world.angat.post.owing) == [jessa.account.id]


async def test_nobody_else_is_behind_an_owed_answer(rough: Rough) -> None:
    jessa, marco = await agent(rough), rough.world.person("Marco")
    await marco.says("/start")
    rough.world.telegram.faults.meets("sendMessage", slow_down(40), chat=jessa.account.id)
    await jessa.says("closed 31 tickets")
    said = len(marco.answers)

    await marco.says("/privacy")

    assert len(marco.answers) == said + 1


@pytest.mark.parametrize(
    "faults", [[NOT_CONNECTED] * 2, [slow_down(20)]], ids=["not connected", "429"]
)
async def test_of_several_edits_of_a_message_the_newest_alone_is_made(
    rough: Rough, faults: list[Fault]
) -> None:
    jessa = await agent(rough)
    await jessa.says("closed 31 tickets")
    shown, undo = jessa.button("Undo")
    rough.meets("editMessageText", *faults)
    before = len(rough.attempts("editMessageText"))

    await jessa.taps("Undo")
    await jessa.says("/wins")
    await jessa.taps_data(shown.id, undo)
    await rough.world.travel(minutes=2)

    assert letters(rough.world) == ["sent", "sent"]
    assert column(rough.world, "SELECT edits FROM outbox") == [None, None]
    assert len(rough.attempts("editMessageText")) - before <= len(faults) + 1
    standing = next(one for one in jessa.answers if one.id == shown.id)
    assert standing.html.startswith("Taken out.")


async def test_a_file_that_was_not_sent_is_made_again(rough: Rough) -> None:
    jessa = await agent(rough)
    rough.meets("sendDocument", NOT_CONNECTED, slow_down(40))

    await jessa.says("/export")
    assert open_rows(rough.world) == 1
    await rough.world.travel(minutes=2)

    assert json.loads(jessa.answers[-1].file_bytes)["person"]["name"] == "Jessa"
    assert open_rows(rough.world) == 0
    asked = rough.attempts("sendDocument")
    assert (asked[-1] - asked[-2]).total_seconds() >= 40


@pytest.mark.parametrize(
    "faults", [[refused_as("message caption is too long")], [NOT_CONNECTED] * 99], ids=["400", "-"]
)
async def test_a_file_that_failed_is_one_honest_sentence(rough: Rough, faults: list[Fault]) -> None:
    jessa = await agent(rough)
    rough.meets("sendDocument", *faults)

    await jessa.says("/export")
    await rough.world.travel(minutes=11)

    assert "file" in jessa.sees.lower()
    assert jessa.answers[-1].file is None
    assert rough.world.app.receiver.broken == []


def documents(rough: Rough) -> list[str]:
    """What was given as the document: `upload` for a file, else an id."""
    calls = [one for one in rough.world.telegram.journal if one.method == "sendDocument"]
    return ["id" if "document" in one.params else "upload" for one in calls]


def documents_known(rough: Rough) -> list[str]:
    """Ids that Telegram gave to files."""
    return list(rough.world.telegram.files)


async def test_a_file_that_is_the_same_as_before_goes_by_its_id(rough: Rough) -> None:
    jessa = await agent(rough)
    await jessa.says("closed 31 tickets")

    await jessa.says("/export")
    await jessa.says("/export")
    await jessa.says("zero holds")
    await jessa.says("/export")

    assert documents(rough) == ["upload", "id", "upload"]
    first, second = [one.file_bytes for one in jessa.answers if one.file][:2]
    assert first == second


@pytest.mark.parametrize("words", ["wrong file identifier", "temporarily unavailable"])
async def test_an_id_that_telegram_cannot_use_is_dropped_and_the_file_uploaded_once(
    rough: Rough, words: str
) -> None:
    jessa = await agent(rough)
    await jessa.says("/export")
    rough.meets("sendDocument", refused_as(words))

    with capture_logs() as lines:
        await jessa.says("/export")
    await jessa.says("/export")

    assert documents(rough) == ["upload", "id", "upload", "id"]
    assert len(lines) == 1


async def test_the_id_of_a_file_is_sealed_and_leaves_with_its_person_or_after_a_day(
    rough: Rough,
) -> None:
    jessa = await agent(rough)
    await jessa.says("/export")
    (kept,) = column(rough.world, "SELECT sealed FROM file")
    known = column(rough.world, "SELECT content FROM file")
    assert not [one for one in documents_known(rough) if one in f"{known} {kept!r}"]

    await rough.world.travel(days=2)

    assert column(rough.world, "SELECT id FROM file") == []
