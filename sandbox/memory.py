"""What a kept world remembers beside its database: how late it is, and Telegram's counting."""

import json
from dataclasses import asdict, dataclass, field
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
    message_ids: dict[str, int] = field(default_factory=dict)

    @property
    def opening(self) -> datetime:
        return datetime.fromisoformat(self.moment)


def has_memory(home: Path) -> bool:
    return (home / FILE).exists()


def remembered(home: Path) -> Memory:
    return Memory(**json.loads((home / FILE).read_text("utf-8"))) if has_memory(home) else Memory()


def remember(home: Path, world: World) -> None:
    telegram = world.telegram
    counts = {str(chat.id): chat.last_message_id for chat in telegram.chats.values()}
    memory = Memory(
        world.clock.now().isoformat(),
        telegram.last_message_id,
        telegram.updates.next_id,
        {chat_id: count for chat_id, count in counts.items() if count},
    )
    (home / FILE).write_text(json.dumps(asdict(memory)), "utf-8")


def go_on(world: World, memory: Memory) -> None:
    """Counting goes on where it stood, in the supergroups by themselves."""
    telegram = world.telegram
    telegram.last_message_id = max(telegram.last_message_id, memory.message_id)
    if memory.update_id and telegram.updates.numbered_at is None:
        telegram.updates.next_id = memory.update_id  # after a jump it may be a lower one
    for chat in telegram.chats.values():
        counted = memory.message_ids.get(str(chat.id), 0)
        chat.last_message_id = max(chat.last_message_id, counted)


def forget(home: Path) -> None:
    for file in (*home.glob("angat.db*"), home / FILE):
        file.unlink(missing_ok=True)
