"""Turns the Markdown of a page into what its reader sees: code, facts, figures, maths, labs, and what is said of it.

Here belongs what needs the page's source. What treats finished HTML alike on every page belongs in ``delivery``.
"""
