"""namelink for language models: a server of the Model Context Protocol, on standard input and output.

Each tool has a schema of its arguments and one of its answers (`namelink.integrations.mcp_tools`). What is wrong with
a call is told as the answer of the tool, in words by which a model can mend it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import namelink
from namelink import NamelinkError, Resolver
from namelink.integrations.extras import extra

with extra("mcp"):
    import anyio
    from mcp.server.lowlevel import Server
    from mcp.server.stdio import stdio_server
    from mcp.types import (
        CallToolRequestParams,
        CallToolResult,
        ListToolsResult,
        PaginatedRequestParams,
        TextContent,
        ToolAnnotations,
    )
    from mcp.types import Tool as ListedTool
    from pydantic import BaseModel, ValidationError

from namelink.integrations.mcp_tools import TOOLS, Tool

INSTRUCTIONS = (
    "namelink says which person, place or organization a name names, in Arabic first, and in Latin or Cyrillic letters."
    " It answers from a gazetteer, alike on every run. Scores are probabilities. Ids are CURIEs such as wikidata:Q813."
    " Never put an id of your own in place of a 'nil'."
)
"""What a client tells its model of the server."""


def create_server(resolver: Resolver) -> Server[Any]:
    """Return a server that answers from one resolver.

    >>> create_server(Resolver()).name
    'namelink'
    """

    async def list_tools(_context: Any, _asked: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_listed(tool) for tool in TOOLS])

    async def call_tool(_context: Any, asked: CallToolRequestParams) -> CallToolResult:
        return await anyio.to_thread.run_sync(call, resolver, asked.name, asked.arguments or {})

    return Server(
        "namelink",
        version=namelink.__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve(resolver: Resolver) -> None:
    """Answer on standard input and output until the input ends.

    Args:
        resolver: What the tools answer from.
    """
    anyio.run(_serve, create_server(resolver))


async def _serve(server: Server[Any]) -> None:
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def call(resolver: Resolver, name: str, arguments: Mapping[str, Any]) -> CallToolResult:
    """Return the answer of a tool, or what is wrong with the call.

    Args:
        resolver: What the tool answers from.
        name: The tool.
        arguments: Its arguments.

    >>> call(Resolver(), "compare", {"a": "قطر", "c": "قطر"}).content[0].text
    "compare: b is needed, and not given; there is no argument 'c', the arguments are a, b, reasons"
    """
    tool = next((tool for tool in TOOLS if tool.name == name), None)
    if tool is None:
        return _refusal(f"there is no tool {name!r}: the tools are {', '.join(tool.name for tool in TOOLS)}")
    try:
        return _answer(tool.run(resolver, tool.arguments.model_validate(arguments)))
    except ValidationError as error:
        return _refusal(f"{name}: {_faults(tool, error)}")
    except (NamelinkError, TypeError, ValueError) as error:
        return _refusal(f"{name}: {error}")


def _listed(tool: Tool) -> ListedTool:
    return ListedTool(
        name=tool.name,
        description=tool.purpose,
        input_schema=tool.arguments.model_json_schema(),
        output_schema=tool.answer.model_json_schema(),
        annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


def _answer(found: BaseModel) -> CallToolResult:
    """Return an answer as values and, for clients that do not read these, as the same values in a line."""
    line = found.model_dump_json(exclude_none=True)
    values = found.model_dump(mode="json", exclude_none=True)
    return CallToolResult(content=[TextContent(type="text", text=line)], structured_content=values)


def _refusal(message: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=message)], is_error=True)


def _faults(tool: Tool, error: ValidationError) -> str:
    """Return what is wrong with arguments, in a line."""
    found = []
    for fault in error.errors(include_url=False, include_input=False):
        where = ".".join(map(str, fault["loc"]))
        if fault["type"] == "missing":
            found.append(f"{where} is needed, and not given")
        elif fault["type"] == "extra_forbidden":
            found.append(f"there is no argument {where!r}, the arguments are {', '.join(tool.arguments.model_fields)}")
        else:
            found.append(f"{where}: {fault['msg'][0].lower()}{fault['msg'][1:]}")
    return "; ".join(found)
