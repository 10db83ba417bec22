"""What counts as a call for help, in every state."""

import pytest

from domain.help import HELP_COMMANDS, asked_for_help


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/help", "help"),
        ("/tulong", "tulong"),
        ("/sos", "sos"),
        ("/SOS", "sos"),
        ("  /help please", "help"),
        ("/sos@angat_bot", "sos"),
        ("help", "help"),
        ("Help!!", "help"),
        ("help me po", "help"),
        ("I need help", "help"),
        ("SOS", "sos"),
        ("tulong", "tulong"),
        ("Tulong po...", "tulong"),
        ("patulong naman", "tulong"),
        ("saklolo", "tulong"),
        ("kailangan ko ng tulong", "tulong"),
        ("tulungan mo ako", "tulong"),
        ("Tulungan nyo naman ako po", "tulong"),
        ("helped a newbie", ""),
        ("help desk ticket solved", ""),
        ("natulungan ko si newbie", ""),
        ("tulong ko kay newbie, natapos nya", ""),
        ("tulungan", ""),
        ("help " * 9, ""),
        ("/helpful", ""),
        ("/start /help", ""),
        ("", ""),
        ("   ", ""),
        ("/", ""),
    ],
)
def test_the_three_commands_and_their_plain_words_are_a_call_for_help(
    text: str, command: str
) -> None:
    assert asked_for_help(text) == command


def test_there_are_three() -> None:
    assert HELP_COMMANDS == ("help", "tulong", "sos")
