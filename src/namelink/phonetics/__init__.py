"""Phonetic keys, and the letters that words are compared by."""
