"""The stick in place of a line: the same batches and leaves out, the same receipts back in."""
