"""会后: from the adjourned meeting to the sealed, printed and signed minutes."""
