"""Values in few characters, for representations and error messages."""

from __future__ import annotations


def shown(value: object, longest: int = 60) -> str:
    """Return the representation of a value, cut off where it is long.

    Args:
        value: The value.
        longest: Characters to return at most.

    >>> shown("قطر"), shown("a" * 100, 10)
    ("'قطر'", "'aaaaa...'")
    """
    found = repr(value[: longest + 1] if isinstance(value, str | bytes) else value)
    return found if len(found) <= longest else f"{found[: longest - 4]}...{found[-1]}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    Args:
        number: The number.
        noun: The noun in the singular.
        plural: The noun in the plural, where it is not made with an s.

    >>> counted(1, "mention"), counted(3812, "entity", "entities")
    ('1 mention', '3,812 entities')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
