"""The words of the W3C Web Annotation Vocabulary that are read and written here, and our own few. Pure.

https://www.w3.org/TR/annotation-vocab/
"""

ANNO_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{ANNO_CONTEXT}"'

# Annotation Vocabulary §3.1: each is a reason for an annotation and a purpose of a body.
MOTIVATIONS = frozenset(
    {
        "assessing",
        "bookmarking",
        "classifying",
        "commenting",
        "describing",
        "editing",
        "highlighting",
        "identifying",
        "linking",
        "moderating",
        "questioning",
        "replying",
        "tagging",
    }
)
# Annotation Model §3.2.6 and its appendix on sets: several resources in the place of one.
SETS = ("Choice", "Composite", "Independents", "List")
TEXT_DIRECTIONS = ("ltr", "rtl", "auto")

# Ours. The IRI is a UUID: it rests on no domain that may be lost, and is the same on every site.
PREFIX = "undersight"
VOCABULARY = "urn:uuid:11508b1e-7643-4de8-ab89-53ed087f7258#"
CONTEXT_PATH = "/ns/undersight.jsonld"
CONTEXT_DOCUMENT = {"@context": {PREFIX: VOCABULARY}}
KIND = f"{PREFIX}:kind"
STANCE = f"{PREFIX}:stance"
STRENGTH = f"{PREFIX}:strength"
TEXT_SHA256 = f"{PREFIX}:textSha256"
STANCES_ON_CLAIMS = frozenset({"supports", "disputes", "context"})
