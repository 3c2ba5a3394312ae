from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import Name, NameKind
from namelink.importers.context import Line
from namelink.importers.partial_records import PartialRecord, merge_names
from namelink.lang import make_key
from namelink.model import EntityType, Gender

texts = st.sampled_from(["قطر", "قَطر", "أحمد", "احمد", "Cairo", "CAIRO", "Каир", "Le Caire"])
langs = st.sampled_from(["ar", "en", "en-gb", "fr", "und-Latn", "und-Arab", "und"])
# Names of files hold half a surrogate pair where they are not UTF-8.
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=8)
names = st.lists(st.builds(Name, texts, langs, st.sampled_from(NameKind)), max_size=12)


def spellings(found: tuple[Name, ...] | list[Name]) -> set[tuple[str, bool]]:
    return {(make_key(n.text), n.kind is NameKind.DEMONYM) for n in found}


@settings(deadline=None)
@given(names)
def test_no_spelling_is_lost_and_none_is_made_up(given: list[Name]) -> None:
    merged = merge_names(given)
    assert set(merged) <= set(given)
    assert spellings(merged) == spellings(given)


@settings(deadline=None)
@given(names)
def test_one_name_for_each_key_and_language(given: list[Name]) -> None:
    merged = merge_names(given)
    seen = [(make_key(n.text), n.kind is NameKind.DEMONYM, n.lang.partition("-")[0]) for n in merged]
    assert len(seen) == len(set(seen))
    told = {each[:2] for each in seen if each[2] != "und"}
    assert not any(each[:2] in told for each in seen if each[2] == "und")


@settings(deadline=None)
@given(names)
def test_merging_again_changes_nothing(given: list[Name]) -> None:
    assert merge_names(merge_names(given)) == merge_names(given)


@settings(deadline=None)
@given(st.lists(st.builds(Name, texts, st.sampled_from(["ar", "en", "fr"])), max_size=12))
def test_the_first_name_of_a_language_stays_the_first(given: list[Name]) -> None:
    def first(names: list[Name] | tuple[Name, ...]) -> dict[str, Name]:
        return {n.lang: n for n in reversed(names)}

    assert first(merge_names(given)) == first(given)


@settings(deadline=None)
@given(
    st.builds(
        PartialRecord,
        id=st.just("x:1"),
        line=st.builds(Line, anything, st.integers(1), st.just("")),
        type=st.none() | st.sampled_from(EntityType),
        names=names.map(tuple),
        country=st.none() | anything,
        refs=st.lists(anything).map(tuple),
        description=st.none() | anything,
        weight=st.none() | st.floats(0, 1),
        born=st.lists(anything).map(tuple),
        died=st.lists(anything).map(tuple),
        class_=st.none() | anything,
        parent=st.none() | anything,
        coordinates=st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
        population=st.none() | st.integers(0),
        gender=st.none() | st.sampled_from(Gender),
        descriptions=st.lists(st.tuples(anything, anything)).map(tuple),
    )
)
def test_a_partial_record_comes_back_as_it_was(partial: PartialRecord) -> None:
    assert PartialRecord.unpack("x:1", partial.pack()) == partial
