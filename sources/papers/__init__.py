"""References as files for word processors: a list with its notes, its quoted words and its bibliography."""
