"""What counts as a call for help, whatever else is going on."""

HELP_COMMANDS = ("help", "tulong", "sos")


def asked_for_help(text: str) -> str:
    """The command when the message is one of the three, else nothing."""
    first = text.strip().split(maxsplit=1)[:1]
    word = first[0].lower().split("@")[0] if first else ""
    return word[1:] if word.startswith("/") and word[1:] in HELP_COMMANDS else ""
