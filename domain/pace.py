"""How much may be said, and when: each chat's own pace, and bulk by what answers leave of 30.

Moments are seconds of a clock that never runs backwards.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import TypeAlias

ChatId: TypeAlias = int | str
BURST, EVERY_SECONDS = 3, 1.0
GROUP_MOST, GROUP_SECONDS = 20, 61.0  # 20 a minute, and a second for what travels unevenly
MOST_A_SECOND, SLOWED_TO = 30, 10
SECOND = 1.005  # a second, and what a clock may be off
LONGEST_WAY_SECONDS = 3.0
CATCH_UP_SECONDS = 0.15
TRIPS, TELLING_TRIPS = 256, 64  # fewer may all have been slow
CROWD, CROWD_SECONDS, SLOW_FOR_SECONDS = 3, 1.0, 30.0
MANY_CHATS = 1_024
LONG_AGO = float("-inf")


def is_group(chat: ChatId) -> bool:
    return isinstance(chat, str) or chat < 0


@dataclass(slots=True)
class Chat:
    """What was said in one chat lately, and until when it is stopped."""

    full_at: float = LONG_AGO
    lately: deque[float] = field(default_factory=lambda: deque(maxlen=GROUP_MOST))
    stopped_until: float = LONG_AGO

    def free_at(self) -> float:
        """The first moment with room for one more; a stop ends later than that or does not."""
        room = self.full_at - EVERY_SECONDS * (BURST - 1)
        if len(self.lately) == GROUP_MOST:
            room = max(room, self.lately[0] + GROUP_SECONDS)
        return max(room, self.stopped_until)

    def is_idle(self, now: float) -> bool:
        """Nothing of it could hold a call back any more."""
        said = self.lately[-1] if self.lately else LONG_AGO
        return max(self.full_at, self.stopped_until, said + GROUP_SECONDS) <= now


class Chats:
    """Bursts of three, then one a second; twenty a minute in a group; nothing while stopped."""

    def __init__(self) -> None:
        self.known: dict[ChatId, Chat] = {}
        self.looked_through_at = MANY_CHATS

    def wait(self, chat: ChatId, now: float) -> float:
        """Seconds until there is room for one more message or edit."""
        known = self.known.get(chat)
        return max(0.0, known.free_at() - now) if known else 0.0

    def take(self, chat: ChatId, now: float, wait: float = 0.0) -> None:
        """One more, by somebody who goes on waiting for so many seconds."""
        known, at = self.of(chat, now), now + wait
        known.full_at = max(known.full_at, at) + EVERY_SECONDS
        if is_group(chat):
            known.lately.append(at)

    def stop(self, chat: ChatId, until: float, now: float) -> None:
        """A stop is never shortened."""
        known = self.of(chat, now)
        known.stopped_until = max(known.stopped_until, until)

    def stopped_for(self, chat: ChatId, now: float) -> float:
        known = self.known.get(chat)
        return max(0.0, known.stopped_until - now) if known else 0.0

    def of(self, chat: ChatId, now: float) -> Chat:
        """Known from now on; those that are idle are forgotten when there are twice as many."""
        if chat not in self.known and len(self.known) >= self.looked_through_at:
            self.known = {one: kept for one, kept in self.known.items() if not kept.is_idle(now)}
            self.looked_through_at = max(MANY_CHATS, 2 * len(self.known))
        return self.known.setdefault(chat, Chat())


@dataclass(slots=True)
class Call:
    """A message or an edit on its way; its place of the 30 is free again at `free_at`."""

    began: float
    free_at: float


class Bulk:
    """Never more than 30 in any second as Telegram sees them, however unevenly calls travel.

    A call reached Telegram between its beginning and its answer, less the way that even the
    quickest took; so its place is free a second after the last moment it can have arrived.
    """

    def __init__(self) -> None:
        self.calls: deque[Call] = deque()
        self.next_at = LONG_AGO
        self.trips: deque[float] = deque(maxlen=TRIPS)
        self.slow_until = LONG_AGO
        self.refused: deque[tuple[float, ChatId]] = deque(maxlen=CROWD * 8)

    def most(self, now: float) -> int:
        return SLOWED_TO if now < self.slow_until else MOST_A_SECOND

    def begin(self, now: float) -> Call:
        """An answer begins whenever it wants to, and takes a place."""
        while self.calls and self.calls[0].free_at <= now:
            self.calls.popleft()
        call = Call(now, now + LONGEST_WAY_SECONDS)
        self.calls.append(call)
        return call

    def begin_bulk(self, now: float) -> Call:
        """Evenly spaced; what was missed in the last moments is caught up with."""
        self.next_at = max(self.next_at, now - CATCH_UP_SECONDS) + 1 / self.most(now)
        return self.begin(now)

    def end(self, call: Call, now: float) -> None:
        self.trips.append(now - call.began)
        quickest = min(self.trips) if len(self.trips) >= TELLING_TRIPS else 0.0
        call.free_at = min(call.free_at, now - quickest + SECOND)

    def wait(self, now: float) -> float:
        """Seconds until a bulk letter may begin, unless an answer takes the place."""
        taken = sorted(call.free_at for call in self.calls if call.free_at > now)
        over = len(taken) - self.most(now)
        place = taken[over] if over >= 0 else now
        return max(0.0, place - now, self.next_at - now)

    def told_to_wait(self, chat: ChatId, now: float) -> None:
        """Several chats within a second: it is the crowd that is too much, not the chats."""
        self.refused.append((now, chat))
        lately = {one for at, one in self.refused if at > now - CROWD_SECONDS}
        if len(lately) >= CROWD:
            self.slow_until = now + SLOW_FOR_SECONDS
