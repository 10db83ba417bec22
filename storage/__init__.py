"""Tables beside their questions."""
