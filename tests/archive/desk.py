"""What tests of the ingest desk share: uploads, and forms filled in as a browser would send them."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Batch
from archive.desk import Desk
from archive.models import Capture, Document, Draft
from sources.models import Source
from tests.archive.articles import ARTICLE
from tests.html import faults

START = "/ingest/"


def upload(client: Client, *files: tuple[str, bytes], **fields: Any) -> Any:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(START, {"uploads": sent, "pasted_as": "text/plain", "url": "", "pasted": "", **fields})


def words_of(answer: Any) -> str:
    html = answer.content.decode()
    assert faults(html) == []
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def draft_for(client: Client, data: bytes = ARTICLE.encode()) -> Draft:
    upload(client, ("harbour.txt", data))
    return Draft.objects.get()


def form_of(draft: Draft, **changes: Any) -> dict[str, Any]:
    """What a browser would send of the page as it is, but for the changes; a change to None leaves a field out."""
    desk = Desk(draft)
    sent: dict[str, Any] = {"version": draft.version}
    for _label, form in desk.forms:
        for bound in form:
            value = bound.value()
            if value is True:
                sent[bound.html_name] = "on"
            elif value not in (None, False):
                sent[bound.html_name] = value
            elif value is None:
                sent[bound.html_name] = ""
    for choice in desk.choices.values():
        chosen = [each.value for each in choice.candidates if each.chosen]
        sent[choice.name] = chosen[0] if chosen else "new"
    sent |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in sent.items() if value is not None}


def nothing_was_written() -> bool:
    return not any(model.objects.exists() for model in (Draft, Document, Capture, Source, Batch))
