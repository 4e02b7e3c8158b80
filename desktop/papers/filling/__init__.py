"""What fills each paper: one file a paper, from the frozen meeting to values by block and field."""
