"""namelink inside other systems: Arrow, data frames, Spark, Ray, DuckDB, Splink, spaCy, and a service of its own.

Each part is a leaf, uses only the public API, and says which extra it needs where that is missing
(``pip install 'namelink[spark]'``). All answer exactly as `namelink.resolve` and `namelink.link` do.
"""
