"""The bank of questions."""

from hypothesis import given
from hypothesis import strategies as st

from domain.questions import BANK, CHIPS_OF, question_for


@given(st.integers(1, 10**9), st.integers(0, 10**6))
def test_no_question_comes_back_within_seven_cards(person: int, first: int) -> None:
    asked = [question_for(person, first + number) for number in range(8)]
    assert len(set(asked)) == 8
    assert set(asked) <= set(CHIPS_OF)


def test_a_round_asks_the_whole_bank() -> None:
    assert {question_for(1, number) for number in range(BANK)} == set(CHIPS_OF)


def test_people_start_at_different_places() -> None:
    assert len({question_for(person, 0) for person in range(1, 9)}) == 8


def test_each_question_has_two_different_chips() -> None:
    assert sorted(CHIPS_OF) == list(range(1, BANK + 1))
    assert all(len(set(pair)) == 2 for pair in CHIPS_OF.values())
