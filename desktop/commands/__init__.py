"""The command line: each file adds one command; here objects are used that bootstrap wired together."""
