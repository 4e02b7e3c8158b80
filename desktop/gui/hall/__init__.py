"""会场: one page for the whole evening, and what opens over it."""
