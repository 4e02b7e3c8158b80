"""The program on the PC in the village hall."""
