"""A screen is a value: compared, packed into a letter, and shown without its markup."""

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.house.samples import gallery
from views.screen import Button, Screen, packed, two_a_row, unpacked, without_markup

BUTTONS = st.builds(Button, st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))
ROWS = st.lists(st.lists(BUTTONS, max_size=3).map(tuple), max_size=3).map(tuple)


def test_a_screen_is_its_text_and_its_buttons() -> None:
    row = (Button("Undo", tap="win.undo:1:1"),)
    assert Screen("Kept.", (row,)) == Screen("Kept.", (row,))
    assert Screen("Kept.", (row,)) != Screen("Kept.")
    assert Screen("Kept.", (row,)) != Screen("Kept.", ((Button("Undo", tap="win.undo:1:2"),),))


@given(st.builds(Screen, st.text(max_size=20), ROWS))
def test_a_screen_comes_out_of_a_letter_as_it_went_in(screen: Screen) -> None:
    assert unpacked(json.loads(json.dumps(packed(screen)))) == screen


def test_every_screen_there_is_fits_into_a_letter() -> None:
    for _, _, screen in gallery():
        assert unpacked(json.loads(json.dumps(packed(screen)))) == screen


def test_two_buttons_stand_in_a_row_and_the_odd_one_alone() -> None:
    one, two, three = (Button(label) for label in ("a", "b", "c"))
    assert two_a_row(one, two, three) == ((one, two), (three,))
    assert two_a_row() == ()


def test_without_markup_the_words_stay_as_people_wrote_them() -> None:
    assert (
        without_markup("<b>Wed night</b>\nAna &amp; Jun: 3 &lt; 4") == "Wed night\nAna & Jun: 3 < 4"
    )
