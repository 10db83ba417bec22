"""Facts in, screens out."""
