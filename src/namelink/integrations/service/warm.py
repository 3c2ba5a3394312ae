"""Warming up: every table is loaded once, so that no request waits for one."""

from __future__ import annotations

from namelink import Resolver
from namelink.integrations.service.fields import examples
from namelink.transliteration.standards import schemes


def warm_up(resolver: Resolver) -> None:
    """Use every function once."""
    for name in examples()["unknown"]:
        resolver.resolve(name)
        resolver.transliterations(name, to="Latn")
        resolver.transliterations(name, to="Arab")
    resolver.link(examples()["text"][0])
    for script, text in (("Arab", examples()["romanized"][0]), ("Cyrl", "Бишкек")):
        for scheme in schemes(script):
            resolver.transliterate(text, scheme)
