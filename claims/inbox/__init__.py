"""The one thing a reader may send: that something is wrong. Kept for the desk, shown to nobody."""
