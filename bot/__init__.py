"""Composition and Telegram's edge."""
