"""The pages on which records are mended: likely duplicates, merges, details that are lacking, many at once."""

from django.core.management import call_command

from accounts.models import Batch, User
from sources.merging.bulk import change_all, digest, preview
from sources.merging.changes import Change
from sources.merging.deciding import keep_apart
from sources.merging.finding import find_duplicates
from sources.merging.merging import Decision, merge_records
from sources.models import Agent, Merge, Source
from tests.factories import make_agent

# Answer a form, and draw no page of their own.
NO_PAGE = {
    "archive:apart_again",
    "archive:bulk_undo",
    "archive:duplicate_apart",
    "archive:duplicate_find",
    "archive:merge_undo",
}
PAGES = {
    "archive:apart_list",
    "archive:bulk_detail",
    "archive:bulk_edit",
    "archive:duplicate_list",
    "archive:merge_detail",
    "archive:merge_list",
    "archive:merge_new",
    "archive:needs_details",
}
MENDING = PAGES | NO_PAGE


def mending_pages() -> dict[str, str]:
    """An address for each name, in an archive that `curate` has been at."""
    one, other = Agent.objects.filter(name="Ada Quill")[:2]
    return {
        "archive:duplicate_list": "/duplicates/",
        "archive:apart_list": "/duplicates/apart/",
        "archive:merge_list": "/merges/",
        "archive:merge_new": f"/merges/new/?keep={one.public_id}&other={other.public_id}",
        "archive:merge_detail": Merge.objects.get().get_absolute_url(),
        "archive:needs_details": "/needs-details/",
        "archive:bulk_edit": "/sources/change/?all=1&where=&field=publisher&value=Quay",
        "archive:bulk_detail": f"/sources/change/{Batch.objects.get(kind='form').public_id}/",
    }


def curate(user: User) -> None:
    """The bundled dossier, two likely pairs, one that was kept apart, one that was merged, and one change to many."""
    call_command("demo", verbosity=0)
    ada, *others = (make_agent("Ada Quill") for _each in range(4))
    keep_apart(one=ada, other=others[0], actor=user)
    merge_records(kept=ada, merged=others[1], decision=Decision(actor=user, reason="One person."))
    find_duplicates()
    change = Change("publisher", "Quay Press")
    picked = Source.objects.filter(pk__in=list(Source.objects.articles().values_list("pk", flat=True)[:2]))
    seen = digest(preview(picked, change), change)
    change_all(sources=picked, change=change, seen=seen, actor=user, reason="")
