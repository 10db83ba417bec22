"""People who go on talking whatever happens to the bot, and know what ought to come of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from sandbox.telegram import Message
from tests.engine.service import Caller, Watched
from views.taps import Verb, read

ASKED = "What's the number?"
HELPED = "Not okay right now?"
MOST_MEANWHILE = 80
Story = Iterator[Callable[[], bool]]


@dataclass(frozen=True, slots=True)
class Number:
    """Typed once that question was seen, by the ids of both messages; `win` is what was tapped."""

    win: int
    number: int
    asked: int
    answered: int


class Talker(Caller):
    """Does the next thing as soon as the answer to the last one is there to be seen.

    `lines` are the wins they typed, by message; `undone` the wins they took out again.
    """

    def __init__(self, telegram: Watched, name: str, dice: Random, *, hour: str = "") -> None:
        """Somebody new says the hour when set-up asks for it."""
        super().__init__(telegram, telegram.person(name))
        self.account.wrote = True
        self.dice = dice
        self.hour = hour
        self.lines: dict[int, str] = {}
        self.undone: set[int] = set()
        self.numbers: list[Number] = []
        self.newest = 0
        self.told = 0
        self.stopping = False
        self.done = False
        self.story = self.life()
        self.sees: Callable[[], bool] = lambda: True

    def goes_on(self) -> None:
        while not self.done and self.sees():
            following = next(self.story, None)
            self.done = following is None
            self.sees = following or self.sees

    def life(self) -> Story:
        """Ends between two things, once they are told to stop."""
        if self.hour:
            yield from self.sets_up()
        things = (
            *(self.wins, self.hurries, self.asks_for_help, self.edits, self.undoes),
            *(self.gives_a_number, self.gives_a_number),
        )
        while not self.stopping:
            yield from self.dice.choice(things)()

    def sets_up(self) -> Story:
        self.says("/start")
        for label in ("Start", "Skip"):
            yield self.offered(label)
            self.taps(label)
        yield self.offered("7 AM")
        self.says(self.hour)
        yield self.offered("Sat Sun")
        self.taps("Sat Sun")
        yield lambda: any(one.html.startswith("Set: ") for one in self.answers)

    def wins(self) -> Story:
        self.types()
        yield self.is_kept

    def hurries(self) -> Story:
        """Two lines at once; their receipt is about the second."""
        self.types()
        yield from self.wins()

    def edits(self) -> Story:
        said = self.types()
        yield self.is_kept
        self.lines[said.id] += ", all of them"
        self.telegram.edits(self.account, said.id, self.lines[said.id])

    def undoes(self) -> Story:
        yield from self.wins()
        self.undone.add(self.tapped("Undo"))

    def asks_for_help(self) -> Story:
        before = sum(one.text.startswith(HELPED) for one in self.answers)
        self.says("/help")
        yield lambda: sum(one.text.startswith(HELPED) for one in self.answers) > before

    def gives_a_number(self) -> Story:
        yield from self.wins()
        before = self.answers[-1].id
        win = self.tapped("+ Number")
        yield lambda: self.last_asked() > before
        self.told += 1
        number = 100 + self.told
        asked = self.last_asked()
        said = self.telegram.says(self.account, f"{number} calls")
        self.numbers.append(Number(win, number, asked, said.id))
        yield lambda: self.is_kept() or self.is_echoed(f"{number} calls")

    def types(self) -> Message:
        self.told += 1
        text = f"closed {self.told} cases for {self.account.first_name}"
        said = self.telegram.says(self.account, text)
        self.lines[said.id] = text
        return said

    def tapped(self, label: str) -> int:
        """Taps it below the newest receipt; returns the win that the button is about."""
        for shown in reversed(self.answers):
            for button in (button for row in shown.rows for button in row):
                if button.text == label and button.data:
                    self.telegram.taps(self.account, shown.id, button.data)
                    return about(button.data)
        raise LookupError(f"there is no button {label!r}")

    def is_kept(self) -> bool:
        """There is a receipt with a newer win than any before."""
        newest = max(self.receipts(), default=0)
        is_new = newest > self.newest
        self.newest = max(newest, self.newest)
        return is_new

    def receipts(self) -> Iterator[int]:
        """The wins below whose receipts something can be tapped.

        Quick wins share a receipt for 20 s, however much was answered below it meanwhile.
        """
        for shown in self.answers[-MOST_MEANWHILE:]:
            for button in (button for row in shown.rows for button in row):
                if button.data and button.data.startswith(f"{Verb.WIN_NUMBER}:"):
                    yield about(button.data)

    def offered(self, label: str) -> Callable[[], bool]:
        return lambda: any(
            button.text == label for one in self.answers for row in one.rows for button in row
        )

    def last_asked(self) -> int:
        return max((one.id for one in self.answers if one.html.startswith(ASKED)), default=0)

    def is_echoed(self, words: str) -> bool:
        return any(one.html.startswith(words) for one in self.answers)


def about(data: str) -> int:
    tap = read(data)
    assert tap is not None
    return tap.row
