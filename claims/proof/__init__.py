"""What lets strangers check the record: its tree, what is signed of it, and proofs."""
