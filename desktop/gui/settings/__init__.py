"""Language, size of text, backup, and the village."""
