"""What counts as a call for help, and for whom there are numbers."""

COUNTRIES = ("PH", "IN", "ZA", "CO", "US")  # each has an emergency number and a line to talk to
HELP_COMMANDS = ("help", "tulong", "sos")


def asked_for_help(text: str) -> str:
    """The command when the message is one of the three, else nothing."""
    first = text.strip().split(maxsplit=1)[:1]
    word = first[0].lower().split("@")[0] if first else ""
    return word[1:] if word.startswith("/") and word[1:] in HELP_COMMANDS else ""
