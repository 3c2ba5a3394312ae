r"""The configuration: every threshold of matching, linking, clustering and transliteration, in one validated value.

>>> from namelink.config import Config
>>> config = Config.from_toml("[matching]\nthreshold = 0.9")
>>> config.matching.threshold, config.linking == Config().linking
(0.9, True)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from namelink.config.checks import ChecksConfig
from namelink.config.clustering import ClusteringConfig
from namelink.config.limits import Limits
from namelink.config.linking import LinkingConfig
from namelink.config.matching import MatchingConfig
from namelink.config.setting import Setting, settings_of
from namelink.config.transliteration import TransliterationConfig
from namelink.errors import ConfigError

__all__ = [
    "ChecksConfig",
    "ClusteringConfig",
    "Config",
    "Limits",
    "LinkingConfig",
    "MatchingConfig",
    "Setting",
    "TransliterationConfig",
]


def _frozen_weights(weights: Mapping[str, float] | tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    pairs = weights.items() if isinstance(weights, Mapping) else weights
    return tuple(sorted((name, float(weight)) for name, weight in pairs))


@attrs.frozen(kw_only=True)
class Config:
    """All settings; frozen, so that it can be shared, hashed and compared.

    Attributes:
        matching: Which names are compared, and what counts how much.
        linking: Which spans of a text are looked at, and what counts how much.
        clustering: Which pairs of a list are compared.
        transliteration: How spellings are made.
        checks: From when on something in records is odd.
        limits: Bounds of inputs and caches.
        weights: Weights of features, in log-odds, that stand in place of the fitted ones, by the feature's name.
    """

    matching: MatchingConfig = attrs.field(factory=MatchingConfig)
    linking: LinkingConfig = attrs.field(factory=LinkingConfig)
    clustering: ClusteringConfig = attrs.field(factory=ClusteringConfig)
    transliteration: TransliterationConfig = attrs.field(factory=TransliterationConfig)
    checks: ChecksConfig = attrs.field(factory=ChecksConfig)
    limits: Limits = attrs.field(factory=Limits)
    weights: tuple[tuple[str, float], ...] = attrs.field(default=(), converter=_frozen_weights)

    @classmethod
    def from_toml(cls, source: str | Path) -> Config:
        """Return the configuration of a TOML text, or of a file where a path is given.

        What it leaves out has its default; a table is a group, ``[weights]`` those of features.

        Raises:
            ConfigError: it is no TOML, or has an unknown group or setting, or a value that is out of range; the
                message names it.
        """
        import tomllib  # here, because most programs wait for it in vain

        where = str(source) if isinstance(source, Path) else "the configuration"
        try:
            data = tomllib.loads(source.read_text(encoding="utf-8") if isinstance(source, Path) else source)
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{where}: this is no TOML: {error}") from None
        return cls.from_dict(data, where)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], where: str = "the configuration") -> Config:
        """Return the configuration of plain mappings, as `to_dict` makes them; see `from_toml`."""
        groups: dict[str, Any] = {}
        for name, values in data.items():
            if name != "weights" and name not in _GROUPS:
                raise ConfigError(f"{where}: unknown group '{name}'; the known ones are {', '.join(_GROUPS)}, weights")
            if not isinstance(values, Mapping):
                raise ConfigError(f"{where}: '{name}' must be a table of settings, not {values!r}")
            groups[name] = values if name == "weights" else _group(_GROUPS[name], values, f"{where}: {name}")
        try:
            return cls(**groups)
        except (TypeError, ValueError) as error:
            raise ConfigError(f"{where}: weights: {error}") from None

    def to_dict(self) -> dict[str, Any]:
        """Return all settings as plain mappings."""
        return {name: attrs.asdict(getattr(self, name)) for name in _GROUPS} | {"weights": dict(self.weights)}

    def to_toml(self) -> str:
        """Return all settings as TOML; `from_toml` gives the same configuration back.

        >>> Config.from_toml(Config().to_toml()) == Config()
        True
        """
        lines = []
        for group, values in self.to_dict().items():
            lines += [f"[{group}]", *(f"{name} = {value!r}" for name, value in values.items()), ""]
        return "\n".join(lines)

    @classmethod
    def settings(cls) -> Iterator[Setting]:
        """Yield what is declared of each setting: its meaning, unit, range and default."""
        for name, group in _GROUPS.items():
            yield from settings_of(group, name)


_GROUPS: dict[str, type] = {
    "matching": MatchingConfig,
    "linking": LinkingConfig,
    "clustering": ClusteringConfig,
    "transliteration": TransliterationConfig,
    "checks": ChecksConfig,
    "limits": Limits,
}


def _group(group: type, values: Mapping[str, Any], where: str) -> Any:
    known = [field.name for field in attrs.fields(group)]
    for name in values:
        if name not in known:
            raise ConfigError(f"{where}: unknown setting '{name}'; the known ones are {', '.join(known)}")
    try:
        return group(**values)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{where}: {error}") from None
