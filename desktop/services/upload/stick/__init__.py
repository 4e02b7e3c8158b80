"""The stick in the village: saving to it, reading back, enrolling by it, and receipts that come on paper."""
