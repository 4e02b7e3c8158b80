"""Other systems on the same work, measured in one run beside ours: `python3 build/test.py peers`."""
