"""Names and words as keys: what two spellings of the same thing share. Pure."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

HAN = "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
KANA = "\u3040-\u30ff"
HANGUL = "\uac00-\ud7af"
CYRILLIC = "\u0400-\u052f"
ARABIC = "\u0600-\u06ff"
# ISO 15924 codes, so that a tag built from one is valid BCP 47.
SCRIPTS = {"Hani": HAN, "Kana": KANA, "Hang": HANGUL, "Cyrl": CYRILLIC, "Arab": ARABIC}
SCRIPT_OF_LETTER = [(code, re.compile(f"[{letters}]")) for code, letters in SCRIPTS.items()]
SEPARATORS = " \t\u3000,;/|·•()（）[]【】"
SHORT_LINKS = re.compile(r"(?:https?://)?(?:pic\.twitter\.com|pic\.x\.com|t\.co)/\w+")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class NameForm:
    """One form of a name; `language` is BCP 47 with the script that is seen, e.g. `und-Hani`."""

    name: str
    language: str


def script_of(word: str) -> str:
    """ISO 15924 code of the first letter whose script we tell apart; `Latn` for Latin, `Zyyy` for none."""
    for letter in word:
        for code, pattern in SCRIPT_OF_LETTER:
            if pattern.match(letter):
                return code
        if letter.isalpha():
            return "Latn" if "LATIN" in unicodedata.name(letter, "") else "Zzzz"
    return "Zyyy"


def name_forms(display_name: str) -> list[NameForm]:
    """The forms of a name that stand side by side, one for each script: `Paul Mozur 孟建国` is two.

    Emoji and punctuation around the parts are dropped; a name in one script is returned whole.
    """
    runs: list[tuple[str, list[str]]] = []
    for word in _words(display_name):
        script = script_of(word)
        if script == "Zyyy":
            continue
        if runs and runs[-1][0] == script:
            runs[-1][1].append(word)
        else:
            runs.append((script, [word]))
    forms = [
        NameForm(" ".join(words), f"und-{script}" if script != "Zzzz" else "und") for script, words in runs
    ]
    unique = list(dict.fromkeys(forms))
    if len(unique) == 1:
        return [NameForm(display_name.strip(), unique[0].language)]
    return unique or [NameForm(display_name.strip(), "und")]


def _words(name: str) -> list[str]:
    """Words, cut also where Han meets another script without a space between."""
    spaced = re.sub(f"(?<=[{HAN}])(?=[A-Za-z])|(?<=[A-Za-z])(?=[{HAN}])", " ", name)
    words = (word.strip(SEPARATORS) for word in re.split(r"[\s\u3000()（）|/]+", spaced))
    return [word for word in words if word]


def name_key(name: str) -> str:
    """Case, width and spacing folded away (NFKC, Unicode case folding)."""
    return SPACE.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()


def folded(text: str) -> str:
    """Words as compared across copies: width, case and spacing folded, quotes straightened, short links left out.

    Sites rewrite exactly these when they quote, so two copies that differ in nothing else are the same words.
    """
    plain = unicodedata.normalize("NFKC", SHORT_LINKS.sub(" ", text))
    plain = plain.translate(QUOTES)
    return SPACE.sub(" ", plain).strip().casefold()


QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"})


def text_key(text: str) -> str:
    """A fixed-length key of the folded words: the first 32 hex digits of their SHA-256. `""` for no words."""
    plain = folded(text)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:32] if plain else ""
