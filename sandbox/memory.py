"""What a kept world remembers beside its database: how late it is, and Telegram's counting."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sandbox.world import OPENING, World

FILE = "world.json"


@dataclass(frozen=True, slots=True)
class Memory:
    """The numbers that were given last: none of them is given to something else later."""

    moment: str = OPENING.isoformat()
    message_id: int = 0
    update_id: int = 0

    @property
    def opening(self) -> datetime:
        return datetime.fromisoformat(self.moment)


def remembered(home: Path) -> Memory:
    file = home / FILE
    return Memory(**json.loads(file.read_text("utf-8"))) if file.exists() else Memory()


def remember(home: Path, world: World) -> None:
    telegram = world.telegram
    memory = Memory(
        world.clock.now().isoformat(), telegram.last_message_id, telegram.updates.next_id
    )
    (home / FILE).write_text(json.dumps(asdict(memory)), "utf-8")


def go_on(world: World, memory: Memory) -> None:
    """Counting goes on where it stood."""
    telegram = world.telegram
    telegram.last_message_id = max(telegram.last_message_id, memory.message_id)
    telegram.updates.next_id = max(telegram.updates.next_id, memory.update_id)


def forget(home: Path) -> None:
    for file in (*home.glob("angat.db*"), home / FILE):
        file.unlink(missing_ok=True)
