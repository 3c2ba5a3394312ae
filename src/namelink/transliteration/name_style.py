"""Style of names in Latin letters: how one house writes compounds and the article, whatever the region is used to."""

from __future__ import annotations

import re

import attrs

from namelink.lang.ar.compounds import FAITH, SERVANT
from namelink.lang.ar.name_parts import regions
from namelink.validation import check_choice

COMPOUNDS = ("joined", "apart", "hyphenated")
ARTICLES = ("al", "el", "none")

ARTICLE_START = re.compile("(?:al|el)([- ])(?=[^ ])", re.IGNORECASE)
"""The article that begins a word in Latin letters, and what follows it."""
_DIGRAPHS = ("sh", "ch", "th", "dh")


def known_region(region: str | None) -> str | None:
    """Return a region, if it is one.

    Raises:
        ValueError: There is no such region; the message names the known ones.

    >>> known_region("egypt")
    'egypt'
    """
    return None if region is None else check_choice("region", region, regions())


def _known_compounds(value: str | None) -> str | None:
    return None if value is None else check_choice("compounds", value, COMPOUNDS)


def _known_article(value: str | None) -> str | None:
    return None if value is None else check_choice("article", value, ARTICLES)


def _flag(_: object, field: attrs.Attribute[bool | None], value: object) -> None:
    if value is not None and not isinstance(value, bool):
        raise TypeError(f"NameStyle({field.name}=…) is True, False or None, not {value!r}")


def _switch(_: object, field: attrs.Attribute[bool], value: object) -> None:
    if not isinstance(value, bool):
        raise TypeError(f"NameStyle({field.name}=…) is True or False, not {value!r}")


@attrs.frozen(kw_only=True)
class NameStyle:
    """How names in Latin letters are written by one house. What is None is written as the region does.

    Attributes:
        region: The region whose spellings are used: ``egypt``, ``gulf``, ``horn`` (of Africa), ``iraq``, ``levant``,
            ``maghreb``, ``sudan``.
        compounds: ``joined`` (Abdelrahman, Noureddine), ``apart`` (Abdel Rahman, Nour el-Din) or ``hyphenated``.
        article: ``al`` (al-Sisi, Abdul), ``el`` (el-Sisi, Abdel) or ``none``, which leaves that of surnames out.
        hyphen: Whether a hyphen stands after the article (al-Sisi), or a space (al Sisi).
        assimilated: Whether the article is written as it sounds before a letter of the sun: ar-Rashid.

    Raises:
        TypeError: A value is of a wrong type.
        ValueError: There is no such region, way to write compounds, or article; the message names the known ones.

    >>> NameStyle(region="egypt", compounds="joined").compounds
    'joined'
    """

    region: str | None = attrs.field(default=None, converter=known_region)
    compounds: str | None = attrs.field(default=None, converter=_known_compounds)
    article: str | None = attrs.field(default=None, converter=_known_article)
    hyphen: bool | None = attrs.field(default=None, validator=_flag)
    assimilated: bool = attrs.field(default=False, validator=_switch)

    @property
    def takes_compounds_apart(self) -> bool:
        """Whether compounds are composed of their halves, and not taken as they are attested."""
        return bool(self.compounds or self.article in ("al", "el") or self.assimilated)

    def with_article(self, text: str, sun: bool) -> str:
        """Return the spelling of a word with an article as this style writes it.

        Args:
            text: The spelling; one that leaves the article out stays as it is.
            sun: Whether the word begins with a letter of the sun.

        >>> NameStyle(article="el", hyphen=False).with_article("al-Sisi", True)
        'el Sisi'
        >>> NameStyle(assimilated=True).with_article("al-Sharif", True)
        'ash-Sharif'
        """
        found = ARTICLE_START.match(text)
        if found is None:
            return text
        stem = text[found.end() :]
        if self.article == "none":
            return stem
        between = found[1] if self.hyphen is None else "-" if self.hyphen else " "
        head = text[0] if self.article is None else self.article[0].upper() if text[0].isupper() else self.article[0]
        return f"{head}{self._consonant(stem, sun)}{between}{stem}"

    def compound(self, particle: str, stem: str, sun: bool, article: str) -> str:
        """Return a compound of a stem and عبد, الدين or الله.

        Args:
            particle: The invariable half, folded.
            stem: The spelling of the other, without an article.
            sun: Whether the half after the article begins with a letter of the sun.
            article: ``al`` or ``el``, where this style has none.

        >>> style = NameStyle(compounds="joined")
        >>> style.compound("عبد", "Fattah", False, "el"), style.compound("الدين", "Nour", True, "el")
        ('Abdelfattah', 'Noureddine')
        """
        article = self.article if self.article in ("al", "el") else article
        way = self.compounds or "apart"
        if particle == SERVANT:
            head = "Abd" + ("e" if article == "el" else "u") + self._consonant(stem, sun)
            return {"joined": head + stem.lower(), "apart": f"{head} {stem}", "hyphenated": f"{head}-{stem}"}[way]
        if particle == FAITH:
            last = self.with_article(f"{article}-Din", sun=True)
            end = "eddine" if article == "el" else "uddin"
            return {"joined": stem + end, "apart": f"{stem} {last}", "hyphenated": f"{stem}-{last}"}[way]
        return {"joined": f"{stem}allah", "apart": f"{stem} Allah", "hyphenated": f"{stem}-Allah"}[way]

    def _consonant(self, stem: str, sun: bool) -> str:
        """Return the consonant of the article before a stem."""
        if not (self.assimilated and sun):
            return "l"
        lower = stem.lower()
        return lower[:2] if lower.startswith(_DIGRAPHS) else lower[:1]
