"""A program that uses namelink, as another package would; `.ci/run` checks its types against the built wheel.

Each `assert_type` fails where a type is lost on the way to the user, as all are where ``py.typed`` is not in the
wheel. Each ``type: ignore`` fails, as not needed, where a mistake of the caller would not be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, assert_type

from namelink import (
    Candidate,
    Cluster,
    ClusterEdge,
    Comparison,
    Entity,
    EntityType,
    Evidence,
    Gazetteer,
    LinkedText,
    Mention,
    MentionKind,
    Name,
    NameKind,
    NamelinkError,
    Outcome,
    Resolution,
    Resolver,
    Transliteration,
    cluster,
    compare,
    link,
    normalize,
    resolve,
    transliterate,
    transliterations,
)

RECORDS: list[dict[str, Any]] = [
    {"id": "desk:7", "type": "person", "names": [{"text": "فادي الكركبي", "lang": "ar"}]},
]


def resolving() -> None:
    """Resolve a name."""
    resolution = resolve("صادر جباروف", type="person", country="KG", limit=5, threshold=0.8)
    assert_type(resolution, Resolution)
    assert_type(resolution.outcome, Outcome)
    assert_type(resolution.id, str | None)
    assert_type(resolution.name, str | None)
    assert_type(resolution.type, EntityType | None)
    assert_type(resolution.latin, str)
    assert_type(resolution.score, float)
    assert_type(resolution.explain(), str)
    assert_type(resolution.to_dict(), dict[str, Any])
    assert_type(resolution.candidates, tuple[Candidate, ...])
    for candidate in resolution.candidates:
        assert_type(candidate.matched_name, Name)
        assert_type(candidate.evidence, tuple[Evidence, ...])
    assert_type(resolution.entity, Entity | None)
    assert resolution.entity is not None
    assert_type(resolution.entity.id, str)
    assert_type(resolution.entity.country, str | None)
    assert_type(resolution.entity.refs, tuple[str, ...])
    assert_type(
        [(name.text, name.lang, name.kind) for name in resolution.entity.names], list[tuple[str, str, NameKind]]
    )


def linking() -> None:
    """ClusterEdge a text."""
    text = "وأكد بوتين لنظيره القيرغيزي صدر جباروف"
    linked = link(text, types=["person", "place"], demonyms=True, overlaps=False, unknown=False)
    assert_type(linked, LinkedText)
    assert_type(linked[0], Mention)
    assert_type(linked[:2], tuple[Mention, ...])
    assert_type(linked.to_html(), str)
    for mention in linked:
        assert_type(mention, Mention)
        assert_type(mention.kind, MentionKind)
        assert_type(mention.prefix, str)
        assert_type(mention.id, str | None)
        assert_type(mention.resolution, Resolution)
        assert text[mention.start : mention.end] == mention.text


def spelling() -> None:
    """Compare, group and transliterate names."""
    comparison = compare("سلمان", "سلطان")
    assert_type(comparison, Comparison)
    assert_type(comparison.score, float)
    assert_type(comparison.evidence, tuple[Evidence, ...])
    groups = cluster(["صدر جباروف", "Sadyr Japarov"], threshold=0.8, method="average")
    assert_type(groups, list[Cluster])
    assert_type(groups[0].names, tuple[str, ...])
    assert_type(groups[0].edges, tuple[ClusterEdge, ...])
    assert_type(groups[0].latin, str)
    spelt = transliterations("خالد", limit=5, to="Latn", region="gulf")
    assert_type(spelt, list[Transliteration])
    assert_type([(each.text, each.score) for each in spelt], list[tuple[str, float]])
    assert_type(transliterate("الشارقة", scheme="bgn-pcgn"), str)
    assert_type(normalize("أُوزبكِسـتان", level="fold"), str)


def own_gazetteer() -> None:
    """Lay a gazetteer of one's own over the default one."""
    mine = Gazetteer.from_records(RECORDS)
    assert_type(mine, Gazetteer)
    layered = Gazetteer.layers(mine, Gazetteer.default())
    assert_type(layered, Gazetteer)
    assert_type(layered.entity("desk:7"), Entity | None)
    assert_type(layered.suggest("فادي"), list[Entity])
    resolver = Resolver(layered)
    assert_type(resolver.gazetteer, Gazetteer)
    assert_type(resolver.resolve("فادي الكركبي"), Resolution)
    assert_type(resolver.resolve_many(["قطر"]), Iterator[Resolution])
    assert_type(resolver.link("في قطر", overlay=mine), LinkedText)
    assert_type(resolver.link_many(["في قطر"]), Iterator[LinkedText])
    try:
        Gazetteer.open(Path("no such index"))
    except NamelinkError as error:
        assert_type(str(error), str)


def mistakes() -> None:
    """Make mistakes that a type checker must find; this is never run."""
    resolve(None)  # type: ignore[arg-type]
    print(resolve("قطر").names)  # type: ignore[attr-defined]
    resolve("قطر").score = 1.0  # type: ignore[misc]
    link("في قطر", kinds=["name"])  # type: ignore[call-arg]
    compare("سلمان")  # type: ignore[call-arg]
    cluster([1, 2])  # type: ignore[list-item]


if __name__ == "__main__":
    for use in (resolving, linking, spelling, own_gazetteer):
        use()
