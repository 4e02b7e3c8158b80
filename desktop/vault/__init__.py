"""The device key and the database key, and what they seal."""
