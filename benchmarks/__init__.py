"""How good it is: figures measured here and now, beside what this machine can do."""
