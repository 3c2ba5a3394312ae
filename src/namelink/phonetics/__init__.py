"""Phonetic codes and keys, and the alphabets that words are compared in."""
