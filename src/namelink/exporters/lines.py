"""Records, JSON Lines: what ``gazetteer build`` reads."""

from __future__ import annotations

from collections.abc import Iterator

from namelink.gazetteer.flattening import ALL, Selection, flatten
from namelink.gazetteer.layers import Gazetteer


def export_jsonl(gazetteer: Gazetteer, selection: Selection = ALL) -> Iterator[str]:
    """Yield the records of a gazetteer, a line each.

    An index that is built of those of one index is the same, byte for byte, if it is given the same date. Of several
    layers they are what the layers say together; what one of them mutes is left out.

    Args:
        gazetteer: The gazetteer.
        selection: The part to export.
    """
    return (record.to_json() + "\n" for record in flatten(gazetteer, selection))
