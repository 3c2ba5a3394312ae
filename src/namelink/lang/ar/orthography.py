"""Arabic orthography: which spellings a name may have, and which show that another word is written."""

from __future__ import annotations

from namelink.text.folding import normalize

TANWIN, SHADDA = "\u064b", "\u0651"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
HAMZA_ON_ALEF = "أإ"

_PLAIN_ALEF = str.maketrans("أإآٱ", "اااا")


def tells_pronouns(text: str) -> bool:
    """Whether a text writes ة apart from ه: one without any ة may write both as ه.

    >>> tells_pronouns("زار جدة"), tells_pronouns("زار جده")
    (True, False)
    """
    return "ة" in text


def is_possessive(written: str, name: str) -> bool:
    """Whether a word ends in the pronoun ه where a name ends in ة: جده is his grandfather, not Jeddah.

    >>> is_possessive("جده", "جدة"), is_possessive("جدة", "جدة"), is_possessive("بنيه", "بنيه")
    (True, False, False)
    """
    return normalize(written).endswith("ه") and normalize(name).endswith("ة")


_HAMZA_ON_SEATS = "ئؤ"


def violates_orthography(written: str, name: str, hamza_letters: int = 4) -> bool:
    """Whether a word has what no writer adds to a name: tanwin, a last letter doubled, a hamza inside a short one.

    Args:
        written: The word as written.
        name: The name.
        hamza_letters: Letters up to which a hamza inside tells a word from a name; of longer names both spellings are
            in use (مأدبا, مادبا).

    >>> violates_orthography("ميتًا", "ميتا"), violates_orthography("مصرّ", "مصر"), violates_orthography("فأس", "فاس")
    (True, True, True)
    >>> violates_orthography("مصرَ", "مصر"), violates_orthography("عمّان", "عمان"), violates_orthography("أسد", "الأسد")
    (False, False, False)
    >>> violates_orthography("فئات", "فيات"), violates_orthography("مأدبا", "مادبا")
    (True, False)
    """
    if TANWIN in written[-2:]:
        return True
    if SHADDA in written[-2:] and written.rstrip(MARKS)[-1:] != "ي" and SHADDA not in name:
        return True
    if len(normalize(written)) > hamza_letters:
        return False
    added = any(hamza in written[1:] and hamza not in name for hamza in (*HAMZA_ON_ALEF, *_HAMZA_ON_SEATS))
    return added and normalize(written) != normalize(name)


def loose_spelling(text: str) -> str:
    """Return a text without diacritics and without what writers often leave off alef: hamza and madda.

    >>> loose_spelling("أُحُد") == loose_spelling("احد"), loose_spelling("هدى") == loose_spelling("هدي")
    (True, False)
    """
    return normalize(text).translate(_PLAIN_ALEF).casefold()
