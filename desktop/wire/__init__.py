"""Messages, canonical bytes, hashes, verification of signatures."""
