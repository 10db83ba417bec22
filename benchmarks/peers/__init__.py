"""Other bots, and Angat among them, in front of the same quick Bot API."""
