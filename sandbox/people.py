"""Somebody with a phone: says, taps, edits, and sees."""

from typing import TYPE_CHECKING

from sandbox.telegram import Account, Message

if TYPE_CHECKING:
    from sandbox.world import World


class Player:
    """A person of a world. Everything they do returns when the bot has answered."""

    def __init__(self, world: "World", account: Account) -> None:
        self.world = world
        self.account = account

    async def says(self, *lines: str, reply_to: int | None = None) -> Message:
        """One line, or several so quickly that they arrive together."""
        said = [self.world.telegram.says(self.account, line, reply_to=reply_to) for line in lines]
        await self.world.settle()
        return said[-1]

    async def edits(self, message: Message, text: str) -> None:
        self.world.telegram.edits(self.account, message.id, text)
        await self.world.settle()

    async def sends(self, kind: str, caption: str = "") -> None:
        self.world.telegram.sends(self.account, kind, caption)
        await self.world.settle()

    async def taps(self, label: str, message: Message | None = None) -> str:
        """Taps the newest button that reads so; returns the toast."""
        where, data = self.button(label, message)
        return await self.taps_data(where.id, data)

    async def taps_data(self, message_id: int, data: str) -> str:
        query = self.world.telegram.taps(self.account, message_id, data)
        await self.world.settle()
        return self.world.telegram.answer_to(query) or ""

    def button(self, label: str, message: Message | None = None) -> tuple[Message, str]:
        for shown in [message] if message else reversed(self.chat):
            for row in shown.rows:
                for button in row:
                    if button.text == label and button.data:
                        return shown, button.data
        raise LookupError(f"{self.account.first_name} sees no button {label!r}: {self.labels}")

    @property
    def chat(self) -> list[Message]:
        return self.world.telegram.history(self.account)

    @property
    def answers(self) -> list[Message]:
        """What the bot said, oldest first."""
        return [message for message in self.chat if message.sender_id != self.account.id]

    @property
    def sees(self) -> str:
        """The bot's last message, as it was sent."""
        return self.answers[-1].html if self.answers else ""

    @property
    def labels(self) -> list[list[str]]:
        """The buttons under the bot's last message."""
        return [[button.text for button in row] for row in self.answers[-1].rows]

    @property
    def reaction(self) -> str:
        """What stands on their own last message."""
        mine = [message for message in self.chat if message.sender_id == self.account.id]
        return mine[-1].reaction if mine else ""
