"""Keeping house: merging, moving, putting back. Each step on the desk can be rehearsed first."""
