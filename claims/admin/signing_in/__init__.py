"""The desk's door: who is asked what before anything else opens."""
