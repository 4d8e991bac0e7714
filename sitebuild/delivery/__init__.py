"""Makes finished pages fit to be served: valid, light and guarded, published in one step, and as a folder to take away.

Here belongs what needs only the finished HTML, scripts and stylesheets, not the Markdown they came from.
"""
