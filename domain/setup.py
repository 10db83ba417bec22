"""The four taps of the first session, and what comes after which."""

from enum import StrEnum


class Stage(StrEnum):
    """What set-up asks next; DONE asks nothing."""

    WIN = "win"
    STARTS = "starts"
    HOUR = "hour"
    REST = "rest"
    DONE = "done"


AFTER = {
    Stage.WIN: Stage.HOUR,
    Stage.STARTS: Stage.HOUR,
    Stage.HOUR: Stage.REST,
    Stage.REST: Stage.DONE,
    Stage.DONE: Stage.DONE,
}
