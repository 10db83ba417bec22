"""Which cores the threads that write run on; where the system has no say in it, nothing is done."""

import os
import secrets
from collections.abc import Iterable, Set
from contextlib import suppress

AFFINE = hasattr(os, "sched_setaffinity")
ALL: Set[int] = os.sched_getaffinity(0) if AFFINE else set()


def keep_together(threads: Iterable[int | None]) -> None:
    """On one core, by their native ids: the interpreter lets only one of them run at a time anyway.

    What the one has just made is still at hand there when the other goes on with it.
    """
    cores = sorted(ALL)
    if len(cores) < 2:
        return
    core = secrets.choice(cores)
    with suppress(OSError):  # where that is not allowed they stay as they are
        for thread in threads:
            if thread is not None:
                os.sched_setaffinity(thread, {core})


def anywhere() -> None:
    """This thread runs on any core, also when who started it may not."""
    if AFFINE:
        with suppress(OSError):
            os.sched_setaffinity(0, ALL)
