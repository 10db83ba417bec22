"""What changes something: read, decide, write, in one transaction."""
