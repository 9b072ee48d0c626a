"""Two editors at one thing: what each changed, laid side by side, merged where it can be."""
