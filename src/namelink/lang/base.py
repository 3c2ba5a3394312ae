"""What a language pack offers: the knowledge of one language that analysis, matching and linking ask for.

A pack is a package with a class derived from `Language` and a folder ``data`` of tables. What it does not
override has a neutral answer: no clitics, no article, no triggers.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar, NamedTuple

import attrs

from namelink import tables
from namelink.cache import lazy
from namelink.lang.name_words import NameWord, NameWordTable
from namelink.model import EntityType
from namelink.scripts import scripts as known_scripts
from namelink.text.folding import fold, normalize


@attrs.frozen
class Segmentation:
    """One way to part a folded token into clitics and a word.

    Attributes:
        word: The word without its clitics, an article that they have swallowed given back to it; or two words with a
            space between them, where they are written as one.
        prefix: The clitics before it, as written.
        length: How many characters of the folded token the clitics take.
    """

    word: str
    prefix: str = ""
    length: int = 0


class Piece(NamedTuple):
    """A token of a name as it is compared, and the tokens it was written as.

    Attributes:
        form: The token.
        first: The place of the first token it was written as: its article, where it has one.
        end: The place after the last one.
    """

    form: str
    first: int
    end: int


@attrs.frozen
class Trigger:
    """What a word says of the name after it: a title, a head noun, a preposition of place.

    Attributes:
        word: The word as written.
        type: What the name is.
        strong: Whether a name of the type is bound to follow.
        head: Whether the word is the very noun that the name belongs to: مدينة, شركة.
        town: Whether that is a place smaller than a country: مدينة الجزائر is Algiers.
    """

    word: str
    type: EntityType
    strong: bool
    head: bool
    town: bool


Homographs = Mapping[str, Collection[str]]
"""Words that are also names, as written, each with the folded neighbours that show the plain word."""


_SHARES = {"rare": 0.05, "some": 0.12, "most": 0.8}
"""The share of uses that a class of ``dictionary_words.tsv`` stands for.

Those of the first two are measured: of 155 and 134 uses in news, tweets and an encyclopedia, 7 and 16 were not borne
out by the translation or the tags. Of the third there were too few (18), so that it is the judges'.
"""


class Language:
    """One language; the tables of its pack are read when they are first asked for."""

    code: ClassVar[str] = "und"
    """BCP 47 tag of the language."""
    scripts: ClassVar[frozenset[str]] = frozenset()
    """ISO 15924 codes of the scripts whose tokens are analysed as this language."""
    version: ClassVar[int] = 1
    """Raised whenever the keys of names change, because an index stores them."""
    unknown_zipf: ClassVar[float] = 3.0
    """Zipf frequency of a token that the table does not list: all that it lists are more frequent."""
    article: ClassVar[str] = ""
    """The definite article that is written onto a word; empty where there is none."""

    # Keys of names

    def split_compound(self, token: str) -> list[str]:
        """Return the parts of a folded name written as one token, else the token itself."""
        return [token]

    def name_tokens(self, tokens: Sequence[str]) -> list[Piece]:
        """Return the folded tokens of a name, or of a run of it in scripts of this pack, as they are compared."""
        return [Piece(part, i, i + 1) for i, token in enumerate(tokens) for part in self.split_compound(token)]

    def is_patronymic(self, name: str) -> bool:
        """Whether a folded token of a name has the ending of a patronymic: Vladimirovich."""
        return bool(self.patronymic_endings) and name.endswith(self.patronymic_endings)

    def is_feminine(self, name: str) -> bool | None:
        """Whether the ending of a folded given name is a woman's; None where it may be of either."""
        if self.feminine_endings and name.endswith(self.feminine_endings[0]):
            return True
        return None if not self.feminine_endings or name[-1:] in self.open_endings else False

    @property
    def compound_heads(self) -> Collection[str]:
        """The tokens that begin a compound whatever follows, as names are compared: عبد."""
        return ()

    @property
    def compound_ends(self) -> Collection[str]:
        """The tokens that end a compound with the token before, as names are compared: الدين."""
        return ()

    locative_clitic: ClassVar[str] = ""
    """The clitic that says that something is in a place; empty where there is none."""
    head_noun_first: ClassVar[bool] = False
    """Whether the word that says what an organization is stands first: بنك مسقط, and never Muscat Bank."""
    feminine_endings: ClassVar[tuple[str, ...]] = ()
    """What a folded given name of a woman has at its end beside that of a man, the surest first."""
    patronymic_endings: ClassVar[tuple[str, ...]] = ()
    """What a folded patronymic ends in, where it is one word."""
    case_letters: ClassVar[str] = ""
    """Letters as written that show a language whose cases are written after an apostrophe."""
    open_endings: ClassVar[str] = ""
    """Letters at the end of a folded given name that leave open whether it is a woman's."""

    @property
    def has_capitals(self) -> bool:
        """Whether it is written with capitals."""
        return any(known_scripts()[code].has_capitals for code in self.scripts)

    def key_form(self, token: str, inner: bool) -> str:
        """Return a folded token as it stands in a key.

        Args:
            token: The token.
            inner: Whether it is not the first of the name.
        """
        return token

    def inflect_demonym(self, stem: str) -> tuple[str, ...]:
        """Return the forms of a demonym, as texts write them."""
        return (stem,)

    def inflect_name(self, text: str) -> tuple[str, ...]:
        """Return the forms of a name, as texts write them: its cases, itself first."""
        return (text,)

    def inflect_acronym(self, text: str) -> tuple[str, ...]:
        """Return the forms of an acronym, as texts write them."""
        return (text,)

    # Morphology of a folded token

    def names_language(self, clitic: str, demonym: str) -> bool:
        """Whether a folded demonym after a clitic is the name of a language: بالروسية, in Russian."""
        return False

    def segmentations(self, token: str) -> tuple[Segmentation, ...]:
        """Return the ways to read a token: as it stands first, then with the fewest clitics off."""
        return (Segmentation(token),)

    def is_definite(self, word: str) -> bool:
        """Whether a word, its clitics off, has the article written onto it."""
        return bool(self.article) and word.startswith(self.article)

    def has_article(self, word: str) -> bool:
        """Whether a word that begins as if it had the article has it; an article in the stem is none."""
        return self.is_definite(word)

    def without_article(self, word: str, least: int = 0) -> str:
        """Return a word without its article, where at least so many letters are left; else the word itself."""
        if self.is_definite(word) and len(word) - len(self.article) >= least:
            return word[len(self.article) :]
        return word

    def without_conjunction(self, token: str) -> str:
        """Return a token, or the clitics of one, without a conjunction ("and") that may be written onto it."""
        return token

    def without_accusative(self, token: str) -> str:
        """Return a token without the ending of the indefinite accusative, where it may have one."""
        return token

    def is_inflected(self, token: str) -> bool:
        """Whether a token that no table lists looks more like an inflected word than like a foreign name."""
        return False

    def has_known_stem(self, token: str, min_zipf: float) -> bool:
        """Whether a token that no table lists is a form of a listed word of at least a Zipf frequency."""
        return False

    def has_family_form(self, token: str) -> bool:
        """Whether a token has the form of a family name, so that after a full name it makes another person of it."""
        return False

    def agrees(self, noun: str, adjective: str) -> bool:
        """Whether a token after a conjunction may be an adjective of the same noun as the token before."""
        return False

    # Orthography of a word as written

    def tells_pronouns(self, text: str) -> bool:
        """Whether a text writes an ending of names otherwise than a pronoun that folds alike."""
        return False

    def is_possessive(self, written: str, name: str) -> bool:
        """Whether a word as written has a pronoun where a name, folded alike, has an ending of its own."""
        return False

    def violates_orthography(self, written: str, name: str) -> bool:
        """Whether a word as written has what no writer adds to a name."""
        return False

    def loose_spelling(self, text: str) -> str:
        """Return a word as written without what writers often leave out, to compare it with a name."""
        return normalize(text).casefold()

    # Diacritics

    def has_diacritics(self, text: str) -> bool:
        """Whether a text has marks that fold away and say how it sounds."""
        return False

    def diacritics_agreement(self, text: str, name: str) -> int:
        """Return 1 where two spellings with diacritics have marks in common, -1 where they differ, else 0."""
        return 0

    # Tables

    def zipf(self, word: str) -> float:
        """Return the Zipf frequency of a folded word: the logarithm to base 10 of its occurrences in 10^9 words."""
        return self.frequencies.get(word, self.unknown_zipf)

    def is_listed(self, word: str) -> bool:
        """Whether the table of frequencies lists a folded word, so that it is one of running text."""
        return word in self.frequencies

    @lazy
    def frequencies(self) -> Mapping[str, float]:
        """Zipf frequencies of folded words (``frequencies.tsv``)."""
        listed = self._columns("frequencies.tsv")
        return dict(zip(listed["word"], map(float, listed["zipf"]), strict=True)) if listed else {}

    @lazy
    def triggers(self) -> Mapping[str, Trigger]:
        """Words that say what the name after them is, folded (``triggers.tsv``)."""
        return {
            fold(row["word"]): Trigger(
                row["word"],
                EntityType(row["type"]),
                strong=row["strength"] != "weak",
                head=row["strength"] in ("head", "town"),
                town=row["strength"] == "town",
            )
            for row in self._rows("triggers.tsv")
        }

    @lazy
    def name_introducers(self) -> Mapping[str, str]:
        """Words after which whoever acts or speaks is named, folded, each with its kind (``name_introducers.tsv``)."""
        return {fold(row["word"]): row["kind"] for row in self._rows("name_introducers.tsv")}

    @lazy
    def homographs(self) -> Homographs:
        """Words that are also names, and are names only with support (``homographs.tsv``)."""
        return self._homographs("homographs.tsv")

    @lazy
    def dictionary_words(self) -> Mapping[str, float]:
        """Words, as written, that are spelt as a name too, each with the share of its uses that are the word.

        They are the words of ``dictionary_words.tsv``; each of its classes stands for one share.
        """
        return {normalize(row["word"]): _SHARES[row["uses"]] for row in self._rows("dictionary_words.tsv")}

    @lazy
    def dictionary_stems(self) -> Collection[str]:
        """Folded words of a dictionary that the table of frequencies does not list (``stems.tsv``)."""
        return frozenset(self._columns("stems.tsv").get("word", ()))

    @lazy
    def contextual_homographs(self) -> Homographs:
        """Names that are plain words only beside certain neighbours (``contextual_homographs.tsv``)."""
        return self._homographs("contextual_homographs.tsv")

    @lazy
    def homograph_topics(self) -> Mapping[str, Collection[str]]:
        """Words that are also names, as written, each with the folded words near by that show the plain word."""
        tables = ("homographs.tsv", "contextual_homographs.tsv")
        found = ((row["word"], fold(row.get("near") or "").split()) for table in tables for row in self._rows(table))
        return {word: frozenset(near) for word, near in found if near}

    @property
    def given_names(self) -> Collection[str]:
        """Keys of given names of one token that are known whatever a gazetteer holds."""
        return ()

    @lazy
    def folded_homographs(self) -> Mapping[str, str]:
        """Folded names that fold like a far more frequent word, each with that word as written.

        The frequency of such a token tells nothing of the name (``folded_homographs.tsv``).
        """
        return {fold(row["name"]): row["word"] for row in self._rows("folded_homographs.tsv")}

    @lazy
    def stop_tokens(self) -> Mapping[str, float]:
        """Tokens of names that carry structure rather than identity, as written, each with its weight, 0 to 1."""
        return {row["word"]: float(row["weight"]) for row in self._rows("stop_tokens.tsv")}

    @lazy
    def name_words(self) -> Sequence[NameWord]:
        """Words and phrases that play a role in names.

        Titles, legal forms, head nouns, links (``name_words.tsv``), and words for countries (``country_words.tsv``).
        A word is found if its first letter is of a script of the pack, or no letter.
        """
        listed, countries = self._columns("name_words.tsv"), self._columns("country_words.tsv")
        texts = countries.get("text", [])
        return NameWordTable(
            listed.get("text", []) + texts,
            listed.get("role", []) + ["country"] * len(texts),
            listed.get("meaning", [""] * len(listed.get("text", []))) + countries.get("country", []),
        )

    @lazy
    def nicknames(self) -> Mapping[str, frozenset[str]]:
        """The folded names that a short form or diminutive may stand for (``nicknames.tsv``)."""
        found: dict[str, set[str]] = {}
        for row in self._rows("nicknames.tsv"):
            for form in row["forms"].split(";"):
                found.setdefault(fold(form.strip()), set()).add(fold(row["name"]))
        return {form: frozenset(names) for form, names in found.items()}

    @lazy
    def terms(self) -> Mapping[str, frozenset[str]]:
        """Folded words by the role they play in names and texts (``terms.tsv``): see `words_of`."""
        found: dict[str, set[str]] = {}
        for row in self._rows("terms.tsv"):
            found.setdefault(row["role"], set()).add(fold(row["word"]))
        return {role: frozenset(words) for role, words in found.items()}

    def words_of(self, role: str) -> frozenset[str]:
        """Return the folded words that play a role.

        Roles are ``patronymic`` (son of), ``family`` (house of), ``compound_end`` (the last token of a given name of
        two), ``letter`` (names of Latin letters), ``royal_title``, ``case_suffix`` (written onto a name after an
        apostrophe: Ankara'da), ``region`` (head nouns without which a region may be named again), ``street_before``,
        ``street_after`` and ``street_capitalized`` (words for streets, by where the name stands; the last only with a
        capital).
        """
        return self.terms.get(role, frozenset())

    @property
    def package(self) -> str:
        """The package that holds the folder ``data``."""
        return type(self).__module__

    def _rows(self, table: str) -> list[dict[str, str]]:
        listed = self._columns(table)
        return [dict(zip(listed, row, strict=True)) for row in zip(*listed.values(), strict=True)]

    def _columns(self, table: str) -> dict[str, list[str]]:
        if type(self) is Language or not hasattr(sys.modules[self.package], "__path__"):
            return {}  # a pack that is a module, or a class of a script, has no tables
        try:
            return tables.columns(self.package, table)
        except OSError as error:
            if error.errno not in (0, errno.ENOENT):  # 0: so an archive tells that it has no such file
                raise
            return {}

    def _homographs(self, table: str) -> Homographs:
        return {row["word"]: frozenset(fold(row["against"]).split()) for row in self._rows(table)}
