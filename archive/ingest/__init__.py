"""From a confirmed proposal to records, in one transaction: the only writer of kept text."""

from archive.ingest.service import Arrival, Ingested, ingest, known_document, rehearse, with_text_status

__all__ = ["Arrival", "Ingested", "ingest", "known_document", "rehearse", "with_text_status"]
