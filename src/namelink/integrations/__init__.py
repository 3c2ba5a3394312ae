"""namelink inside other people's pipelines: Arrow, data frames, Spark, Ray, DuckDB, Splink and spaCy.

Each module needs an extra of its own (``pip install 'namelink[spark]'``) and says so where it is missing.
All answer exactly as `namelink.resolve` and `namelink.link` do.
"""
