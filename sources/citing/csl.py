"""Source ⇄ CSL-JSON 1.0.2. Pure over records that are loaded; nothing is lost either way.

What CSL has no variable for stands in `custom.undersight` (CSL keeps `custom` for that): the exact EDTF of a date that
CSL cannot write, the language of a name, what a post has of its own, and which values were derived.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from accounts.visibility import State
from sources.citing.credited import credited
from sources.citing.dates import csl_date, edtf_of
from sources.citing.items import ARCHIVE, DATES, OWN, ROLES, TEXTS, Item, NamedIn, PostFields, SourceFields
from sources.citing.names import CslName, Form, csl_name, form_of
from sources.citing.posts import post_fields, post_of, without_handle, write_post
from sources.dates import NotADate
from sources.models import Source, SourceType
from sources.models.record import UNKNOWN_LANGUAGE

HOLDING: Final = frozenset({"archive", "archive_collection", "archive_location"})
EVERYBODY: Final = (State.PUBLIC.value,)  # the states that anybody may see


def item_of(source: Source, *, address: str, text: str = "", shown: Collection[str] = EVERYBODY) -> Item:
    """One item of CSL-JSON; its `id` is the public id of the source, `archive_location` the `address` given.

    The source comes from `Source.objects.for_citing()`; loaded otherwise it costs queries. `text`: the words of a
    post, as the reader may see them: they stand for its title. `shown`: the states of people that may be named
    (`visible_states(user)`); of others only the name that the source itself prints is given.
    """
    fields = source_fields(source, shown=shown)
    return item_from(fields, public_id=source.public_id, address=address, text=text)


def source_fields(source: Source, *, shown: Collection[str] = EVERYBODY) -> SourceFields:
    """The columns of a source, its contributors and what it has as a post, as one value."""
    columns = {name: getattr(source, name) for name in (*TEXTS, *DATES, "csl_type", "language")}
    return SourceFields(
        **columns,
        contributors=credited(source, shown),
        post=post_fields(source) if source.is_post else None,
    )


def item_from(fields: SourceFields, *, public_id: str, address: str, text: str = "") -> Item:
    """The item that has these fields, as `item_of`."""
    own: dict[str, Any] = {}
    item: Item = {"id": public_id, "type": fields.csl_type}
    item |= {variable: value for name, variable in TEXTS.items() if (value := getattr(fields, name))}
    if fields.language != UNKNOWN_LANGUAGE:
        item["language"] = fields.language
    _write_dates(fields, item, own)
    _write_names(fields, item, own)
    if fields.post:
        write_post(fields, text, item, own)
    _write_archive(address, item, own)
    return item | ({"custom": {OWN: own}} if own else {})


def permanent_link(item: Item) -> str:
    """The address here of what an item says; `""` for an item that is not ours.

    That is `archive_location`, but for a source that lies in an archive of bricks: then CSL's place is taken.
    """
    if link := own_part(item).get("address"):
        return str(link)
    return text_of(item.get("archive_location")) if item.get("archive") == ARCHIVE else ""


def fields_of(item: Item) -> SourceFields:
    """The fields that an item has; `fields_of(item_of(source)) == source_fields(source)`.

    Items of others are read as far as they go: what is no text, no name or no date where one belongs is left out, and
    so is what a Source has no field for. Whatever the item holds, nothing is raised.
    """
    own = own_part(item)
    derived = {*_words(own.get("derived")), *(() if "address" in own else _ours(item))}
    given = {variable: value for variable, value in item.items() if variable not in derived}
    csl_type = given.get("type") if given.get("type") in SourceType.values else SourceType.DOCUMENT.value
    post = post_of(item, own) if csl_type == SourceType.POST else None
    return SourceFields(
        csl_type=str(csl_type),
        **{name: text_of(given.get(variable)) for name, variable in TEXTS.items()},
        **{name: _read_date(variable, given, own) for name, variable in DATES.items()},
        language=text_of(given.get("language")) or UNKNOWN_LANGUAGE,
        contributors=_read_names(given, own, post),
        post=post,
    )


def text_of(value: object) -> str:
    """The text of a variable: CSL allows numbers for some; `""` for what is neither."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def own_part(item: Item) -> Mapping[str, Any]:
    """What we ourselves noted in an item; nothing for the items of others."""
    custom = item.get("custom")
    own = custom.get(OWN) if isinstance(custom, dict) else None
    return own if isinstance(own, dict) else {}


def _write_archive(address: str, item: Item, own: dict[str, Any]) -> None:
    """This archive holds it, unless the source says that another does."""
    if HOLDING.isdisjoint(item):
        item |= {"archive": ARCHIVE, "archive_location": address}
    else:
        own["address"] = address


def _ours(item: Item) -> Collection[str]:
    return ("archive", "archive_location") if item.get("archive") == ARCHIVE else ()


def _write_dates(fields: SourceFields, item: Item, own: dict[str, Any]) -> None:
    exact = {}
    for name, variable in DATES.items():
        edtf = getattr(fields, name)
        if date := csl_date(edtf):
            item[variable] = date
            if _plain_edtf(date) != edtf:
                exact[variable] = edtf
    if exact:
        own["dates"] = exact


def _read_date(variable: str, given: Mapping[str, Any], own: Mapping[str, Any]) -> str:
    date = given.get(variable)
    if date is None:
        return ""
    exact = _part(own, "dates").get(variable)
    return exact if isinstance(exact, str) and csl_date(exact) == date else _plain_edtf(date)


def _plain_edtf(date: object) -> str:
    try:
        return edtf_of(date)
    except NotADate:
        return ""


def _write_names(fields: SourceFields, item: Item, own: dict[str, Any]) -> None:
    """Each name in its variable, and beside them the forms that cannot be told from its parts."""
    exact: dict[str, list[list[str] | None]] = {}
    for each in fields.contributors:
        form = Form(each.name, each.language, each.kind)
        parts = csl_name(form)
        item.setdefault(each.role, []).append(parts)
        is_seen = form_of(parts) == form
        exact.setdefault(each.role, []).append(None if is_seen else [form.name, form.language, form.kind])
    if told := {role: forms for role, forms in exact.items() if any(forms)}:
        own["names"] = told


def _read_names(
    given: Mapping[str, Any], own: Mapping[str, Any], post: PostFields | None
) -> tuple[NamedIn, ...]:
    exact, handle = _part(own, "names"), post.account if post else ""
    return tuple(
        NamedIn(role, form.name, form.language, form.kind)
        for role in ROLES
        for form in _forms(given.get(role), exact.get(role), handle)
    )


def _forms(names: object, exact: object, handle: str) -> list[Form]:
    if not isinstance(names, list):
        return []
    forms = exact if isinstance(exact, list) and len(exact) == len(names) else [None] * len(names)
    return [
        _form(without_handle(parts, handle), form)
        for parts, form in zip(names, forms, strict=True)
        if is_name(parts)
    ]


def _form(parts: CslName, exact: object) -> Form:
    """The form noted beside the name, if the name is still that one."""
    if (
        isinstance(exact, list)
        and all(isinstance(each, str) for each in exact)
        and len(exact) == len(Form.__slots__)
    ):
        form = Form(*exact)
        if csl_name(form) == parts:
            return form
    return form_of(parts)


def is_name(parts: object) -> bool:
    """Whether it is an object with a family name, a given name or a name that is not cut, in text."""
    return isinstance(parts, dict) and any(
        isinstance(parts.get(name), str) and parts[name] for name in ("family", "given", "literal")
    )


def _words(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _part(own: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = own.get(name)
    return part if isinstance(part, dict) else {}
