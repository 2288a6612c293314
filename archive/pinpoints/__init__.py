"""Pinpoint citations: the very words, where they stand, when they were kept, and how to find them again."""
