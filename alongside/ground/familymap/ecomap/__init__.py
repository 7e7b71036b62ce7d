"""The world around a household: what stands there, where it is placed, its drawing and its words."""
