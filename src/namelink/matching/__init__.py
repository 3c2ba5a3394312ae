"""Matching: one name → candidates → comparisons → features → score → decision (see `namelink.matching.resolver`)."""
