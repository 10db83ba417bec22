"""What the page is sent: as much as is asked for, whatever the world holds."""

import json
from itertools import count
from typing import Any

import pytest

from sandbox.page_state import A_PAGE, Asked, page_state
from sandbox.reading import MOST_LOOKED_AT, Reading
from sandbox.spots import Spot
from tests.browser.stages import SmallStage

MANY = 50_000


@pytest.fixture
def stage() -> SmallStage:
    return SmallStage()


def shown(state: dict[str, Any]) -> list[str]:
    return [message["text"] for message in state["messages"]]


def test_a_page_of_a_long_chat_is_sent_and_older_ones_when_asked(stage: SmallStage) -> None:
    for number in range(200):
        stage.telegram.says(stage.jessa, f"line {number}")
    who = stage.jessa.id

    newest: Any = page_state(stage, Reading(), Asked(who), 0)
    oldest = newest["messages"][0]["id"]
    more: Any = page_state(stage, Reading(), Asked(who, oldest=oldest, older=60), 0)
    everything: Any = page_state(stage, Reading(), Asked(who, oldest=1), 0)

    assert shown(newest) == [f"line {number}" for number in range(200 - A_PAGE, 200)]
    assert shown(more) == [f"line {number}" for number in range(200 - 2 * A_PAGE, 200)]
    assert (newest["older"], more["older"], everything["older"]) == (True, True, False)
    assert len(shown(everything)) == 200


def test_a_world_of_50000_messages_sends_no_more_than_a_small_one(stage: SmallStage) -> None:
    numbers = count()
    for _ in range(MANY // 2):
        stage.telegram.says(stage.ana, f"line {next(numbers)}", to=stage.team)
        stage.telegram.says(stage.ana, f"line {next(numbers)}", to=stage.wins)
    stage.telegram.updates.forget()

    state: Any = page_state(stage, Reading(), Asked(stage.jessa.id, stage.team.id), 0)

    assert len(state["messages"]) == A_PAGE
    assert len(json.dumps(state)) < 40_000
    unread = {chat["title"]: chat["unread"] for chat in state["chats"]}
    assert unread == {"Angat": 0, "Malaya": MOST_LOOKED_AT, "Night floor": MOST_LOOKED_AT}


def test_what_somebody_looked_at_is_read_in_that_topic_alone(stage: SmallStage) -> None:
    reading = Reading()
    reading.follow(stage)
    stage.telegram.says(stage.ana, "general", to=stage.floor)
    stage.telegram.says(stage.ana, "a win", to=stage.wins)
    assert dict(reading.unread(stage.jessa, stage.floor)) == {1: 1, stage.wins.id: 1}
    assert reading.unread(stage.ana, stage.floor).total() == 0

    assert reading.looked(Spot(stage.jessa, stage.floor, 1))
    assert not reading.looked(Spot(stage.jessa, stage.floor, 1))

    assert dict(reading.unread(stage.jessa, stage.floor)) == {stage.wins.id: 1}
    stage.made_anew()
    reading.follow(stage)
    assert reading.unread(stage.jessa, stage.floor).total() == 0
