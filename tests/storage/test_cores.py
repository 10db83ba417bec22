"""Two threads on one core; whoever they start roams again."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage import cores


@pytest.fixture
def pair() -> Iterator[list[int | None]]:
    """Two threads that live as long as the test, by their native ids."""
    over = threading.Event()
    threads = [threading.Thread(target=over.wait, daemon=True) for _ in range(2)]
    for one in threads:
        one.start()
    yield [one.native_id for one in threads]
    over.set()
    for one in threads:
        one.join()


def where(thread: int | None) -> set[int]:
    return os.sched_getaffinity(thread or 0)


def test_they_share_one_core_and_nobody_else_does(pair: list[int | None]) -> None:
    cores.keep_together([*pair, None])

    first, second = map(where, pair)
    assert first == second
    assert len(first) == 1
    assert where(threading.get_native_id()) == cores.ALL


def test_what_a_kept_thread_starts_runs_anywhere() -> None:
    def started() -> set[int]:
        cores.keep_together([threading.get_native_id()])
        with ThreadPoolExecutor(1, initializer=cores.anywhere) as pool:
            return pool.submit(where, None).result()

    with ThreadPoolExecutor(1) as kept:
        assert kept.submit(started).result() == cores.ALL


def test_with_one_core_nothing_is_done(
    pair: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = where(pair[0])
    monkeypatch.setattr(cores, "ALL", {min(cores.ALL)})

    cores.keep_together(pair)

    assert where(pair[0]) == before


def test_where_it_is_forbidden_they_stay_as_they_are(
    pair: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cores, "ALL", {9998, 9999})
    before = where(pair[0])

    cores.keep_together(pair)
    cores.anywhere()

    assert where(pair[0]) == before
