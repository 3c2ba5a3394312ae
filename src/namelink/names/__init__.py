"""Names and texts, analysed once: what every stage after it takes."""

from namelink.names.analysis import NameText, NameToken, Token, TokenizedText
from namelink.names.analyzer import Analyzer, analyzer

__all__ = ["Analyzer", "NameText", "NameToken", "Token", "TokenizedText", "analyzer"]
