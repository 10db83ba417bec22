"""What an operator may replace: crisis lines and word lists."""
