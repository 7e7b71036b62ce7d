"""The rules of the assessments room: who may write, what a statement and a finished assessment need, factors."""
