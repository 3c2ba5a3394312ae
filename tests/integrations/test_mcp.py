"""The server of tools, asked as programs with a model ask it: by the client of the SDK, over pipes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import anyio.from_thread
import jsonschema
import pytest
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent, Tool

import namelink
from namelink import Resolver
from namelink.cli import mcp as command
from tests.conftest import ROOT

BOTH = "محمد أحمد"
TWINS = [
    {"id": f"x:{year}", "type": "person", "born": str(year), "names": [{"text": BOTH, "lang": "ar"}]}
    for year in (1950, 1980)
]


class Session:
    """A running server and a client of it, called from outside its loop."""

    def __init__(self, client: Client, portal: anyio.from_thread.BlockingPortal) -> None:
        self.client = client
        self._portal = portal
        self.tools: dict[str, Tool] = {tool.name: tool for tool in portal.call(client.list_tools).tools}

    def call(self, tool: str, **arguments: Any) -> CallToolResult:
        found: CallToolResult = self._portal.call(self.client.call_tool, tool, arguments)
        return found

    def answer(self, tool: str, **arguments: Any) -> Any:
        """Return an answer, once it is seen to be of its schema, and the same in words."""
        found = self.call(tool, **arguments)
        values = found.structured_content
        assert not found.is_error, found.content
        jsonschema.validate(values, self.tools[tool].output_schema or {})
        assert json.loads(said(found)) == values
        return values

    def refusal(self, tool: str, **arguments: Any) -> str:
        found = self.call(tool, **arguments)
        assert found.is_error
        return said(found)


def said(found: CallToolResult) -> str:
    [content] = found.content
    assert isinstance(content, TextContent)
    return content.text


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    records = tmp_path_factory.mktemp("twins") / "twins.jsonl"
    records.write_text("\n".join(map(json.dumps, TWINS)), encoding="utf-8")
    options = ["--gazetteer", str(records), "--gazetteer", "default"]
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "namelink", "mcp", *options], env=dict(os.environ)
    )
    with (
        anyio.from_thread.start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(server)) as client,
    ):
        yield Session(client, portal)


def test_the_tools_are_declared(session: Session) -> None:
    assert list(session.tools) == ["resolve", "link", "transliterate", "compare"]
    for tool in session.tools.values():
        assert tool.description
        assert tool.annotations
        assert tool.annotations.read_only_hint
        for schema in (tool.input_schema, tool.output_schema or {}):
            jsonschema.Draft202012Validator.check_schema(schema)
            assert schema["properties"]
        assert tool.input_schema["additionalProperties"] is False
    assert "maghreb" in json.dumps(session.tools["transliterate"].input_schema)
    assert session.client.server_info
    assert session.client.server_info.name == "namelink"
    assert "nil" in (session.client.instructions or "")


def test_resolve(session: Session, resolver: Resolver) -> None:
    names = ["صادر جباروف", "محمد بن سلطان", BOTH]
    known, unknown, both = session.answer("resolve", names=names)["results"]
    found = resolver.resolve(names[0])
    assert known == {
        "query": names[0],
        "outcome": "match",
        "id": found.id,
        "name": found.name,
        "type": "person",
        "about": found.entity and found.entity.about,
        "score": round(found.score, 4),
    }
    assert (unknown["outcome"], set(unknown)) == ("nil", {"query", "outcome", "latin", "score"})
    assert (both["outcome"], [c["about"] for c in both["candidates"]]) == (
        "ambiguous",
        ["person, born 1950", "person, born 1980"],
    )


def test_resolve_by_what_is_known_beside_a_name(session: Session) -> None:
    found = session.answer("resolve", names=[BOTH, BOTH, BOTH], born=[1950, "1980", None])["results"]
    assert [each.get("id") for each in found] == ["x:1950", "x:1980", None]
    [by_id] = session.answer("resolve", names=[BOTH], refs=[["x:1980"]])["results"]
    assert by_id["id"] == "x:1980"
    [lebanese] = session.answer("resolve", names=["طرابلس"], country="Lebanon", type="place")["results"]
    assert lebanese["id"] == "wikidata:Q168954"


def test_link(session: Session, resolver: Resolver) -> None:
    text = "وأكد بوتين لنظيره القيرغيزي صادر جباروف"
    found = session.answer("link", text=text)["mentions"]
    assert [(m["start"], m["end"], m["id"]) for m in found] == [(m.start, m.end, m.id) for m in resolver.link(text)]
    assert [m["kind"] for m in session.answer("link", text=text, demonyms=False)["mentions"]] == ["name", "name"]
    assert session.answer("link", text="لا أسماء هنا") == {"mentions": []}


def test_a_long_text_is_linked_part_by_part(session: Session, resolver: Resolver) -> None:
    text = "قال بوتين في موسكو. " * 30
    expected = [mention.start for mention in resolver.link(text)]
    first = session.answer("link", text=text)
    assert (len(first["mentions"]), first["left_out"]) == (50, 10)
    assert first["next"] == "call link with the same arguments and skip=50"
    rest = session.answer("link", text=text, skip=50)
    assert list(rest) == ["mentions"]
    assert [mention["start"] for mention in (*first["mentions"], *rest["mentions"])] == expected
    few = session.answer("link", text=text, limit=7, skip=20)
    assert ([mention["start"] for mention in few["mentions"]], few["left_out"]) == (expected[20:27], 33)
    assert session.answer("link", text=text, skip=1000) == {"mentions": []}


def test_transliterate(session: Session) -> None:
    def spelled(**options: Any) -> list[list[str]]:
        found = session.answer("transliterate", **options)["results"]
        return [[spelling["text"] for spelling in each["spellings"]] for each in found]

    assert spelled(names=["محمد شريف", "بوتين"]) == [["Mohamed Sherif"], ["Putin"]]
    assert spelled(names=["الشارقة"], scheme="buckwalter") == [["Al$Arqp"]]
    assert spelled(names=["خالد الحداد"], scheme="ala-lc", vowels="guess") == [["khālid al-ḥaddād"]]
    assert spelled(names=["محمد الشريف"], article="el", hyphen=False) == [["Mohammed el Sharif"]]
    assert spelled(names=["نور الدين"], compounds="joined", region="egypt") == [["Noureddine"]]
    assert spelled(names=["Putin"], to="Arab") == [["بوتين"]]
    assert len(spelled(names=["خالد"], limit=2)[0]) == 2


def test_compare(session: Session) -> None:
    expected = namelink.compare("صدر جباروف", "Sadyr Japarov")
    assert session.answer("compare", a=expected.a, b=expected.b) == {"score": round(expected.score, 4)}


def test_reasons_are_given_on_request(session: Session, resolver: Resolver) -> None:
    [name] = session.answer("resolve", names=["صدر جبروف"], reasons=True)["results"]
    [mention] = session.answer("link", text="قال بوتين", reasons=True)["mentions"]
    assert name["reason"] == resolver.resolve("صدر جبروف").explain()
    assert mention["reason"] == resolver.link("قال بوتين")[0].resolution.explain()
    assert session.answer("compare", a="سلمان", b="سلطان", reasons=True)["reason"].startswith("'سلمان' and 'سلطان'")


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("resolve", {}, "names is needed, and not given"),
    ("resolve", {"names": "قطر"}, "names: input should be a valid list"),
    ("resolve", {"names": ["قطر"], "typ": "place"}, "there is no argument 'typ', the arguments are names, type"),
    ("resolve", {"names": ["قطر"], "type": "persons"}, "not 'persons'; did you mean 'person'?"),
    ("resolve", {"names": ["قطر"], "country": "Kyrgizstan"}, "did you mean 'Kyrgyzstan' (KG)?"),
    ("resolve", {"names": ["قطر"], "born": ["7/10/1952"]}, "or a date ('1952-10-07'), not '7/10/1952'"),
    ("resolve", {"names": ["قطر"], "born": [1950, 1980]}, "born"),
    ("resolve", {"names": ["قطر"], "limit": 0}, "limit: input should be greater than or equal to 1"),
    ("resolve", {"names": ["قطر"] * 201}, "names: list should have at most 200 items"),
    ("link", {"text": "a" * 100_001}, "text: string should have at most 100000 characters"),
    ("link", {"text": "قطر", "limit": 201}, "limit: input should be less than or equal to 200"),
    ("link", {"text": "قطر", "threshold": 5}, "threshold must be a number from 0 to 1, not 5"),
    ("transliterate", {"names": ["قطر"], "scheme": "iso"}, "scheme must be one of"),
    ("transliterate", {"names": ["قطر"], "scheme": "/etc/a.toml"}, "scheme must be one of"),
    ("transliterate", {"names": ["قطر"], "scheme": "ala-lc", "to": "Arab"}, "of the other options"),
    ("transliterate", {"names": ["قطر"], "scheme": "ala-lc", "article": "el"}, "of the other options"),
    ("transliterate", {"names": ["قطر"], "vowels": "guess"}, "give a scheme"),
    ("transliterate", {"names": ["قطر"], "article": "il"}, "article must be one of al, el, none"),
    ("transliterate", {"names": ["قطر"], "region": "magreb"}, "magreb"),
    ("compare", {"a": "قطر", "b": "ق" * 1001}, "b: string should have at most 1000 characters"),
    ("translate", {"text": "قطر"}, "there is no tool 'translate': the tools are resolve, link, transliterate, compare"),
]


@pytest.mark.parametrize(("tool", "arguments", "told"), WRONG, ids=[f"{t}-{i}" for i, (t, _, _) in enumerate(WRONG)])
def test_a_wrong_call_is_told_how_to_be_mended(
    session: Session, tool: str, arguments: dict[str, Any], told: str
) -> None:
    message = session.refusal(tool, **arguments)
    assert told in message
    assert "\n" not in message
    assert "pydantic" not in message


def test_a_missing_index_is_told_before_it_is_served() -> None:
    program = [sys.executable, "-m", "namelink", "mcp", "--gazetteer", "/nowhere.index"]
    found = subprocess.run(program, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert (found.returncode, found.stdout) == (2, "")
    assert "/nowhere.index" in found.stderr


def test_it_ends_with_its_input() -> None:
    program = [sys.executable, "-m", "namelink", "mcp"]
    found = subprocess.run(program, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    assert (found.stdout, found.stderr) == ("", "")


def test_the_page_has_configurations_to_copy() -> None:
    page = (ROOT / "docs" / "how-to" / "agents.md").read_text(encoding="utf-8")
    found = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)]
    assert len(found) >= 2
    for servers in (next(iter(each.values())) for each in found):
        name, *arguments = servers["namelink"]["args"]
        assert (name, servers["namelink"]["command"].rpartition("/")[2]) == (command.mcp.name, "namelink")
        command.mcp.make_context(name, arguments)
