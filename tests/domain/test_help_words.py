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
        ("help", ""),
        ("/helpful", ""),
        ("/start /help", ""),
        ("", ""),
        ("   ", ""),
        ("/", ""),
    ],
)
def test_only_the_three_commands_are_a_call_for_help(text: str, command: str) -> None:
    assert asked_for_help(text) == command


def test_there_are_three() -> None:
    assert HELP_COMMANDS == ("help", "tulong", "sos")
