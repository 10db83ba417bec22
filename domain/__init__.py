"""The rules, pure: values in, decisions out; no clock, no database, no Telegram."""
