"""One use case a file: what a recorder does, each one transaction."""
