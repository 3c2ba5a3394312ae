from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from namelink.reference import Aligner as Aligner
from namelink.reference import PostingLists as PostingLists
from namelink.reference import WordWeights as WordWeights
from namelink.reference import hash_strings as hash_strings
from namelink.reference import near_keys as near_keys

_Token = TypeVar("_Token")

NAME_FEATURES: tuple[str, ...]

class ComparedWord:
    def __init__(
        self,
        aligner: Aligner,
        *,
        letters: str,
        form: str,
        bare: str,
        encoded: bytes,
        bare_encoded: bytes,
        nicknames: frozenset[str],
        sound: str,
        initial: str,
        consonants: int,
        zipf: float,
        is_definite: bool,
        is_given: bool,
        is_arab_given: bool,
        is_number: bool,
        is_son: bool,
        head_noun_first: bool,
        begins_with_vowel: bool,
        is_vowel: bool,
    ) -> None: ...

class ComparedToken:
    def __init__(
        self,
        word: ComparedWord,
        token: object,
        meaning: str,
        role: int,
        part: int,
        is_servant: bool,
        is_head: bool,
        is_general: bool,
    ) -> None: ...

class ComparedName:
    def __init__(self, tokens: Iterable[ComparedToken], type: int) -> None: ...

class NameComparer:
    def __init__(
        self,
        aligner: Aligner,
        settings: object,
        words: Callable[[str, str], float],
        facts: object,
        weights: Iterable[float],
        most_pairs: int,
    ) -> None: ...
    def measure(
        self,
        query: ComparedName,
        name: ComparedName,
        is_short: bool = False,
        is_demonym: bool = False,
        entity_type: int = 0,
        is_arabic_place: bool = False,
        gazetteer_names: int = 0,
    ) -> list[tuple[int, float]]: ...
    def log_odds(
        self,
        query: ComparedName,
        name: ComparedName,
        is_short: bool = False,
        is_demonym: bool = False,
        entity_type: int = 0,
        is_arabic_place: bool = False,
        gazetteer_names: int = 0,
    ) -> float: ...

NAME_WORD_ROLES: tuple[str, ...]

class NamePhrase:
    def __init__(self, tokens: tuple[str, ...], role: int, meaning: str) -> None: ...

class WrittenWord:
    def __init__(self, token: str, phrases: tuple[NamePhrase, ...], is_given: bool, head_noun_first: bool) -> None: ...

class PartWord:
    def __init__(self, letters: str, form: str, is_head: bool, is_end: bool, is_patronymic: bool) -> None: ...

class NameParser(Generic[_Token]):
    def __init__(self, part_token: type[_Token], roles: tuple[object, ...], heads: frozenset[str]) -> None: ...
    def parse(
        self,
        words: list[WrittenWord],
        parts: list[PartWord],
        ends: list[tuple[int, int]],
        dots: frozenset[int],
        type: int,
    ) -> tuple[int, tuple[_Token, ...]] | None: ...
