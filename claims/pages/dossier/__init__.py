"""Events and claims in the dossier's format, from what is on record alone."""
