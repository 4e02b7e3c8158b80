"""Papers that belong to no single meeting: what hangs on the wall, blank sheets, slips, and the kit without power."""
