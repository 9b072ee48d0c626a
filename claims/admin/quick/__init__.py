"""Quick add: from a statement to a claim in one form."""
