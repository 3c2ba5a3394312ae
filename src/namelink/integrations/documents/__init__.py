"""Documents: the text of Word and PDF files, for what takes texts. Needs ``pip install 'namelink[documents]'``."""
