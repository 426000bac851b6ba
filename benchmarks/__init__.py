"""Measuring the speed of the generator against others, on sites that are made up. `README.md` says how."""
