"""Tables of claims: what each row would record, for the desk's page and for the command."""
