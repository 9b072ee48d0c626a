"""Decisions about figures: how each is treated, what a finding is answered, where we stand."""
