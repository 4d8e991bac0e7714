"""Makes what the site shows and nobody wrote by hand: figures, facts, cards, the logo.

Here belongs what computes or draws. Where the result stands in a page belongs in ``pages``.
"""
