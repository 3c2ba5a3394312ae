"""namelink inside other systems. Each part is a leaf, uses only the public API, and may need an extra."""
