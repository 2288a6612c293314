"""What each text says of each Source: the grounds on which our record of it rests."""

from typing import Any, ClassVar

from django.db import models

from archive.models.document import Document
from sources.models import Source


class Statement(models.Model):
    """What a whole Document said, when it was kept, of its own Source or of one that it quotes, cites or links to.

    A record holds what the first text said, with its gaps filled by later ones. When a text is undone the record is
    what the others say (`archive.undo`). `facts` has the shape of `archive.statements.Facts`. Written with the text,
    never edited: what a person knows better stands in the record and in its history.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="statements")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="statements")
    facts: "models.JSONField[Any, Any]" = models.JSONField()

    class Meta:
        ordering: ClassVar = ["document_id", "pk"]

    def __str__(self) -> str:
        return f"{self.document} on {self.source}"
