"""Links for displaCy, spaCy's drawing of entities, to pages on what they name."""

from __future__ import annotations

from urllib.parse import quote

PAGES = {"wikidata": "https://www.wikidata.org/wiki/{}"}
"""Pages of authorities on an entity."""

NOWHERE = "#"
"""What displaCy writes for an entity that it has no page of."""


class EntityPages:
    """What displaCy takes for ``kb_url_template``: ids of Wikidata link to its page, others lead nowhere.

    >>> EntityPages().format("wikidata:Q7747"), EntityPages().format("desk:42")
    ('https://www.wikidata.org/wiki/Q7747', '#')
    """

    def format(self, id: str) -> str:
        """Return the address of the page on an entity.

        Args:
            id: The id of the entity, a CURIE.

        >>> EntityPages().format("")
        '#'
        """
        authority, _, local = id.partition(":")
        return PAGES[authority].format(quote(local, safe="")) if authority in PAGES and local else NOWHERE
