"""A small Telegram for people and tests."""
