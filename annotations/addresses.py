"""How Subjects and tags stand in addresses: /claims/…, /agencies/…"""

from annotations.models.subject import PLURALS, SubjectKind

KINDS = {plural: kind for kind, plural in PLURALS.items()}


class NameInPath:
    """A path converter for slugs in any script: one step of an address, and no NUL, which no column holds."""

    regex = r"[^/\x00]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PluralInPath:
    """A path converter: the plural outside, the kind inside."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> SubjectKind:
        return KINDS[value]

    def to_url(self, value: str) -> str:
        """Of a kind or of its plural."""
        return PLURALS.get(value, value)  # type: ignore[call-overload, no-any-return]
