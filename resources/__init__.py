"""Data only: fonts, icons, style, translations, help pages, the sample village."""
