"""What every other room needs: where things are, how errors speak, how sources are read, what is remembered.

Here belongs what knows nothing of a page's content, of a language or of the finished site.
"""
