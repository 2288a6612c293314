"""Taking records back to draft once no public document names them any more: the counterpart of `archive.publishing.publish`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from accounts.visibility import State
from archive.elsewhere import held_elsewhere
from archive.models import Document, KeptAs, Reference
from sources.models import Account, Agent, Source


@dataclass(frozen=True, slots=True)
class Named:
    """What documents name: the keys of their Sources, of what those quote and cite, and of the people behind that."""

    sources: frozenset[int]
    accounts: frozenset[int]
    agents: frozenset[int]


def named_by(documents: "QuerySet[Document]") -> Named:
    """Ask before documents go."""
    cited = Q(links_in__references__document__in=documents)
    sources = Source.objects.filter(Q(documents__in=documents) | cited)
    keys = frozenset(sources.values_list("pk", flat=True))
    accounts = Account.objects.filter(posts__in=keys)
    agents = Agent.objects.filter(Q(contributions__source__in=keys) | Q(accounts__posts__in=keys))
    return Named(
        keys,
        frozenset(accounts.values_list("pk", flat=True)),
        frozenset(agents.values_list("pk", flat=True)),
    )


def close_unnamed(named: Named) -> Mapping[type[Model], list[int]]:
    """Make drafts of those that are public though no public document names them; their keys by model."""
    sources = Source.objects.filter(pk__in=named.sources).exclude(_told_in_public())
    closed: dict[type[Model], list[int]] = {Source: _close(sources)}
    quoting = Reference.objects.filter(target_document=OuterRef("pk"), document__in=_public_wholes())
    texts = Document.objects.filter(source__in=named.sources, kept_as=KeptAs.QUOTATION)
    closed[Document] = _close(texts.exclude(Exists(quoting)))
    accounts = Account.objects.filter(pk__in=named.accounts)
    closed[Account] = _close(accounts.exclude(posts__source__state=State.PUBLIC))
    agents = Agent.objects.filter(pk__in=named.agents).exclude(held_elsewhere(Agent))
    working = Q(contributions__source__state=State.PUBLIC) | Q(accounts__state=State.PUBLIC)
    closed[Agent] = _close(agents.exclude(pk__in=Agent.objects.filter(working).values("pk")))
    return closed


def _public_wholes() -> "QuerySet[Document]":
    return Document.objects.filter(kept_as=KeptAs.WHOLE, state=State.PUBLIC)


def _told_in_public() -> Q:
    """True of a Source that is the subject of a public document, or named in one."""
    own = _public_wholes().filter(source=OuterRef("pk"))
    naming = Reference.objects.filter(link__target=OuterRef("pk"), document__in=_public_wholes())
    return Q(Exists(own)) | Q(Exists(naming))


def _close(
    records: "QuerySet[Source] | QuerySet[Document] | QuerySet[Account] | QuerySet[Agent]",
) -> list[int]:
    keys = list(records.filter(state=State.PUBLIC).values_list("pk", flat=True))
    records.model._default_manager.filter(pk__in=keys).update(state=State.DRAFT)
    return keys
