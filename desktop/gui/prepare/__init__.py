"""Preparing a meeting: facts, 应到, agenda, notice, with the real paper beside."""
