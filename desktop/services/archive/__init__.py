"""What is kept for the archive: papers as PDF/A, their lists, and a year as one folder, one use case a file."""
