"""Genogram and ecomap: layout and drawing from plain values. Knows no table, no noun, no reader."""
