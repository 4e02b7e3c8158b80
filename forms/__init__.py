"""What can be filled in, and the rules, as data: TOML, the types that it fills, and the loader that checks it."""
