"""What pandoc leaves to be said in DOCX and ODT: the language of Han, the time, the look of a bibliography. Pure.

Both are ZIP files of XML. ECMA-376 part 1, 17.3.2.20 (`w:lang`), 17.11.19 (`w:numRestart`); OpenDocument 1.3, 20.202
(`style:language-asian`).
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO

NO_TIME = "1970-01-01T00:00:00Z"  # in a sandbox pandoc does not know the time
WORD_HAN = re.compile(r'(<w:rFonts w:hint="eastAsia" ?/>)<w:lang w:val="([\w-]+)" ?/>')
OFFICE_LANGUAGE = re.compile(
    r'<style:text-properties (?:fo:country="(\w+)" )?fo:language="(zh|ja|ko|yue)" ?/>'
)
# Programs know a language and a country, not a script.
COUNTRIES = {
    "zh": "zh-CN",
    "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW",
    "ja": "ja-JP",
    "ko": "ko-KR",
    "yue": "zh-HK",
}
UNKNOWN = "und"
RESTARTS = re.compile(r'<w:numRestart w:val="\w+" ?/>')  # LibreOffice counts notes anew at each heading then
WORD_ENTRY = re.compile(r'(w:styleId="Bibliography".*?)<w:pPr ?/>', re.DOTALL)
WORD_HANGING = r'\1<w:pPr><w:ind w:left="720" w:hanging="720" /></w:pPr>'
OFFICE_ENTRY = (
    '<style:style style:name="Bibliography" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:margin-left="0.5in" fo:margin-right="0in" fo:text-indent="-0.5in" '
    'style:auto-text-indent="false" fo:margin-bottom="0.08in" /></style:style>'
)
STYLES_END = "</office:styles>"


def finished(file: bytes, made_at: datetime) -> bytes:
    """The same file with these said."""
    out = BytesIO()
    stamp = (made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second)
    with zipfile.ZipFile(BytesIO(file)) as given, zipfile.ZipFile(out, "w") as made:
        for info in given.infolist():
            content = given.read(info)
            if change := CHANGES.get(info.filename):
                content = change(content.decode()).encode()
            if info.filename in TIMES:
                content = content.replace(NO_TIME.encode(), f"{made_at:%Y-%m-%dT%H:%M:%SZ}".encode())
            named = zipfile.ZipInfo(info.filename, stamp)
            # The first of an ODT is stored as it is: programs know it by that.
            named.compress_type = info.compress_type
            made.writestr(named, content)
    return out.getvalue()


def parts_of(file: bytes) -> Mapping[str, bytes]:
    """The files inside, by name."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _word_text(xml: str) -> str:
    return RESTARTS.sub("", WORD_HAN.sub(_word_han, xml))


def _word_han(found: re.Match[str]) -> str:
    """Of Han whose language nobody knows Word takes what the whole file says of Han."""
    language = found[2]
    if language.startswith(UNKNOWN):
        return found[1]
    return f'{found[1]}<w:lang w:eastAsia="{COUNTRIES.get(language, language)}" />'


def _word_styles(xml: str) -> str:
    return WORD_ENTRY.sub(WORD_HANGING, xml, count=1)


def _office_text(xml: str) -> str:
    return OFFICE_LANGUAGE.sub(_office_han, xml)


def _office_han(found: re.Match[str]) -> str:
    language, _dash, country = COUNTRIES.get(found[2], found[2]).partition("-")
    country = found[1] or country
    return (
        f'<style:text-properties style:language-asian="{language}" style:country-asian="{country}" '
        f'fo:language="{found[2]}" fo:country="{country}" />'
    )


def _office_styles(xml: str) -> str:
    return xml.replace(STYLES_END, OFFICE_ENTRY + STYLES_END, 1)


CHANGES: Mapping[str, Callable[[str], str]] = {
    "word/document.xml": _word_text,
    "word/footnotes.xml": _word_text,
    "word/styles.xml": _word_styles,
    "content.xml": _office_text,
    "styles.xml": _office_styles,
}
TIMES = {"docProps/core.xml", "meta.xml"}
