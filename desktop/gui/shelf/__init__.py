"""文书: papers that can be had without a meeting."""
