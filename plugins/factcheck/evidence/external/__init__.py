"""The check of external addresses, and of the words quoted from them."""
