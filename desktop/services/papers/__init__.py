"""What happens to paper: printing, signing, scanning, binding, verifying, and Word beside it, one use case a file."""
