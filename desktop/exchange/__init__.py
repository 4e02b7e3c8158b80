"""Excel, Word, scans and archives, in and out."""
