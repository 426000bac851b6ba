"""Fuzzing: what must hold for any bytes whatever. `make fuzz SECONDS=60` looks for bytes for which it does not."""
