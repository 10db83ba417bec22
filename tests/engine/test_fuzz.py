"""Updates from the published specification: nothing breaks, and nobody gets what isn't theirs."""

from pathlib import Path

import pytest
import structlog
from hypothesis import settings
from sqlmodel import Session

from sandbox.world import World
from storage import people
from tests.engine.cases import Case, user
from tests.engine.crowd import SEALED, gather
from tests.engine.faults import break_on
from tests.engine.fuzzing import fuzz, fuzzing
from tests.engine.watching import watching

UPDATES = 500
FIXED = settings(max_examples=UPDATES, derandomize=True)


def test_no_update_breaks_a_handler_or_reaches_what_is_somebody_elses(
    template: Path, tmp_path: Path
) -> None:
    with fuzzing(template, tmp_path) as one:
        fuzz(one, FIXED)

        assert one.met >= UPDATES


async def test_whoever_watches_sees_each_kind_of_harm(world: World) -> None:
    """Planted, one after another: a mistake, a leak, a changed row, a word in the log."""
    crowd = await gather(world)
    jessa, marco = list(crowd.marks)[:2]

    with watching(world, crowd) as watch:
        mend = break_on(world, "31 calls")
        broke = await watch.meets(Case(by(jessa, "31 calls")))
        mend()
        await world.angat.bot.send_message(marco, "Zqjessa closed 31 calls")
        leaked = list(watch.leaked(world.telegram.journal[-1:]))
        await world.angat.db.write(rename)
        changed = await watch.meets(Case(by(jessa, "/help")))
        structlog.get_logger("test").error(f"{SEALED} is kept")
        told = list(watch.told(watch.logged[-1:]))

    assert broke[0].startswith("a handler broke")
    assert leaked == [f"sendMessage to {marco} has what is zqjessa's"]
    assert changed == [f"{jessa} changed what is {marco}'s"]
    assert told == [f"a log line has {SEALED}"]


def rename(session: Session) -> None:
    people.change(session, 2, name="x")


def by(who: int, text: str) -> dict[str, object]:
    chat = {"id": who, "type": "private"}
    return {
        "message": {"message_id": 900, "date": 1, "chat": chat, "from": user(who), "text": text}
    }


@pytest.mark.parametrize("text", ["/start", "31 calls"])
async def test_a_stranger_has_rows_only_by_starting(world: World, text: str) -> None:
    crowd = await gather(world)
    update = by(crowd.strangers[0], text)

    with watching(world, crowd) as watch:
        wrong = await watch.meets(Case(update))

    assert wrong == []
    assert crowd.strangers[0] not in watch.owned()
