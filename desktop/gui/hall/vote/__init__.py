"""表决: opening a vote and counting it, over the middle of the hall page."""
