"""What of a file is too much for one record."""

import json

from archive.importing.reading import MOST_NAMES, File, Row, read_file


def row_of(names: int) -> Row:
    item = {
        "id": "1",
        "type": "book",
        "title": "Lamps",
        "author": [{"family": f"Q{n}"} for n in range(names)],
    }
    [row] = read_file(File(json.dumps([item, item]).encode(), format="csl")).rows[:1]
    return row


def test_a_work_of_too_many_hands_is_no_reference() -> None:
    kept, refused = row_of(MOST_NAMES), row_of(MOST_NAMES + 1)
    assert kept.fields
    assert len(kept.fields.contributors) == MOST_NAMES
    assert refused.fields is None
    assert "1001" in " ".join(refused.problems)
