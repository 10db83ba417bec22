"""Repeated taps with new ids have no second effect, whatever the button."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest

from tests.engine.tapping import Again, Outcome, Story, tapped_through
from views.taps import Verb

NEWCOMER: Story = ("/start", (Verb.WHO_SEES, ""), (Verb.NOT_FOR_ME, ""))
STRANGER: Story = (
    "closed 40 tickets",
    (Verb.BEGIN, ""),
    (Verb.START, ""),
    (Verb.SETUP_SKIP, "hour"),
)
NIGHTS: Story = (
    *("/start", (Verb.LANGUAGE, "fil"), (Verb.LANGUAGE, "en"), (Verb.START, "")),
    *((Verb.SETUP_CHIP, ""), (Verb.SETUP_HOUR, "420"), (Verb.SETUP_REST, "o")),
    *((Verb.SETUP_REST, "t5"), (Verb.SETUP_REST, "done")),
)
WINS: Story = (
    *("31 calls, zero hold", (Verb.WIN_NUMBER, ""), "AHT 480 to 410", (Verb.WIN_BASIS, "")),
    *("helped Lia with the refund flow", (Verb.WIN_MORE, ""), (Verb.WIN_LESS, "")),
    *((Verb.WIN_MORE, ""), (Verb.WIN_EDIT, ""), "helped Lia with a refund"),
    *((Verb.WIN_MORE, ""), (Verb.WIN_KIND, ""), (Verb.WIN_TAG, "")),
    *("closed 11 tickets", (Verb.WIN_MORE, ""), (Verb.WIN_SHIFT, ""), (Verb.WIN_MOVE, "")),
    *("closed 12 tickets", (Verb.WIN_UNDO, ""), (Verb.WIN_BACK, "")),
    *("closed 14 tickets", "closed 15 tickets", "closed 16 tickets", "/wins", (Verb.LIST_PAGE, "")),
    *((Verb.WIN_MORE, ""), (Verb.WIN_DELETE, ""), (Verb.WIN_BACK, "")),
    *("thank you", (Verb.WIN_IT_IS, "")),
    *("so fed up, this job drains me", (Verb.WIN_KEEP_NOTE, "")),
    *("fed up again, this job drains me", (Verb.WIN_FORGET, "")),
)
ENERGY: Story = (
    *(14, "/checkin", (Verb.ENERGY_CONSENT, "yes"), (Verb.ENERGY, "2"), (Verb.ENERGY_REASON, "")),
    *((Verb.ENERGY_NOTE, ""), "a long night", "/checkin", (Verb.ENERGY_UNDO, ""), "/checkin"),
    *((Verb.ENERGY, "4"), (Verb.ENERGY_DONE, ""), "/checkin", (Verb.ENERGY_STOP, "")),
    *((Verb.ENERGY_WIPE, ""),),
)
CARDS: Story = (
    *(24, (Verb.CARD_CHIP, ""), 24, (Verb.CARD_LATER, ""), 24, (Verb.CARD_NOTHING, "")),
    *(24 * 11, (Verb.CARD_RHYTHM, "every"), 24 * 48, "a good day", (Verb.RETURN, "")),
)
HOURS: Story = (
    *("/shift", (Verb.SHIFT_HOUR, ""), (Verb.SHIFT_HOUR, "420"), (Verb.SHIFT_START, "")),
    *((Verb.SHIFT_START, "1320"), (Verb.SHIFT_REST, ""), (Verb.SHIFT_REST, "t")),
    *((Verb.SHIFT_REST, "done"), (Verb.SHIFT_DELAY, ""), (Verb.SHIFT_DELAY, "60")),
    *((Verb.SHIFT_ASKING, ""), (Verb.SHIFT_ASKING, "weekly"), (Verb.SHIFT_ASKING, "")),
    *((Verb.SHIFT_ASKING, "every"), (Verb.SHIFT_HOUR, ""), (Verb.SHIFT_BACK, "")),
    *("OT pa", (Verb.SHIFT_NOTE, ""), "RD ko bukas", (Verb.SHIFT_WORK, "")),
)
PANELS: Story = (
    *("/help", (Verb.HELP_ALL, ""), (Verb.HELP_COUNTRY, ""), "/progress", "/sos"),
    *("so fed up, this job drains me", (Verb.HELP_CARD, "")),
    *("/settings", (Verb.SET_ASKING, ""), (Verb.SET_ASKING, "weekly"), (Verb.SET_DELAY, "")),
    *((Verb.SET_DELAY, "60"), (Verb.SET_ENERGY, ""), (Verb.SET_ENERGY, "on")),
    *((Verb.SET_LANGUAGE, "fil"), (Verb.SET_COUNTRY, ""), (Verb.SET_COUNTRY, "IN")),
    *((Verb.SET_DATA, ""), (Verb.SETTINGS, ""), "/privacy", (Verb.PRIVACY_LANGUAGE, "")),
)
LEAVING: Story = (
    *("/delete", (Verb.EXPORT, ""), (Verb.DELETE_KEEP, ""), "/delete", (Verb.DELETE_ASK, "sure")),
    *((Verb.DELETE_ALL, ""),),
)
WHOLE: Story = (*NIGHTS, *WINS, *ENERGY, *CARDS, *HOURS, *PANELS, *LEAVING)
TRAINEE: Story = (
    "/start",
    (Verb.START, ""),
    (Verb.SETUP_SKIP, "win"),
    "/shift",
    (Verb.SHIFT_FIRST, ""),
)
STORIES = (NEWCOMER, STRANGER, TRAINEE, WHOLE)
SAYS_IT_AGAIN = {
    Verb.WIN_NUMBER: "asks, and what asked may have scrolled away",
    Verb.WIN_EDIT: "asks, too",
    Verb.ENERGY_NOTE: "asks, too",
    Verb.HELP_CARD: "help always answers",
    Verb.EXPORT: "the file as it is now",
}
Told = Callable[[Again], list[Outcome]]


@pytest.fixture(scope="module")
def told(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The stories, lived once for each way of tapping again."""
    lived: dict[Again, list[Outcome]] = {}

    def tell(again: Again) -> list[Outcome]:
        if again not in lived:
            file = tmp_path_factory.mktemp("tapped") / "angat.db"
            copy(template, file)
            lived[again] = asyncio.run(tapped_through(file, again, STORIES))
        return lived[again]

    return tell


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("again", [Again.AT_ONCE, Again.LATER], ids=str)
def test_the_second_tap_changes_and_says_nothing(told: Told, again: Again, verb: Verb) -> None:
    outcomes = [one for one in told(again) if one.verb is verb]

    assert outcomes, "no story shows this button"
    for one in outcomes:
        assert one.second == one.first
        assert one.said_again == 0 or verb in SAYS_IT_AGAIN


@pytest.mark.parametrize("verb", Verb)
def test_two_taps_in_the_queue_do_what_one_does(told: Told, verb: Verb) -> None:
    pairs = zip(told(Again.AT_ONCE), told(Again.TOGETHER), strict=True)
    both = [(one, two) for one, two in pairs if one.verb is verb]

    assert both, "no story shows this button"
    for one, two in both:
        assert two.verb is verb
        assert two.second == one.first
        assert two.said == one.said or verb in SAYS_IT_AGAIN
