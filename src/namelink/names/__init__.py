"""Names and texts, analysed once: what every stage after it takes."""

from namelink.names.analysis import NameText, Token, TokenizedText
from namelink.names.analyzer import Analyzer, analyzer
from namelink.names.parsing import parse_name
from namelink.names.parts import NamePart, ParsedName, Role
from namelink.names.pieces import NameToken
from namelink.names.structure import PartToken, Structure

__all__ = [
    "Analyzer",
    "NamePart",
    "NameText",
    "NameToken",
    "ParsedName",
    "PartToken",
    "Role",
    "Structure",
    "Token",
    "TokenizedText",
    "analyzer",
    "parse_name",
]
