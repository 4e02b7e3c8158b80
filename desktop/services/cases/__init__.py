"""What a recorder does with a case, one use case a file."""
