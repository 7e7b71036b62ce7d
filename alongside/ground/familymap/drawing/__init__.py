"""Drawing a family that is laid out: signs, outlines, bonds, words, and the check before anybody sees it."""
