"""What a page says to other programs is what the item says, read back by other means than it was written."""

import json
from typing import Any
from urllib.parse import parse_qs
from xml.etree import ElementTree

import html5lib
import pytest
from django.test import Client

from accounts.visibility import State
from archive.metadata.facts import PageFacts
from archive.metadata.linked import data_block
from sources.models import SourceType
from tests import factories as make
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db
EVIL = """</script><script>alert(1)</script>"><img src=x onerror='alert(2)'>&amp;"""


class Read:
    """A page as a program reads it."""

    def __init__(self, client: Client, path: str) -> None:
        self.response = client.get(path)
        self.html = self.response.content.decode()
        self.tree = html5lib.parse(self.html, namespaceHTMLElements=False)

    def meta(self, key: str) -> list[str]:
        found = (each for each in self.tree.iter("meta") if key in (each.get("name"), each.get("property")))
        return [each.get("content") or "" for each in found]

    @property
    def data(self) -> dict[str, Any]:
        (block,) = (each for each in self.tree.iter("script") if each.get("type") == "application/ld+json")
        return json.loads(block.text or "")  # type: ignore[no-any-return]

    @property
    def coins(self) -> list[dict[str, list[str]]]:
        spans = (each for each in self.tree.iter("span") if each.get("class") == "Z3988")
        return [parse_qs(each.get("title"), strict_parsing=True) for each in spans]

    @property
    def links(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for link in self.response.get("Link", "").split(", "):
            address, _, rel = link.partition("; rel=")
            found.setdefault(rel.split('"')[1], []).append(address.strip("<>"))
        return found


def exported(client: Client, path: str) -> dict[str, Any]:
    (item,) = json.loads(b"".join(client.get(f"{path}?format=csl").streaming_content))  # type: ignore[attr-defined]
    return item  # type: ignore[no-any-return]


def newspaper(**values: Any) -> Any:
    source = make.make_source(
        values.pop("title", "The Lamp Goes Out"),
        csl_type=SourceType.ARTICLE_NEWSPAPER,
        container_title="The Harbour Post",
        issued="2019-12-17",
        url="https://news.example/lamp",
        language="en",
        state=State.PUBLIC,
        **values,
    )
    make.make_contribution(source, make.make_agent("Ada Quill", state=State.PUBLIC))
    return source


def test_every_form_says_the_same_of_a_newspaper_article(client: Client) -> None:
    source = newspaper()
    page = Read(client, source.get_absolute_url())
    item = exported(client, source.get_absolute_url())
    (coin,), node = page.coins, page.data
    assert page.meta("citation_title") == page.meta("DC.title") == coin["rft.title"] == [item["title"]]
    assert node["name"] == page.meta("og:title")[0] == item["title"]
    assert page.meta("citation_author") == page.meta("DC.creator") == coin["rft.au"] == ["Ada Quill"]
    assert [each["name"] for each in node["author"]] == ["Ada Quill"]
    assert page.meta("citation_journal_title") == coin["rft.source"] == [item["container-title"]]
    assert node["isPartOf"] == {"@type": "Newspaper", "name": item["container-title"]}
    assert page.meta("citation_publication_date") == ["2019/12/17"]
    assert page.meta("DC.date") == coin["rft.date"] == [node["datePublished"]] == ["2019-12-17"]
    assert (
        page.meta("citation_language") == coin["rft.language"] == [node["inLanguage"]] == [item["language"]]
    )
    assert page.meta("citation_public_url") == [node["url"]] == [item["URL"]]
    assert page.meta("DC.identifier") == coin["rft_id"] == [item["URL"], item["archive_location"]]
    assert page.links["cite-as"] == [node["@id"]] == [item["archive_location"]]


def test_zotero_is_told_that_it_is_no_journal_article(client: Client) -> None:
    page = Read(client, newspaper().get_absolute_url())
    assert page.meta("z:itemType") == page.coins[0]["rft.type"] == ["newspaperArticle"]
    assert page.meta("bibo:type") == ["Article"]
    assert page.data["@type"] == "NewsArticle"
    assert page.links["type"] == ["https://schema.org/NewsArticle", "https://schema.org/AboutPage"]


@pytest.mark.parametrize("where", ["title", "container_title", "publisher", "note"])
def test_hostile_words_stay_words(client: Client, where: str) -> None:
    source = make.make_source("Lamp", state=State.PUBLIC)
    setattr(source, where, EVIL)
    source.save()
    page = Read(client, source.get_absolute_url())
    assert not [each for each in page.tree.iter("img") if each.get("src") == "x"]
    assert "alert" not in "".join(
        each.text or "" for each in page.tree.iter("script") if not each.get("type")
    )
    assert EVIL in json.dumps(page.data, ensure_ascii=False).replace('\\"', '"') or where == "publisher"


def test_nothing_in_a_data_block_can_end_it() -> None:
    block = data_block(PageFacts(title=f"{EVIL}\u2028<!--", path="/x/"))
    assert not {"<", ">", "&", "\u2028"} & set(block)
    assert json.loads(block)["name"] == f"{EVIL}\n<!--"


def test_a_list_has_a_span_for_each_work_and_identifiers_that_lead_to_it(client: Client) -> None:
    sources = [newspaper(title=f"Lamp {number}") for number in range(3)]
    page = Read(client, "/sources/")
    assert {each["rft.title"][0] for each in page.coins} == {each.title for each in sources}
    ids = [each.get("title") or "" for each in page.tree.iter("abbr") if each.get("class") == "unapi-id"]
    assert sorted(ids) == sorted(each.public_id for each in sources)
    assert len(page.data["mainEntity"]["itemListElement"]) == len(page.links["item"]) == 3
    assert "cite-as" not in page.links


def test_drafts_and_people_who_are_not_public_are_in_none_of_it(client: Client) -> None:
    shown, hidden = newspaper(), make.make_source("Hidden lamp", state=State.DRAFT)
    make.make_contribution(shown, make.make_agent("Secret Person", state=State.DRAFT), credited_as="S. P.")
    for path in (shown.get_absolute_url(), "/sources/"):
        html = client.get(path).content.decode()
        assert "Secret Person" not in html
        assert "Hidden lamp" not in html
        assert hidden.public_id not in html
    assert client.get("/unapi", {"id": hidden.public_id}).status_code == 404


def test_unapi_answers_as_its_specification_says(client: Client) -> None:
    source = newspaper()
    every = client.get("/unapi")
    mine = client.get("/unapi", {"id": source.public_id})
    assert (every.status_code, mine.status_code, mine["Content-Type"]) == (200, 300, "application/xml")
    root = ElementTree.fromstring(mine.content)  # noqa: S314 - our own
    names = [each.get("name") for each in root.iter("format")]
    assert root.get("id") == source.public_id
    assert names == [each.get("name") for each in ElementTree.fromstring(every.content)]  # noqa: S314
    assert names[0] == "rdf_zotero"
    for each in root.iter("format"):
        given = client.get("/unapi", {"id": source.public_id, "format": each.get("name")})
        assert given.status_code == 200
        assert given["Content-Type"].partition(";")[0] == each.get("type")
        assert b"".join(given.streaming_content)  # type: ignore[attr-defined]
    assert client.get("/unapi", {"id": source.public_id, "format": "marc"}).status_code == 406
    assert client.get("/unapi", {"id": "nobody"}).status_code == 404
    assert client.get("/unapi", {"format": "ris"}).status_code == 400


def test_an_error_at_the_address_of_a_page_tells_nothing(client: Client) -> None:
    answer = client.get("/sources/0000000000/")
    assert answer.status_code == 404
    assert "Link" not in answer
    assert b"ld+json" not in answer.content


def test_a_text_says_where_it_lies_and_what_it_is_a_part_of(client: Client) -> None:
    document = make.make_document("A lamp went out.", source=newspaper())
    page, here = Read(client, document.get_absolute_url()), document.get_absolute_url()
    item = exported(client, document.source.get_absolute_url())
    assert page.data["@id"] == item["archive_location"]
    assert page.links["cite-as"] == [page.data["archivedAt"]] == page.meta("og:url")
    assert page.links["item"] == [f"{page.data['archivedAt']}text/"]
    assert page.links["collection"] == [item["archive_location"]]
    assert client.head(here)["Link"] == page.response["Link"]
    for address in page.links["describedby"]:
        assert client.get(address.partition("8000")[2]).status_code == 200


def test_the_header_stays_small_however_long_the_list(client: Client) -> None:
    for number in range(30):
        make.make_source(f"Lamp {number}", state=State.PUBLIC)
    answer = client.get("/sources/", {"q": "Lamp"})
    assert answer.content.count(b"Z3988") == 30
    assert len(answer["Link"]) < 2048
    assert len(client.get("/sources/", {"q": "灯" * 400})["Link"]) < 2048


def test_results_can_be_saved_where_they_are_works_or_their_words(client: Client) -> None:
    make.make_document("The lamp went out.", source=newspaper())
    index_everything()
    for kind in ("passages", "sources"):
        page = Read(client, f"/search/?q=lamp&kind={kind}")
        assert [each["rft.title"] for each in page.coins] == [["The Lamp Goes Out"]]
        assert page.data["@type"] == "SearchResultsPage"
        assert client.get(page.links["describedby"][0].partition("8000")[2]).status_code == 200
    assert "Link" not in client.get("/search/?q=lamp&kind=tags")
