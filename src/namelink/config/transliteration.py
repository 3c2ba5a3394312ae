"""Settings of transliteration: how attested spellings and the trained models share the probability."""

from __future__ import annotations

import attrs

from namelink.config.setting import setting


@attrs.frozen(kw_only=True)
class TransliterationConfig:
    """Settings of `namelink.transliteration`."""

    longest_text: int = setting(
        2000, "Characters of the longest text that is spelt by the models.", unit="characters", low=1
    )
