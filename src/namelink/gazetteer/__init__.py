"""Gazetteers: records, the compiler that makes an index of them, and the reader of indexes."""

from namelink.gazetteer.layers import Gazetteer, require_gazetteer
from namelink.gazetteer.muting import Hit, Ref
from namelink.record import Record

__all__ = ["Gazetteer", "Hit", "Record", "Ref", "require_gazetteer"]
