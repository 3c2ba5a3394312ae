"""Features of linking: what is measured of a candidate by itself, in its context and in its document."""

from namelink.linking.features.boundary import BOUNDARY
from namelink.linking.features.context import CONTEXT
from namelink.linking.features.support import SUPPORT, SUPPORTED
from namelink.linking.features.surface import AMBIGUITY, FORM

REGISTRIES = (FORM, AMBIGUITY, CONTEXT, BOUNDARY, SUPPORT, SUPPORTED)
"""All features of linking, in the order they are measured."""

__all__ = ["AMBIGUITY", "BOUNDARY", "CONTEXT", "FORM", "REGISTRIES", "SUPPORT", "SUPPORTED"]
