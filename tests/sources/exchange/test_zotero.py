"""Zotero RDF: each type under Zotero's own name, nothing smuggled, and what Zotero exports is read."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from sources.exchange.date_texts import date_of_text, date_text_in
from sources.exchange.shapes import Item, Unreadable
from sources.exchange.variables import DATES
from sources.exchange.zotero import FORMAT, write
from sources.exchange.zotero_fields import EVERY, HAS, NAMESPACES
from sources.exchange.zotero_reading import read
from sources.exchange.zotero_types import CSL_TYPES, ZOTERO_TYPES, plain
from sources.models import SourceType
from tests.sources.exchange.generated import generated

FULL: Item = {
    "title": "<T> & 'x'",
    "author": [{"family": "Quill", "given": "Ada"}, {"literal": "新华社"}],
    "editor": [{"family": "Stone", "given": "Bo"}],
    "translator": [{"literal": "T. T."}],
    "interviewer": [{"family": "Ask", "given": "Ina"}],
    "contributor": [{"literal": "C. C."}],
    "container-title": "The Lantern",
    "publisher": "Quay Press",
    "publisher-place": "Port Sorrel",
    "volume": "1",
    "issue": "2",
    "page": "3-4",
    "number": "5",
    "genre": "Tweet",
    "issued": {"date-parts": [[2019, 12, 18]]},
    "accessed": {"date-parts": [[2020, 1]]},
    "URL": "https://example.org/?a&b",
    "DOI": "10.1/y",
    "ISBN": "9783161484100",
    "language": "zh-Hans",
    "archive": "Undersight",
    "archive_location": "https://here/sources/x/",
    "note": "DOI: 10.1/smuggled\ntype: book <i>",
}
FROM_ZOTERO = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <bib:Article rdf:about="https://example.org/lamps">
    <z:itemType>journalArticle</z:itemType>
    <dcterms:isPartOf rdf:resource="urn:issn:1234-5678"/>
    <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Quill</foaf:surname><foaf:givenName>Ada</foaf:givenName>
      </foaf:Person></rdf:li></rdf:Seq></bib:authors>
    <dcterms:isReferencedBy rdf:resource="#item_2"/>
    <link:link rdf:resource="#item_3"/>
    <dc:subject>light</dc:subject>
    <dc:title>Lamps</dc:title>
    <dc:date>2019-12</dc:date>
    <dc:description>PMID: 12345
seen on the quay</dc:description>
  </bib:Article>
  <bib:Journal rdf:about="urn:issn:1234-5678"><prism:volume>7</prism:volume><prism:number>3</prism:number>
    <dc:title>Annals of Light</dc:title><dc:identifier>DOI 10.1/lamps</dc:identifier><dc:identifier>ISSN 1234-5678</dc:identifier>
  </bib:Journal>
  <bib:Memo rdf:about="#item_2"><rdf:value>&lt;p&gt;Ask &lt;b&gt;her&lt;/b&gt;&lt;/p&gt;&lt;p&gt;again&lt;/p&gt;</rdf:value></bib:Memo>
  <z:Attachment rdf:about="#item_3"><z:itemType>attachment</z:itemType><dc:title>PDF</dc:title></z:Attachment>
  <z:Collection rdf:about="#collection_1"><dc:title>Mine</dc:title></z:Collection>
</rdf:RDF>"""


def rdf_of(items: list[Item]) -> bytes:
    return "".join(write(items)).encode()


def without_id(item: Item | None) -> Item:
    assert item is not None
    return {name: value for name, value in item.items() if name != "id"}


@pytest.mark.parametrize("csl_type", SourceType.values)
def test_every_type_comes_back_whole(csl_type: str) -> None:
    (row,) = read(rdf_of([{"id": "a", "type": csl_type, **FULL}])).rows
    assert without_id(row.item) == {"type": csl_type, **FULL}
    assert not row.problems


@pytest.mark.parametrize(
    ("csl_type", "kind", "container"),
    [
        ("post", "forumPost", "z:Forum"),
        ("article-newspaper", "newspaperArticle", "bib:Newspaper"),
        ("report", "report", ""),
    ],
)
def test_zotero_finds_its_own_type_and_container(csl_type: str, kind: str, container: str) -> None:
    root = ET.fromstring(rdf_of([{"type": csl_type, **FULL}]))  # noqa: S314 - our own
    assert root[0].findtext("z:itemType", "", NAMESPACES) == kind
    if container:
        assert root[0].findtext(f"dcterms:isPartOf/{container}/dc:title", "", NAMESPACES) == "The Lantern"
    extra = root[0].findtext("dc:description", "", NAMESPACES).split("\n")
    assert ("genre: Tweet" in extra) == (csl_type == "article-newspaper")
    assert ("container-title: The Lantern" in extra) == (csl_type == "report")
    assert not any("smuggled" in line for line in extra)


def test_hard_texts_break_nothing_and_come_back() -> None:
    items = list(generated(600))
    rows = read(rdf_of(items)).rows
    assert len(rows) == len(items)
    for row, item in zip(rows, items, strict=True):
        assert without_id(row.item) == said_by_zotero(item), item["id"]


def said_by_zotero(item: Item) -> Item:
    """What Zotero has of an item: names in two parts, other texts without blank edges, those of Extra on one line."""
    has = EVERY | HAS.get(ZOTERO_TYPES[item["type"]], set())
    kept: dict[str, Any] = {}
    for name, value in item.items():
        if isinstance(value, list):
            kept[name] = [in_two_parts(each) for each in value]
        elif isinstance(value, str):
            kept[name] = value.strip() if name in has else " ".join(value.split())
        elif name in DATES and "literal" not in value:
            kept[name] = date_of_text(date_text_in(item, name))
    if "note" in kept:
        kept["note"] = item["note"].strip("\n")
    return {name: value for name, value in kept.items() if value and name not in ("id", "custom")}


def in_two_parts(name: dict[str, Any]) -> dict[str, str]:
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"))
    family = " ".join(filter(None, (*particles, name.get("literal") or name.get("family"))))
    given = ", ".join(filter(None, (name.get("given"), name.get("suffix"))))
    return {"family": family, "given": given} if given else {"literal": family}


def test_what_zotero_exports_is_read() -> None:
    read_ = read(FROM_ZOTERO.encode())
    (row,) = read_.rows
    assert row.item == {
        "id": "https://example.org/lamps",
        "type": "article-journal",
        "title": "Lamps",
        "author": [{"family": "Quill", "given": "Ada"}],
        "container-title": "Annals of Light",
        "volume": "7",
        "issue": "3",
        "DOI": "10.1/lamps",
        "ISSN": "1234-5678",
        "issued": {"date-parts": [[2019, 12]]},
        "keyword": "light",
        "PMID": "12345",
        "note": "seen on the quay\nAsk her\nagain",
    }
    assert "Quill" in row.raw


def test_every_type_of_ours_is_known_by_any_of_its_names() -> None:
    assert all(CSL_TYPES[plain(each)] == each for each in SourceType.values)
    assert set(SourceType.values) <= set(ZOTERO_TYPES)
    assert (
        CSL_TYPES[plain("Newspaper article")] == CSL_TYPES[plain("newspaperArticle")] == "article-newspaper"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<rdf",
        b"<a/>",
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'.encode("utf-16"),
    ],
)
def test_what_is_no_rdf_of_zotero_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data)


def test_the_format_says_what_it_cannot_carry() -> None:
    assert FORMAT.cannot_carry


def test_names_keep_their_order() -> None:
    names = [{"literal": f"n{n}"} for n in range(9)]
    (row,) = read(rdf_of([{"type": "book", "author": names}])).rows
    assert row.item and row.item["author"] == names
