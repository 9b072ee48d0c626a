"""A story as a sheet: every figure and claim of an event a row, edited in place."""
