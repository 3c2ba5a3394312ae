"""Lines of JSON, whatever they hold: no value of another type than expected is an error."""

from __future__ import annotations

import json
from typing import Any

from namelink.importers.context import Unusable


def parse_object(text: str) -> dict[str, Any]:
    """Return the object of a line of JSON.

    Raises:
        Unusable: it is no JSON, or no object.

    >>> parse_object('{"id": "Q813"}')
    {'id': 'Q813'}
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        row = f"line {error.lineno} of it, " if error.lineno > 1 else ""
        raise Unusable(f"this is no JSON: {error.msg}, {row}column {error.colno}") from None
    except RecursionError:
        raise Unusable("this is no JSON that can be read: it is nested too deeply") from None
    except ValueError:
        raise Unusable("this is no JSON that can be read: a number in it has thousands of digits") from None
    if not isinstance(data, dict):
        raise Unusable("this is JSON, but no object")
    return data


def mapping(value: object) -> dict[str, Any]:
    """Return a value if it is an object, else an empty one: Wikidata writes an empty object as a list.

    >>> mapping({"ar": 1}), mapping([])
    ({'ar': 1}, {})
    """
    return value if isinstance(value, dict) else {}


def texts(value: object) -> list[str]:
    """Return the strings of a list, or of a single string.

    >>> texts(["a", 3, "b"]), texts("a"), texts(None)
    (['a', 'b'], ['a'], [])
    """
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
