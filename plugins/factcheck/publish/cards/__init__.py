"""The share image of a claim: what it says, its colours, where its words stand, and the picture."""
