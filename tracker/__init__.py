"""The project: settings, addresses and what stands between the network and the app."""

from tracker import sqlite

# Before Django imports sqlite3.
sqlite.use_current()
