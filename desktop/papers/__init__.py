"""Printed sheets, drawn from frozen values."""
