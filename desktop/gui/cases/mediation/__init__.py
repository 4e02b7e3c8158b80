"""调解室: neighbours settle a matter among themselves, step by step; nothing of it is public."""
