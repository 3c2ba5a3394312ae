"""Reading a text: which of its words may be names, what speaks for and against each, and what is taken."""
