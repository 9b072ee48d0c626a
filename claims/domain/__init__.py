"""The rules of the house, in plain Python: no framework, no clock, no settings."""
