"""Planning, preparing, running, sealing: what is done with a meeting, one use case a file."""
