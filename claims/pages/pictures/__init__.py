"""Pictures for where a page is shared: what stands where, drawn so that it outlives no word."""
