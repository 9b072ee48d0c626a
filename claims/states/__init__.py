"""A state is what is public of a claim, event, source ... at one entry: typed, a module a kind."""
