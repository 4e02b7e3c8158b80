"""签到: over the middle of the hall page, from one field."""
