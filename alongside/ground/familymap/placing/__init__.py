"""Laying a family out: rows, order, coordinates and the lines of unions."""
