"""A whole evening as a file: what a clerk does, one action after another, through the same services as the window."""
