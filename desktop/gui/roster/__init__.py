"""The roster: taking one in, and looking people up."""
