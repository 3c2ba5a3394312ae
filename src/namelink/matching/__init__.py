"""Matching names: candidates from the index, evidence for and against them, and a decision."""
