"""Cases: written down quickly, put on an agenda."""
