"""What the bot does unasked."""
