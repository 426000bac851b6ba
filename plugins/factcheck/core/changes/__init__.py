"""What changed in published claims, and whether each change is told. `compare.py` first."""
