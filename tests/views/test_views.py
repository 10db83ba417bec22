"""Screens by value, where no scenario reaches."""

from dataclasses import replace
from datetime import date

import pytest

from actions.mine import Counts
from actions.progress import Week
from catalog.crisis import CrisisLine
from domain import checkins as told
from domain.help import COUNTRIES
from domain.rhythm import Asking
from domain.wins import Listed, OvertimeNoted, WelcomeBack
from sandbox.telegram.html_parser import parse_html
from tests.house.samples import LATE, LINE, LONG_AGO, NUMBER, hours, lines, reader, win
from texts.speak import Markup, Say, Speaker
from views import cards, checkins, help, mine, plain, roster, win_list, wins
from views.screen import Button, Screen
from views.taps import Verb, written
from views.words import cut


def speak(language: str) -> Say:
    return Speaker().speak(language)


EN, FIL = speak("en"), speak("fil")
JESSA, LIA = reader("en"), reader("fil")
IT_IS = written(Verb.WIN_IT_IS)


def test_nothing_to_move_waits_for_her() -> None:
    back = (Button("It is a win", tap=IT_IS),)
    assert plain.later(None, JESSA, EN) == Screen("All right, whenever you like.", (back,))
    assert plain.later(LATE, JESSA, EN) == Screen("12:30 PM then.", (back,))


def test_overtime_asks_when_unless_it_was_said() -> None:
    none, known = OvertimeNoted(None, None), OvertimeNoted(7, LATE)
    back = (Button("It is a win", tap=IT_IS),)
    assert plain.overtime(none, JESSA, EN) == Screen(
        "OT noted. No shift of yours is on right now, so I ask as planned. Your hours: /shift",
        (back,),
    )
    assert plain.overtime(known, JESSA, EN) == Screen("OT noted. I'll ask at 12:30 PM.", (back,))
    asking = plain.overtime(OvertimeNoted(7, None), LIA, FIL)
    assert asking == Screen(
        "Noted ang OT. Kailan ako magtatanong?",
        (
            (
                Button("+1 h", tap="shift.note:7:0:1"),
                Button("+2 h", tap="shift.note:7:0:2"),
            ),
            (
                Button("Pagkagising ko", tap="shift.note:7:0:s"),
                Button("Win 'yan", tap=IT_IS),
            ),
        ),
    )


def test_an_hour_that_is_nobodys_is_an_old_button() -> None:
    assert plain.asked_at(None, JESSA, EN) == Screen(EN("old-button"))


def test_a_rest_day_without_a_shift_is_only_noted() -> None:
    assert plain.rest_day(None, LIA, FIL).text == "Noted. Pahinga ka."
    assert plain.rest_day(LONG_AGO, JESSA, EN).text == "Noted, no question for Wed 25 Nov night."


def test_a_rest_day_can_be_taken_back_from_its_answer_and_an_old_button_is_told_so() -> None:
    row = plain.rest_day(LONG_AGO, JESSA, EN).rows[0]
    assert row[0] == Button(EN("button-i-work"), tap=written(Verb.SHIFT_WORK, LONG_AGO.id))
    taken_back = EN("plain-work-day", shift="Wed 25 Nov night")
    assert plain.work_day(LONG_AGO, JESSA, EN) == Screen(taken_back)
    assert plain.work_day(None, JESSA, EN) == Screen(EN("old-button"))


def test_without_a_shift_it_can_still_be_stopped() -> None:
    screen = checkins.shown(told.NoShift(), JESSA, EN)
    assert [button.label for row in screen.rows for button in row] == ["Stop asking"]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (told.Done(), "Noted, for you. Rest well."),
        (told.Refused(last=True), "All right, no questions about that."),
        (told.Refused(last=False), "All right. It is in /checkin if you ever want it."),
        (told.Stopped(0), "All right, no questions about that."),
        (told.TakenBack(), "Taken out."),
        (told.Old(), "That question is closed; I'm still open."),
    ],
)
def test_what_is_plain_about_energy_has_no_button(outcome: told.Outcome, said: str) -> None:
    assert checkins.shown(outcome, JESSA, EN) == Screen(said)


def test_no_receipt_of_energy_repeats_the_answer() -> None:
    """The chat list and the lock screen show a receipt."""
    for low in (False, True):
        noted = told.Noted(1, 1, LONG_AGO, low=low, reasons=())
        for language in ("en", "fil"):
            said = checkins.shown(noted, reader(language), speak(language)).text.lower()
            words = [speak(language)(f"button-energy-{level}").lower() for level in range(1, 6)]
            assert [word for word in words if word in said] == []


def test_ticked_reasons_are_marked_and_the_others_are_not() -> None:
    noted = told.Noted(3, 2, LONG_AGO, low=True, reasons=("queue", "system"))
    labels = [b.label for row in checkins.noted(noted, JESSA, EN).rows[:2] for b in row]
    assert labels == ["Rude caller", "✓ Back-to-back", "No break", "✓ System", "Personal"]


def test_a_return_tells_the_last_win_cut_and_asks_for_the_hour() -> None:
    back = WelcomeBack(14, "x" * 70, 420)
    text = cards.welcome_back(back, 1, EN).text
    assert text.endswith(f"14 kept, the last one: “{'x' * 60}…”. Still out at 7 AM?")
    for nothing in (WelcomeBack(0, "", 420), WelcomeBack(3, LINE, None)):
        assert cards.welcome_back(nothing, 1, FIL).text == FIL("return-hello-plain")


def test_the_energy_row_is_put_under_what_is_there_or_left_off() -> None:
    screen = Screen("Kept.", ((Button("Undo", tap="win.undo:1:1"),),))
    assert cards.with_energy(screen, 7, False, EN) == screen
    with_row = cards.with_energy(screen, 7, True, EN)
    assert with_row.rows == (*screen.rows, cards.energy_row(7, EN))
    assert [button.tap for button in with_row.rows[1]] == [
        f"batt.set:7:0:{level}" for level in range(1, 6)
    ]


def test_in_an_outage_every_countrys_numbers_are_told_at_once() -> None:
    text = help.everybody(lines(), EN).text
    assert text.startswith("Not okay right now? Emergency numbers: 911 (PH), 112 (IN)")
    assert "Philippines: NCMH 1553, 0917-899-8727" in text
    assert len(text.splitlines()) == 1 + len(COUNTRIES)


def test_a_catalogue_with_signs_in_it_stays_telegrams_html() -> None:
    odd = tuple(
        CrisisLine(country, kind, "Hope <3 & Co", "Hope <3 & Co", "1 < 2", "24/7")
        for country in COUNTRIES
        for kind in ("emergency", "talk")
    )
    for screen in (
        help.everybody(odd, EN),
        help.card(odd, "PH", FIL, how=True),
        help.all_numbers(odd, "PH", EN),
    ):
        assert "Hope <3 & Co" in parse_html(screen.text).text


def test_a_week_with_nothing_in_it_says_so_and_plans_nothing() -> None:
    empty = mine.progress(Week(0, 0, None, None), JESSA, EN)
    assert empty == Screen("<b>Your week</b>\nNo shift finished yet.\nNo question planned. /shift")


def test_a_week_shows_its_strongest_win_and_the_next_question() -> None:
    number = replace(NUMBER, before=None)
    strongest = Listed(1, 1, "AHT <down>", number, "", LONG_AGO.work_date, None)
    week = mine.progress(Week(5, 1, strongest, LATE), LIA, FIL)
    assert week.text.splitlines() == [
        "<b>Week mo</b>",
        "5 shifts, 1 ang naitabi.",
        "Pinakamalakas: Wed 25 Nov · AHT &lt;down&gt; · AHT 1,410 s",
        "Susunod na tanong: Wed 12:30 PM, 30 Dec 2026.",
    ]


def test_privacy_tells_of_the_consent_only_where_there_is_one() -> None:
    without, given = (
        mine.privacy(JESSA, "Lia & Co", day, EN).text for day in (None, date(2026, 12, 1))
    )
    assert given == f"{without}\nBattery taps: you agreed on 1 Dec 2026. /checkin to stop."
    assert "Lia &amp; Co runs the server" in without


def test_what_deleting_takes_is_counted() -> None:
    one = mine.delete_ask(Counts(1, 1, 1, 1), JESSA, EN).text
    assert one == "This deletes 1 win, 1 shift, 1 battery tap, 1 note. It can't be undone."
    many = mine.delete_ask(Counts(2, 0, 3, 0), JESSA, EN).text
    assert many.startswith("This deletes 2 wins, 3 battery taps.")


@pytest.mark.parametrize(
    ("minutes", "en"),
    [
        (0, "I ask right at the end."),
        (1, "I ask 1 minute after."),
        (20, "I ask 20 minutes after."),
    ],
)
def test_the_panel_says_how_long_after(minutes: int, en: str) -> None:
    assert en in roster.panel(hours(Asking.EVERY, minutes), JESSA, EN).text.splitlines()


def test_a_panel_that_knows_nothing_says_what_it_waits_for() -> None:
    unknown = replace(
        hours(Asking.NEVER), ends_at=None, rest_days=None, starts_on=None, next_due=None, on=None
    )
    assert roster.panel(unknown, JESSA, EN).text.splitlines() == [
        "<b>Your hours</b>",
        "No hour yet: it rotates. Set it and I ask after your shift.",
        "Rest days: not known yet, so I don't ask.",
        "Not at all.",
    ]


def test_a_panel_tells_the_first_shift_only_while_it_is_ahead() -> None:
    ahead = hours(Asking.WEEKLY)
    assert "First shift: 4 Jan 2027." in roster.panel(ahead, JESSA, EN).text
    begun = replace(ahead, starts_on=date(2026, 12, 24), rest_days="")
    text = roster.panel(begun, JESSA, EN).text
    assert "First shift" not in text
    assert "Rest days: none." in text


def test_a_win_that_is_gone_offers_to_put_it_back() -> None:
    gone = replace(win(), gone=True)
    assert wins.standing(gone, JESSA, EN) == wins.undone(gone, EN)


def test_more_shows_the_number_where_there_is_one() -> None:
    assert wins.detail(win(), JESSA, EN).text == f"<b>Wed 25 Nov night</b>\n{LINE}"
    assert wins.detail(win(NUMBER), JESSA, EN).text.splitlines()[2] == (
        "AHT 1,480.5 to 1,410 s, 70.5 s less (4.8%). Your own count."
    )


def test_a_number_that_is_gone_is_asked_for_again() -> None:
    assert wins.echo(win(), EN) == wins.ask_number(EN)
    assert wins.based(win(), EN).text.strip() == "Your own count."


def test_long_words_are_cut_in_receipts_and_lists() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("ab cdef", 3) == "ab…"
    assert cut("y\n" * 9, 99) == "y\n" * 7 + "y…"
    assert wins.rewritten(replace(win(), text="y" * 600), EN).text.endswith("y" * 500 + "…")
    many = Listed(1, 1, "one\ntwo  three", None, "", LONG_AGO.work_date, LONG_AGO.start_at)
    assert win_list.line(many, JESSA, EN) == "Wed 25 Nov night · one two three"


def test_what_is_spoken_is_marked_as_spoken() -> None:
    assert isinstance(checkins.ticked(EN("button-undo"), True, EN), Markup)
