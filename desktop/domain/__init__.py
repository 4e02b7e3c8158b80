"""What a hall, case, meeting, quorum, speaker list, poll and minutes are: pure, with time and ids passed in."""
