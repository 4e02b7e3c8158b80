"""投影: the window that the whole hall sees."""
