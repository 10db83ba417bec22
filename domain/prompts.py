"""What asks for a tap, and is shown again after a silence in which taps were lost."""

from datetime import timedelta

TAP_LIVES_FOR = timedelta(seconds=150)  # at Telegram; what is typed waits there for a day
SHOWN_AGAIN_FOR = timedelta(hours=24)

# Every kind of screen there is, and whether it waits for a tap that nothing else brings back.
SHOWN_AGAIN = {
    "card": True,
    "first": True,
    "setup": True,
    "receipt": False,  # says what is kept; its buttons offer, and work at any time
    "list": False,  # looked at, not answered
    "rest": False,  # says what is so
    "return": False,  # any line is an answer, too
    "energy-offer": False,  # whether it still waits may tell how she decided
}
PROMPTS = tuple(kind for kind, again in SHOWN_AGAIN.items() if again)


def is_silence(span: timedelta) -> bool:
    """Whether a tap may have been lost in it."""
    return span > TAP_LIVES_FOR
