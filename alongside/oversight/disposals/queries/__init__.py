"""Holds, what is due, and disposals, for privacy officers: numbers and days, no names and no words of a record."""
