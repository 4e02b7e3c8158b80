"""A page drawn from the definition of a form, and the fields that it is drawn with."""
