"""What is found of people, accounts, threads and cited works. The words of posts and texts are found by `archive.searched`."""

from django.utils.translation import gettext_lazy as _

from sources import search_facets
from sources.models import Account, Agent, AgentName, Contribution, Merge, Source, SourceType, Thread
from sources.search_conditions import ACCOUNTS, AGENTS, SOURCES, THREADS
from sources.searching.engines.shape import Column, Shape
from sources.searching.indexes import Index
from sources.searching.pieces import UNSEEN, Piece, Pieces

NAMES = Column("names", weight=4)
BODY = Column("body")
OF_DRAFTS = Column(UNSEEN, unseen=True)
# Last of all: whoever is called so in writing comes first.
SOUNDS = Column("sounds", weight=0.1)

WORKS = Source.objects.exclude(csl_type=SourceType.POST)


def names_of_agents(way: str, *, spoken: bool = True) -> tuple[Piece, ...]:
    """The names that agents go by, for the records that `way` leads to from an agent; `spoken`: found by their sound."""
    return (
        Piece("names", Agent.objects.all(), way, "name", ("state",), spoken),
        Piece("names", AgentName.objects.all(), f"agent__{way}", "name", ("agent__state",), spoken),
    )


def names_of_accounts(way: str) -> tuple[Piece, ...]:
    """Handle and name of the accounts that lead to records by `way`."""
    accounts = Account.objects.all()
    return tuple(
        Piece("names", accounts, way, text, states=("state",), is_name=text == "display_name")
        for text in ("handle", "display_name")
    )


agents = Index(
    shape=Shape("agents", (NAMES, BODY, OF_DRAFTS, SOUNDS)),
    label=_("People and organisations"),
    records=Agent.objects.all(),
    words=Pieces(
        Agent.objects.all(),
        (
            Piece("names", Agent.objects.all(), "pk", "name", is_name=True),
            Piece("names", AgentName.objects.all(), "agent", "name", is_name=True),
            *names_of_accounts("agent"),
            Piece("body", Agent.objects.all(), "pk", "note"),
        ),
    ),
    sounds="sounds",
    date="created_at",
    follows={Account: ("accounts",)},
    fields=AGENTS,
    facets=search_facets.AGENTS,
)

accounts = Index(
    shape=Shape("accounts", (NAMES, OF_DRAFTS, SOUNDS)),
    label=_("Accounts"),
    records=Account.objects.all(),
    words=Pieces(
        Account.objects.all(),
        (
            Piece("names", Account.objects.all(), "pk", "handle"),
            Piece("names", Account.objects.all(), "pk", "display_name", is_name=True),
            *names_of_agents("accounts"),
            Piece("names", Merge.objects.standing(), "kept_account", "handle_key", ("merged_state",)),
        ),
    ),
    sounds="sounds",
    date="created_at",
    follows={Agent: ("agent",)},
    fields=ACCOUNTS,
    facets=search_facets.ACCOUNTS,
)

sources = Index(
    shape=Shape("sources", (Column("title", weight=8), NAMES, BODY, OF_DRAFTS)),
    label=_("Sources"),
    records=WORKS,
    words=Pieces(
        WORKS,
        (
            Piece("title", WORKS, "pk", "title"),
            Piece("names", WORKS, "pk", "container_title", is_name=True),
            Piece("names", WORKS, "pk", "publisher", is_name=True),
            Piece("names", Contribution.objects.all(), "source", "credited_as", is_name=True),
            *names_of_agents("contributions__source"),
            *(Piece("body", WORKS, "pk", text) for text in ("genre", "number", "doi", "isbn", "url", "note")),
            Piece("body", Merge.objects.standing(), "kept_source", "url_key", ("merged_state",)),
        ),
    ),
    sounds="body",
    date="issued_on",
    follows={Agent: ("contributions__agent",)},
    fields=SOURCES,
    facets=search_facets.SOURCES,
)

threads = Index(
    shape=Shape("threads", (NAMES, OF_DRAFTS, SOUNDS)),
    label=_("Threads"),
    records=Thread.objects.all(),
    words=Pieces(
        Thread.objects.all(), (*names_of_accounts("threads"), *names_of_agents("accounts__threads"))
    ),
    sounds="sounds",
    date="created_at",
    follows={Account: ("account",), Agent: ("account__agent",)},
    fields=THREADS,
)
