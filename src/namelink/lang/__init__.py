"""Languages: what only one of them knows, a folder each."""
