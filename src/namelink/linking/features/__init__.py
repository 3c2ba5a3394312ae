"""Features of linking: what is measured of a candidate by itself, in its context and in its document."""

from namelink.linking.features.boundary import BOUNDARY
from namelink.linking.features.context import CONTEXT
from namelink.linking.features.support import KINDS_OF_SUPPORT
from namelink.linking.features.surface import AMBIGUITY, FORM, SUPPORT

REGISTRIES = (FORM, AMBIGUITY, SUPPORT, CONTEXT, BOUNDARY, KINDS_OF_SUPPORT)
"""All features of linking; those of the last one are shown as ``support``."""

__all__ = ["AMBIGUITY", "BOUNDARY", "CONTEXT", "FORM", "KINDS_OF_SUPPORT", "REGISTRIES", "SUPPORT"]
