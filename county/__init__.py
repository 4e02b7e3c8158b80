"""The server in the county: it receives, answers with signed receipts, and re-derives every figure."""
