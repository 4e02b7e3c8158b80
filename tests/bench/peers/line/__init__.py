"""The same month over the same bad line, by ours and by others: `python -m tests.bench.peers.line`."""
