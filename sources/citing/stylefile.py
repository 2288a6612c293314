"""Reads a CSL 1.0 style file: what the rest has to know of it, and the form of it that pandoc is given. Pure.

The standard: https://docs.citationstyles.org/en/stable/specification.html
"""

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum
from xml.etree import ElementTree as ET
from xml.parsers import expat

from django.utils.translation import gettext as _

NAMESPACE = "http://purl.org/net/xbiblio/csl"
MAX_BYTES = 1024 * 1024  # the largest official style has a quarter of it
MAX_DEPTH = 100
CREATIVE_COMMONS = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)")
# Numbers are given by position in a list, not by what happens to be formatted along: a variable of ours stands in.
OWN_NUMBER = "undersight-number"

ET.register_namespace("", NAMESPACE)


class BadStyle(ValueError):
    """The file is no style that can be used; the message says why, for people."""


class Form(StrEnum):
    """How a style cites in a text: the values of CSL's `citation-format`."""

    NOTE = "note"
    AUTHOR_DATE = "author-date"
    AUTHOR = "author"
    NUMERIC = "numeric"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Telling:
    """How a style tells works apart that would be cited in the same words.

    `names`: its rule for given names, "" where it adds none; `years`: 2019a, 2019b; `at_all`: it does anything.
    """

    at_all: bool
    names: str
    years: bool


@dataclass(frozen=True, slots=True)
class Style:
    """One style. `csl` is the file as pandoc gets it, `digest` its SHA-256; `credit` names authors and licence.

    `prints_locators`: whether it has a place for a pinpoint at all; `inverts_first`: whether of several names only the
    first has its family name in front.
    """

    id: str
    title: str
    form: Form
    has_bibliography: bool
    prints_locators: bool
    inverts_first: bool
    telling: Telling
    credit: str
    digest: str
    csl: bytes = field(repr=False)

    @property
    def is_note(self) -> bool:
        return self.form is Form.NOTE

    @property
    def is_numeric(self) -> bool:
        return self.form in {Form.NUMERIC, Form.LABEL}

    @property
    def follows_items(self) -> bool:
        """Whether its words follow the language of each work: GB/T 7714 wants 等 for Chinese, et al. for English."""
        return "gb-t-7714" in self.id


def tree_of(csl: bytes) -> ET.Element:
    """The `style` element. Raises `BadStyle`: not XML, too large, too deep, with a DTD, or no CSL 1.0 style."""
    if len(csl) > MAX_BYTES:
        raise BadStyle(
            _("The file has more than %(limit)s kB: no citation style is that large.")
            % {"limit": MAX_BYTES // 1024}
        )
    _refuse_tricks(csl)
    root = ET.fromstring(csl)  # noqa: S314 - no DTD and no entity gets past the line above
    if root.tag != _tag("style"):
        raise BadStyle(_("The file is XML, but no CSL style: its first element is not <style> of CSL."))
    if not (root.get("version") or "").startswith("1."):
        raise BadStyle(
            _("Its version is “%(version)s”: only CSL 1.0 styles can be used.")
            % {"version": root.get("version")}
        )
    return root


def parent_of(root: ET.Element) -> str:
    """The id of the style that a dependent one stands for, "" for an independent one."""
    for link in root.iterfind(f"{_tag('info')}/{_tag('link')}"):
        if link.get("rel") == "independent-parent":
            return (link.get("href") or "").rstrip("/").rpartition("/")[2]
    return ""


def title_of(root: ET.Element) -> str:
    """Raises `BadStyle` where there is none."""
    if title := (root.findtext(f"{_tag('info')}/{_tag('title')}") or "").strip():
        return title
    raise BadStyle(_("The style has no title: <info><title> is missing or empty."))


def style_of(csl: bytes, *, id: str, title: str = "") -> Style:
    """An independent style; `title` takes the place of its own. Raises `BadStyle`."""
    root = tree_of(csl)
    citation = root.find(_tag("citation"))
    if citation is None or citation.find(_tag("layout")) is None:
        raise BadStyle(_("The style says nothing of how to cite: <citation> with a <layout> is missing."))
    own_title, credit, form = title_of(root), _credit(root), _form(root)
    prepared = _prepared(root)
    return Style(
        id=id,
        title=title or own_title,
        form=form,
        has_bibliography=root.find(_tag("bibliography")) is not None,
        prints_locators=any("locator" in each.get("variable", "").split() for each in root.iter()),
        inverts_first=any(each.get("name-as-sort-order") == "first" for each in root.iter()),
        telling=_telling(root, citation),
        credit=credit,
        digest=hashlib.sha256(prepared).hexdigest(),
        csl=prepared,
    )


def _refuse_tricks(csl: bytes) -> None:
    """A style needs no DTD, and so no entity of its own: both are how XML attacks its readers."""
    depth = 0

    def refuse(*said: object) -> None:
        raise BadStyle(
            _("The file has a document type declaration, which a style does not need: it was refused.")
        )

    def start(*said: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise BadStyle(
                _("The file nests elements more than %(most)s deep: no citation style does.")
                % {"most": MAX_DEPTH}
            )

    def end(*said: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(csl, True)
    except expat.ExpatError as error:
        raise BadStyle(_("The file is not well-formed XML: %(error)s.") % {"error": error}) from error
    except (LookupError, UnicodeError, ValueError) as error:
        if isinstance(error, BadStyle):
            raise
        raise BadStyle(_("The file cannot be read as XML: %(error)s.") % {"error": error}) from error


def _form(root: ET.Element) -> Form:
    if root.get("class") == "note":
        return Form.NOTE
    for category in root.iterfind(f"{_tag('info')}/{_tag('category')}"):
        if (said := category.get("citation-format")) in set(Form) - {Form.NOTE}:
            return Form(said)
    numbered = root.findall(f".//{_tag('text')}[@variable='citation-number']")
    return Form.NUMERIC if numbered else Form.AUTHOR_DATE


def _telling(root: ET.Element, citation: ET.Element) -> Telling:
    def on(name: str) -> bool:
        return citation.get(name) == "true"

    names, years = on("disambiguate-add-givenname"), on("disambiguate-add-year-suffix")
    by_title = root.find(".//*[@disambiguate='true']") is not None
    return Telling(
        at_all=names or years or by_title or on("disambiguate-add-names"),
        names=citation.get("givenname-disambiguation-rule", "by-cite") if names else "",
        years=years,
    )


def _credit(root: ET.Element) -> str:
    """`Name, Name (licence)`, as the file says it."""
    people = root.findall(f"{_tag('info')}/{_tag('author')}") + root.findall(
        f"{_tag('info')}/{_tag('contributor')}"
    )
    names = [(person.findtext(_tag("name")) or "").strip() for person in people]
    rights = root.find(f"{_tag('info')}/{_tag('rights')}")
    licence = "" if rights is None else rights.get("license") or (rights.text or "").strip()
    named = ", ".join(dict.fromkeys(filter(None, names)))
    if match := CREATIVE_COMMONS.search(licence):
        licence = f"CC {match[1].upper()} {match[2]}"
    return f"{named} ({licence})" if named and licence else named or licence


def _prepared(root: ET.Element) -> bytes:
    """As pandoc gets it: without what depends on the neighbours of an entry, for an entry is kept by itself.

    That is a dash for the author of the entry before, and the number of an entry among those formatted with it. In
    citations the number stays: pandoc adds a pinpoint to a number where a style forgets it.
    """
    _mend(root)
    bibliography = root.find(_tag("bibliography"))
    if bibliography is None:
        return _bytes(root)
    bibliography.attrib.pop("subsequent-author-substitute", None)
    for part in [bibliography, *root.iterfind(_tag("macro"))]:
        for kind in ("text", "number"):
            for element in part.iterfind(f".//{_tag(kind)}[@variable='citation-number']"):
                element.set("variable", OWN_NUMBER)
    return _bytes(root)


def _mend(root: ET.Element) -> None:
    """What pandoc 3.9 reads otherwise than the specification, put so that it reads it as it is meant."""
    for names in root.iter(_tag("names")):
        if names.find(_tag("label")) is not None and names.find(_tag("name")) is None:
            names.insert(0, ET.Element(_tag("name")))  # else it prints the label first
    for label in root.iterfind(f".//{_tag('label')}[@variable='number']"):
        label.attrib.setdefault("plural", "never")  # else 1,234,567 are "Nos."


def _bytes(root: ET.Element) -> bytes:
    """Without the white space between elements: a large style is read at each run, and so in two thirds of the time."""
    for element in root.iter():
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return str(ET.tostring(root, encoding="unicode")).encode()


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
