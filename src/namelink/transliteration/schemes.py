"""Romanization standards as data: one TOML file each, read and checked here.

A user's file may begin with ``base = "ala-lc"``, and then holds only what differs.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import attrs

from namelink.errors import SchemeError, require_str
from namelink.lang.ar.clitics import article_clitics
from namelink.lang.ar.diacritics import VocalizedTable
from namelink.scripts import script_code
from namelink.transliteration.letter_table import LetterTable

VOWELS = frozenset("a i u aa ii uu maqsura aw ay iyy iyy_final uww uww_final an an_maqsura in un".split())
TA_MARBUTA = frozenset("pause construct pause_after_alif construct_after_alif".split())
SHADDA = ("double", "single letters", "none")
ENDINGS = ("keep", "nominal", "drop")
CAPITALS = ("none", "words")
ARABIC, CYRILLIC = SCRIPTS = ("Arab", "Cyrl")
LATIN = "Latn"


@attrs.frozen(eq=False)
class Scheme:
    """A romanization standard; `docs/reference/romanization.md` defines each field.

    Attributes:
        name: Name of the standard.
        source: Its publisher and year.
        aliases: Other names of it.
        script: The script it writes in Latin letters, by ISO 15924: ``Arab`` or ``Cyrl``.
        language: The language it is made for, by ISO 639; empty where for several.
        reversible: Whether it can be read back; it writes letter for letter, as every standard for Cyrillic does.
        letters: Latin of each letter; letter for letter also of letters that are written together.
        initial: Latin of letters that begin a word, where a standard writes letter for letter.
        final: Likewise of letters that end one.
        after_vowels: Likewise of letters after `vowel_letters`.
        vowel_letters: Letters after which `after_vowels` holds.
        breaks: For a letter, those before which `digraph_break` parts their signs.
        readings: What a sign is read back as that several letters share.
        unwritten: Pairs of letters that no word has, though their signs are those of another letter.
        diacritics: Whether it writes diacritics; else a letter with a shadda is written twice.
        vowels: Latin of each vowel, diphthong and tanwin.
        article: The article; ``{l}`` in it is its l, assimilated to a sun letter.
        article_within: The article of a word that does not begin a name; empty where it is the same.
        article_after_vowel: The article after a word that ends in a vowel; empty where it is the same.
        links: What stands between a word and the next one, where it is no space: ``-`` after عبد.
        links_before: Likewise between a word and the one before it.
        prefixes: Likewise for و ف ب ك ل and the article after it.
        ta_marbuta: ة in pause and in construct, and both after a long a.
        initial_hamza: Whether a hamza that begins a word is written.
        shadda: Letters that a shadda doubles: all, those of one Latin letter, or none.
        endings: Final short vowels: all kept, dropped where the form shows a noun, or dropped.
        capitals: Whether words begin with a capital.
        initial_article_capital: Whether an article that begins a name does.
        digraph_break: Separator of two letters that would be read as one.
        final_h_break: Whether it also parts an a and a final ه, which would be read as ة.
        izafat: What a final i is, by which Persian links a word to the next: after a consonant.
        words: Vocalized words with a spelling of their own.
        first_words: Likewise of words that begin a name.
    """

    name: str
    letters: dict[str, str]
    source: str = ""
    aliases: list[str] = attrs.field(factory=list)
    script: str = "Arab"
    language: str = "ar"
    reversible: bool = False
    initial: dict[str, str] = attrs.field(factory=dict)
    final: dict[str, str] = attrs.field(factory=dict)
    after_vowels: dict[str, str] = attrs.field(factory=dict)
    vowel_letters: str = ""
    breaks: dict[str, str] = attrs.field(factory=dict)
    readings: dict[str, str] = attrs.field(factory=dict)
    unwritten: list[str] = attrs.field(factory=list)
    diacritics: bool = True
    vowels: dict[str, str] = attrs.field(factory=dict)
    article: str = "al-"
    article_within: str = ""
    article_after_vowel: str = ""
    links: dict[str, str] = attrs.field(factory=dict)
    links_before: dict[str, str] = attrs.field(factory=dict)
    prefixes: dict[str, str] = attrs.field(factory=dict)
    ta_marbuta: dict[str, str] = attrs.field(factory=dict)
    initial_hamza: bool = False
    shadda: str = "double"
    endings: str = "keep"
    capitals: str = "none"
    initial_article_capital: bool = False
    digraph_break: str = ""
    final_h_break: bool = False
    izafat: str = ""
    words: dict[str, str] = attrs.field(factory=dict)
    first_words: dict[str, str] = attrs.field(factory=dict)

    @functools.cached_property
    def digraphs(self) -> frozenset[str]:
        """The pairs of Latin letters that stand for one Arabic letter."""
        return frozenset(latin for latin in self.letters.values() if len(latin) == 2)

    @property
    def is_letter_for_letter(self) -> bool:
        """Whether it writes the letters of a word, and not its pronunciation."""
        return self.reversible or self.script != ARABIC

    @functools.cached_property
    def own_words(self) -> VocalizedTable[str]:
        """The words with a spelling of their own."""
        return VocalizedTable(self.words.items())

    @functools.cached_property
    def own_first_words(self) -> VocalizedTable[str]:
        """The words with a spelling of their own at the beginning of a name."""
        return VocalizedTable(self.first_words.items())

    @functools.cached_property
    def links_after_words(self) -> VocalizedTable[str]:
        """What stands after words, where it is no space."""
        return VocalizedTable(self.links.items())

    @functools.cached_property
    def links_before_words(self) -> VocalizedTable[str]:
        """What stands before words, where it is no space."""
        return VocalizedTable(self.links_before.items())

    @functools.cached_property
    def letter_table(self) -> LetterTable:
        """The signs of a standard that writes letter for letter."""
        return LetterTable(
            self.letters,
            initial=self.initial,
            final=self.final,
            after_vowels=self.after_vowels,
            vowels=self.vowel_letters,
            breaks=self.breaks,
            separator=self.digraph_break,
            readings=self.readings,
            unwritten=frozenset(self.unwritten),
        )


_WORD_TABLES = ("words", "first_words", "links", "links_before")
_LETTER_TABLES = ("letters", "initial", "final", "after_vowels", "breaks")
_TABLES = (*_LETTER_TABLES, *_WORD_TABLES, "readings", "vowels", "prefixes", "ta_marbuta")


def _keys(table: str) -> frozenset[str] | None:
    """Return the keys that a table may have, and must have where nothing is inherited; None for any letter or word."""
    return {"vowels": VOWELS, "prefixes": frozenset(article_clitics()), "ta_marbuta": TA_MARBUTA}.get(table)


_CHOICES = {"shadda": SHADDA, "endings": ENDINGS, "capitals": CAPITALS, "script": SCRIPTS}
_FLAGS = ("reversible", "initial_hamza", "initial_article_capital", "final_h_break", "diacritics")
_ARTICLES = ("article", "article_within", "article_after_vowel")
_STRINGS = ("name", "source", "language", *_ARTICLES, "digraph_break", "izafat", "vowel_letters")
_LISTS = ("aliases", "unwritten")
_KEYS = ("base", *_LISTS, *_STRINGS, *_FLAGS, *_CHOICES, *_TABLES)


@functools.cache
def _shipped() -> dict[str, Traversable]:
    folder = resources.files("namelink.transliteration").joinpath("data", "standards")
    files = {file.name.removesuffix(".toml"): file for file in folder.iterdir() if file.name.endswith(".toml")}
    return dict(sorted(files.items()))


def schemes(script: str | None = None, language: str | None = None) -> tuple[str, ...]:
    """Return the names of the standards that come with namelink.

    Args:
        script: Those for this script only, ``Arab`` or ``Cyrl``.
        language: Those made for this language only, by ISO 639.

    >>> schemes()[:3], schemes(language="fa")
    (('ala-lc', 'ala-lc-persian', 'ala-lc-russian'), ('ala-lc-persian', 'bgn-pcgn-persian'))
    """
    return tuple(
        name
        for name in _shipped()
        if (script is None or _named()[name].script == script)
        and (language is None or _named()[name].language == language)
    )


@functools.cache
def _named() -> dict[str, Scheme]:
    found = {name: _load(name) for name in _shipped()}
    return found | {alias: scheme for scheme in found.values() for alias in scheme.aliases}


@functools.cache
def _load(name: str) -> Scheme:
    file = _shipped()[name]
    return _parse(file.read_text(encoding="utf-8"), file.name)


@functools.cache
def reversible() -> tuple[str, ...]:
    """Return the names of the reversible standards, which write letter for letter.

    >>> reversible()[:3]
    ('ala-lc-russian', 'buckwalter', 'gost-7.79-a')
    """
    return tuple(name for name in _shipped() if _named()[name].reversible)


def find_scheme(scheme: str | Path) -> Scheme:
    """Return a standard by its name, in any case, or by the path of a TOML file.

    Args:
        scheme: One of `schemes()`, another name of it, or a user's file.

    Raises:
        SchemeError: There is no such standard, or the file cannot be used.

    >>> find_scheme("BGN/PCGN 1956").name
    'BGN/PCGN 1956 System'
    """
    if isinstance(scheme, Path) or require_str(scheme, "find_scheme", "scheme").endswith(".toml"):
        return _user_file(Path(scheme))
    found = _named().get(re.sub(r"[\s/_]+", "-", scheme.strip().lower()))
    if found is None:
        raise SchemeError(
            f"there is no scheme {scheme!r}; known are {', '.join(schemes())}, or the path of a .toml file"
        )
    return found


def _user_file(path: Path) -> Scheme:
    try:
        return _cached(path, path.stat().st_mtime_ns)
    except SchemeError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise SchemeError(f"{path} cannot be read ({error}); give the path of a TOML file") from error


@functools.lru_cache(maxsize=32)
def _cached(path: Path, stamp: int) -> Scheme:  # noqa: ARG001 (the stamp makes a changed file another one)
    try:
        return _parse(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise SchemeError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error


def _parse(text: str, file: str) -> Scheme:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SchemeError(f"{file} is not TOML: {error}; quote Arabic keys and all values") from error
    for key, value in data.items():
        _check(key, value, file)
    data = _inherit(data.pop("base", None), data)
    for key in ("name", "letters"):
        if key not in data:
            raise SchemeError(f'{file} lacks {key!r}; add it, or begin the file with base = "ala-lc"')
    scheme = Scheme(**data)
    _check_whole(scheme, file)
    return scheme


def _check(key: str, value: Any, file: str) -> None:
    """Raise a SchemeError if a key is not one, or its value not what it takes."""
    if key in _TABLES:
        return _check_table(key, value, file)
    if key in _FLAGS and not isinstance(value, bool):
        raise SchemeError(f"{file}: {key} is true or false, not {value!r}")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise SchemeError(f"{file}: {key} is one of {', '.join(map(repr, _CHOICES[key]))}, not {value!r}")
    if key in _STRINGS and not isinstance(value, str):
        raise SchemeError(f"{file}: {key} is a string, not {value!r}; put it in quotes")
    if key in _LISTS and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise SchemeError(f"{file}: {key} is a list of strings, not {value!r}")
    if key == "base" and value not in _shipped():
        raise SchemeError(f"{file}: base is one of {', '.join(_shipped())}, not {value!r}")
    if key not in _KEYS:
        raise SchemeError(f"{file}: there is no switch {key!r}; known are {', '.join(sorted(_KEYS))}")
    return None


def _check_table(table: str, value: Any, file: str) -> None:
    if not isinstance(value, dict):
        raise SchemeError(f"{file}: {table} is a table, not {value!r}; write [{table}] and its rows below")
    known = _keys(table)
    for key, latin in value.items():
        if not isinstance(latin, str):
            raise SchemeError(f"{file}: {key!r} in [{table}] is a string, not {latin!r}; put it in quotes")
        if known is not None and key not in known:
            raise SchemeError(f"{file}: there is no {key!r} in [{table}]; known are {', '.join(sorted(known))}")
        if table in _WORD_TABLES and script_code(key) != ARABIC:
            raise SchemeError(f"{file}: {key!r} in [{table}] is no Arabic word; write it in Arabic letters")
        if table in _LETTER_TABLES and (not key or key.isascii()):
            raise SchemeError(f"{file}: {key!r} in [{table}] is no Arabic or Cyrillic letter; write one letter a row")


def _inherit(base: str | None, data: dict[str, Any]) -> dict[str, Any]:
    """Return a file's data over that of the standard it begins with, table by table."""
    if base is None:
        return data
    merged = attrs.asdict(_load(base)) | {"aliases": []}
    for key, value in data.items():
        merged[key] = merged[key] | value if key in _TABLES else value
    return merged


def _check_whole(scheme: Scheme, file: str) -> None:
    """Raise a SchemeError if something is missing, or a reversible standard could be read in two ways."""
    if not scheme.letters:
        raise SchemeError(f"{file}: [letters] is empty; write one letter a row")
    for sign, other in scheme.letter_table.doubtful() if scheme.reversible else ():
        cure = "give each letter a sign that cannot be taken for others"
        raise SchemeError(f"{file}: {sign!r} in [letters] cannot be read back beside {other!r}; {cure}")
    if scheme.is_letter_for_letter:
        return
    for table in _TABLES:
        missing = (_keys(table) or frozenset()) - getattr(scheme, table).keys()
        if missing:
            cure = 'add it, or begin the file with base = "ala-lc"'
            raise SchemeError(f"{file}: [{table}] lacks {', '.join(map(repr, sorted(missing)))}; {cure}")
