"""Tables, the two logs, the unit of work: the only place that knows SQLAlchemy."""
