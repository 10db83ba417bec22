"""Updates that wait: added, looked at, taken away, each at the same price however many wait."""

import heapq
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sandbox.telegram.messages import Json


@dataclass(frozen=True, slots=True)
class Pending:
    """One place in the queue; an update that comes twice has two."""

    place: int
    update_id: int
    update: Json
    expires_at: datetime


class Queue:
    """In the order they are handed out, which is the order of their ids but for faults."""

    def __init__(self) -> None:
        self.places: OrderedDict[int, Pending] = OrderedDict()
        self.expiries: list[tuple[datetime, int]] = []
        self.added = 0
        self.highest_id = 0
        self.is_in_order = True

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Pending]:
        return iter(self.places.values())

    def __contains__(self, pending: Pending) -> bool:
        return pending.place in self.places

    @property
    def newest(self) -> Pending:
        return self.places[next(reversed(self.places))]

    def add(self, update_id: int, update: Json, expires_at: datetime) -> Pending:
        if not self.places:
            self.highest_id, self.is_in_order = update_id, True
        self.is_in_order = self.is_in_order and update_id >= self.highest_id
        self.highest_id = max(self.highest_id, update_id)
        self.added += 1
        pending = Pending(self.added, update_id, update, expires_at)
        self.places[pending.place] = pending
        heapq.heappush(self.expiries, (expires_at, pending.place))
        return pending

    def pop(self) -> Pending:
        """The newest, as if it had never come."""
        return self.places.popitem()[1]

    def remove(self, pending: Pending) -> None:
        self.places.pop(pending.place, None)

    def clear(self) -> None:
        self.places.clear()
        self.expiries.clear()

    def expire(self, now: datetime) -> None:
        while self.expiries and self.expiries[0][0] <= now:
            self.places.pop(heapq.heappop(self.expiries)[1], None)

    def confirm(self, offset: int) -> None:
        """Everything below the offset is done."""
        if not self.is_in_order:
            for pending in [one for one in self if one.update_id < offset]:
                self.remove(pending)
            return
        while self.places and next(iter(self)).update_id < offset:
            self.places.popitem(last=False)

    def keep_newest(self, most: int) -> None:
        while len(self.places) > most:
            self.places.popitem(last=False)
