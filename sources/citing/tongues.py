"""In which language a citation speaks: that of the page, or of the work where the style wants it so. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from sources.citing.stylefile import Style
from sources.names import HAN

_HAN = re.compile(f"[{HAN}]")
_TRADITIONAL = {"tw", "hk", "mo", "hant"}
_OTHERS = {"de": "de-DE", "fr": "fr-FR", "es": "es-ES"}
DEFAULT = "en-US"


def locale_of(item: Mapping[str, Any], style: Style, locale: str) -> str:
    """`locale`, unless the style follows its works: GB/T 7714 gives each in its own language."""
    if not style.follows_items:
        return locale
    primary, *rest = str(item.get("language") or "").lower().replace("_", "-").split("-")
    if primary == "zh" or (primary in {"", "und"} and _HAN.search(str(item.get("title", "")))):
        return "zh-TW" if _TRADITIONAL.intersection(rest) else "zh-CN"
    return _OTHERS.get(primary, DEFAULT)
