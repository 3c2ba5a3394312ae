"""Text as namelink sees it: folded characters, tokens, scripts and Arabic affixes."""
