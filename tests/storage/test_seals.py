"""What is sealed opens with its key, under its own mark, whole, and for nobody else."""

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.seals import Mark, SealBroken, Seals, new_key

OLD, NEW = new_key(), new_key()
MARK = Mark("checkin", 7, 40)
SEALS = Seals(NEW)
words = st.dictionaries(
    st.text(max_size=8), st.text(max_size=40) | st.integers(0, 9) | st.none(), max_size=5
)


@settings(max_examples=40)
@given(content=words, room=st.sampled_from([1, 64, 1024]))
def test_what_is_sealed_opens_as_it_was(content: dict[str, object], room: int) -> None:
    sealed = SEALS.seal(MARK, content, room)

    assert SEALS.unseal(MARK, sealed) == content
    assert SEALS.unseal(MARK, memoryview(sealed).tobytes()) == content


@settings(max_examples=40)
@given(one=words, other=words)
def test_the_length_of_what_has_room_tells_nothing(
    one: dict[str, object], other: dict[str, object]
) -> None:
    lengths = {len(SEALS.seal(MARK, content, 4096)) for content in (one, other)}

    assert len(lengths) == 1


def test_the_same_words_are_never_sealed_alike() -> None:
    assert SEALS.seal(MARK, {"energy": 1}) != SEALS.seal(MARK, {"energy": 1})


@pytest.mark.parametrize(
    "other", [Mark("note", 7, 40), Mark("checkin", 8, 40), Mark("checkin", 7, 41), Mark("checkin")]
)
def test_under_another_mark_it_does_not_open(other: Mark) -> None:
    with pytest.raises(SealBroken, match="another mark"):
        SEALS.unseal(other, SEALS.seal(MARK, {"energy": 1}))


@pytest.mark.parametrize("place", [0, 9, 40, -1])
def test_one_changed_letter_breaks_it(place: int) -> None:
    sealed = bytearray(SEALS.seal(MARK, {"energy": 1}))
    sealed[place] = ord("A") if sealed[place] != ord("A") else ord("B")

    with pytest.raises(SealBroken):
        SEALS.unseal(MARK, bytes(sealed))


def test_the_newest_key_seals_and_older_ones_still_open() -> None:
    both = Seals(f" {NEW} , {OLD},")

    assert both.unseal(MARK, Seals(OLD).seal(MARK, {"energy": 1})) == {"energy": 1}
    assert SEALS.unseal(MARK, both.seal(MARK, {"energy": 2})) == {"energy": 2}


def test_a_key_that_was_never_named_opens_nothing() -> None:
    with pytest.raises(SealBroken, match="no key opens"):
        Seals(OLD).unseal(MARK, SEALS.seal(MARK, {"energy": 1}))


def test_a_broken_seal_says_nothing_of_what_is_inside() -> None:
    with pytest.raises(SealBroken) as told:
        SEALS.unseal(Mark("note", 7, 40), SEALS.seal(MARK, {"note": "a secret"}))

    assert "secret" not in str(told.value)
    assert "7" not in str(told.value)


def test_a_new_key_is_one_that_seals() -> None:
    assert len({new_key() for _ in range(5)}) == 5
    Fernet(new_key())
