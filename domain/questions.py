"""Which question a card asks, and the two chips that fit it."""

BANK = 16
STEP = 5  # shares no divisor with the bank, so that a round meets every question once
CHIPS_OF: dict[int, tuple[str, str]] = {
    1: ("calmed", "solved"),
    2: ("number", "quality"),
    3: ("helped", "calmed"),
    4: ("explained", "solved"),
    5: ("covered", "present"),
    6: ("commended", "quality"),
    7: ("learned", "solved"),
    8: ("calmed", "explained"),
    9: ("number", "solved"),
    10: ("helped", "covered"),
    11: ("quality", "commended"),
    12: ("explained", "calmed"),
    13: ("present", "number"),
    14: ("learned", "helped"),
    15: ("solved", "covered"),
    16: ("commended", "calmed"),
}


def question_for(person_id: int, asked: int) -> int:
    """The question of a person's card number `asked`; none comes back within 16 cards."""
    return (person_id * 3 + asked * STEP) % BANK + 1
