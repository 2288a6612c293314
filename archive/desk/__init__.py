"""The ingest desk: a draft as a page that can be corrected."""

from archive.desk.page import Card, Desk, missing_in

__all__ = ["Card", "Desk", "missing_in"]
