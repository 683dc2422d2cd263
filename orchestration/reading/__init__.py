"""Reads what a text in Vietnamese or English states of the indices: text in, figures with their claims out.

A grammar and the words of a seed, nothing learnt: the same text is always read the same way. Of files only
`documents` knows, and of verdicts nothing here does.
"""
